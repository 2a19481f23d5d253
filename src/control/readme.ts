import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A piece of a line: plain, or marked; `href` where it leads elsewhere. */
export type Piece = { text: string; as?: 'strong' | 'em' | 'code'; href?: string };

/** A part of a page, without markup. */
export type Block =
  | { kind: 'text'; pieces: readonly Piece[] }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Piece[])[] }
  | { kind: 'table'; head: readonly (readonly Piece[])[]; rows: readonly (readonly (readonly Piece[])[])[] }
  | { kind: 'code'; text: string };

/** A chapter of a page. */
export type Section = { title: string; blocks: readonly Block[] };

const SOURCE = join(import.meta.dirname, '..');

/**
 * The page that a channel or connector has about itself, by chapters; the first one has no title. In a language that it
 * is not written in it is English; empty where there is none.
 */
export async function readReadme(kind: 'channel' | 'connector', name: string, language = 'en'): Promise<Section[]> {
  const page = (file: string): Promise<string> =>
    readFile(join(SOURCE, `${kind}s`, name, file), 'utf8').catch(() => '');
  const said = /^[a-z]{2}$/.test(language) ? await page(`README.${language}.md`) : '';
  return sectionsOf(said || (await page('README.md')));
}

/** The chapters of a text in the small part of Markdown that our pages are written in. */
export function sectionsOf(text: string): Section[] {
  const chapters = text.split(/^#{1,2} /m).slice(1);
  return chapters.map((chapter, at) => {
    const [title = '', ...lines] = chapter.split('\n');
    return { title: at === 0 ? '' : title.trim(), blocks: blocksOf(lines.join('\n')) };
  });
}

function blocksOf(text: string): Block[] {
  const parts = text.split(/(^```[\s\S]*?^```$)/m);
  return parts.flatMap((part) =>
    part.startsWith('```')
      ? [{ kind: 'code', text: part.split('\n').slice(1, -1).join('\n') } satisfies Block]
      : part
          .split(/\n\s*\n/)
          .filter((block) => block.trim() !== '')
          .map(blockOf),
  );
}

const ITEM = /^(?:[-*]|\d+\.) /;

function blockOf(text: string): Block {
  const lines = text.trim().split('\n');
  const [first = ''] = lines;
  if (first.startsWith('|')) {
    const [head = [], , ...rows] = lines.map(cellsOf);
    return { kind: 'table', head, rows };
  }
  if (!ITEM.test(first)) return { kind: 'text', pieces: piecesOf(lines.join(' ').replace(/^#+ /, '')) };
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: /^\d/.test(first), items: items.map(piecesOf) };
}

function cellsOf(line: string): Piece[][] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => piecesOf(cell.replaceAll('\\|', '|').trim()));
}

const MARKED =
  /(?<code>`[^`]+`)|(?<strong>\*\*[^*]+\*\*)|(?<em>(?<![\w`])_[^_]+_(?!\w))|\[(?<words>[^\]]+)\]\((?<href>[^)]+)\)|<(?<bare>https?:[^>]+)>/g;

/** A line by its marked pieces. Only links to other sites are kept as links: the others lead to files. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of line.matchAll(MARKED)) {
    if (found.index > at) pieces.push({ text: line.slice(at, found.index) });
    pieces.push(pieceOf(found.groups ?? {}));
    at = found.index + found[0].length;
  }
  if (at < line.length) pieces.push({ text: line.slice(at) });
  return pieces;
}

function pieceOf({ code, strong, em, words = '', href, bare }: Record<string, string | undefined>): Piece {
  if (code !== undefined) return { text: code.slice(1, -1), as: 'code' };
  if (strong !== undefined) return { text: strong.slice(2, -2), as: 'strong' };
  if (em !== undefined) return { text: em.slice(1, -1), as: 'em' };
  if (bare !== undefined) return { text: bare.replace(/^https?:\/\//, ''), href: bare };
  return href?.startsWith('https://') ? { text: words, href } : { text: words };
}
