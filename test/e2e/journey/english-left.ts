import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

type Words = Readonly<Record<string, string>>;
type Namespaces = Readonly<Record<string, { en(): Promise<{ en: Words }>; it(): Promise<{ it: Words }> }>>;
type Pair = { key: string; english: string; italian: string };

/** The words of the app in both languages. */
export type Catalogues = {
  pairs: readonly Pair[];
  /** English texts that are not Italian ones too, as patterns of whole texts. */
  english: readonly { key: string; pattern: RegExp }[];
};

/** A place for a word: `{{name}}` in the texts of pages, `{name}` and `{~name}` in those of the server. */
const PLACE = /\{\{.*?\}\}|\{~?\w+\}/;
/** Letters that a text with places needs to be told from what people write. */
const TELLING = 8;

/** Reads all catalogues: those of the pages, and what channels, connectors and checks say. */
export async function readCatalogues(namespaces: Namespaces): Promise<Catalogues> {
  const areas = Object.entries(namespaces).map(async ([area, { en, it }]) => {
    const [{ en: english }, { it: italian }] = await Promise.all([en(), it()]);
    return Object.entries(english).map(([key, text]): Pair => ({
      key: `${area}: ${key}`,
      english: text,
      italian: italian[key] ?? '',
    }));
  });
  const pairs = [...(await Promise.all(areas)), ...(await readServerWords())].flat();
  const italian = new Set(pairs.map((pair) => pair.italian));
  const english = pairs
    .filter((pair) => pair.english !== '' && !italian.has(pair.english))
    .filter((pair) => !PLACE.test(pair.english) || lettersOf(pair.english) >= TELLING)
    .map((pair) => ({ key: pair.key, pattern: patternOf(pair.english) }));
  return { pairs, english };
}

/** What the server says, by its English words, in the files beside it. */
async function readServerWords(): Promise<Pair[][]> {
  const src = join(import.meta.dirname, '..', '..', '..', 'src');
  const files = globSync('**/texts.it.ts', { cwd: src }).map(async (file) => {
    const { it = {} } = (await import(join(src, file))) as { it?: Words };
    return Object.entries(it).map(([english, italian]): Pair => ({ key: file, english, italian }));
  });
  return Promise.all(files);
}

const lettersOf = (text: string): number =>
  text
    .split(PLACE)
    .join('')
    .replaceAll(/[^\p{L}]/gu, '').length;

/** A text with its places as a pattern of what it may become. */
function patternOf(text: string): RegExp {
  const parts = text.split(PLACE).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 's');
}

/** Texts that a page shows or tells in English although it is set to Italian. */
export async function englishLeft(
  page: Page,
  { catalogues, written }: { catalogues: Catalogues; written: ReadonlySet<string> },
): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const found = new Set();
    const seen = (element) => element.checkVisibility?.() ?? true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      // Guides stress what stands on the pages of others, as it stands there.
      if (!parentElement || parentElement.closest('script, style, code, pre, em, .cm-editor')) continue;
      if (seen(parentElement)) found.add(textContent.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description]')) {
      if (!seen(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
        found.add((element.getAttribute(name) ?? '').trim());
    }
    found.add(document.title);
    return [...found].filter(Boolean);
  })()`);
  return texts
    .filter((text) => !written.has(text))
    .flatMap((text) => {
      const hit = catalogues.english.find(({ pattern }) => pattern.test(text));
      return hit ? [`${text} (${hit.key})`] : [];
    });
}
