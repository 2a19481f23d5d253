import type { JsonObject } from '../../../../src/base/json.ts';
import {
  checkTemplate,
  hasTemplate,
  renderText,
  variablesOf,
  type Clock,
} from '../../../../src/flow/expression/template.ts';
import type { World } from '../../../../src/flow/validate/world.ts';

/** A stretch of a text. */
export type Span = { readonly from: number; readonly to: number };

/** A stretch of a template, and what it is: the marks around it, a name, a filter, a text in quotes. */
export type Token = Span & { readonly kind: 'mark' | 'path' | 'filter' | 'text' | 'number' | 'word' };

const BLOCK = /\{\{-?[\s\S]*?-?\}\}|\{%-?[\s\S]*?-?%\}|\{\{[\s\S]*$|\{%[\s\S]*$/g;
const PART = /"[^"]*"?|'[^']*'?|\|\s*[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]*\])*/g;
const WORDS = new Set(
  'if elsif else endif unless endunless case when endcase for in endfor assign comment endcomment raw endraw break continue and or contains true false nil null empty blank reversed limit offset'.split(
    ' ',
  ),
);

/** The parts of a text that are a template, for colours. Text that is none has no parts. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(BLOCK)].flatMap(({ 0: block, index }) => {
    const close = /-?[}%]\}$/.exec(block);
    const open = /^\{[{%]-?/.exec(block)?.[0].length ?? 2;
    const end = close && close.index >= open ? close.index : block.length;
    const inner = [...block.slice(open, end).matchAll(PART)].map((part): Token => {
      const from = index + open + part.index;
      return { from, to: from + part[0].length, kind: kindOfPart(part[0]) };
    });
    const marks: Token[] = [{ from: index, to: index + open, kind: 'mark' }];
    if (end < block.length) inner.push({ from: index + end, to: index + block.length, kind: 'mark' });
    return [...marks, ...inner];
  });
}

function kindOfPart(part: string): Token['kind'] {
  if (/^["']/.test(part)) return 'text';
  if (part.startsWith('|')) return 'filter';
  if (/^-?\d/.test(part)) return 'number';
  return WORDS.has(part) ? 'word' : 'path';
}

/** What is wrong at a place of a template. */
export type Trouble = Span & { readonly kind: 'unknown' | 'fault'; readonly words: string };

/** Paths that are certain to lead to nothing, and what keeps a template from being read. */
export function troublesIn(text: string, world: World): Trouble[] {
  if (!hasTemplate(text)) return [];
  const fault = checkTemplate(text);
  if (fault !== undefined) return [{ from: 0, to: text.length, kind: 'fault', words: fault }];
  const unknown = variablesOf(text).filter((names) => isUnknown(names, world));
  const paths = tokensOf(text).filter(({ kind }) => kind === 'path');
  return unknown.flatMap((names) => {
    const path = names.join('.');
    const places = paths.filter(({ from, to }) => {
      const written = text
        .slice(from, to)
        .replaceAll(/\[["']?|["']?\]/g, '.')
        .replace(/\.$/, '')
        .replaceAll('..', '.');
      return written === path || written.startsWith(`${path}.`);
    });
    return places.map(({ from, to }): Trouble => ({ from, to, kind: 'unknown', words: path }));
  });
}

const ROOTS = new Set('vars contact conversation message event flow run failure input settings secrets'.split(' '));

function isUnknown([root = '', name, ...rest]: readonly string[], world: World): boolean {
  if (!ROOTS.has(root)) return true;
  if (root === 'vars' && name !== undefined && !world.written.has(name)) return true;
  const names = name === undefined ? [root] : [root, name, ...rest];
  return names.some((_, at) => world.at(names.slice(0, at + 1)) === 'missing');
}

/** What a template gives with samples, or why it gives nothing. Undefined for a text that is no template. */
export function previewOf(
  text: string,
  scope: JsonObject,
  clock: Clock,
): { readonly text: string } | { readonly fault: string } | undefined {
  if (!hasTemplate(text)) return undefined;
  try {
    return { text: renderText(text, scope, clock) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
