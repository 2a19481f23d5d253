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

/** Letters that a text with places needs to be told from what people write. */
const TELLING = 8;

/** Reads all catalogues. */
export async function readCatalogues(namespaces: Namespaces): Promise<Catalogues> {
  const areas = Object.entries(namespaces).map(async ([area, { en, it }]) => {
    const [{ en: english }, { it: italian }] = await Promise.all([en(), it()]);
    return Object.entries(english).map(([key, text]): Pair => ({
      key: `${area}: ${key}`,
      english: text,
      italian: italian[key] ?? '',
    }));
  });
  const pairs = (await Promise.all(areas)).flat();
  const italian = new Set(pairs.map((pair) => pair.italian));
  const english = pairs
    .filter((pair) => pair.english !== '' && !italian.has(pair.english))
    .filter((pair) => !pair.english.includes('{{') || lettersOf(pair.english) >= TELLING)
    .map((pair) => ({ key: pair.key, pattern: patternOf(pair.english) }));
  return { pairs, english };
}

const lettersOf = (text: string): number => text.replaceAll(/\{\{.*?\}\}/g, '').replaceAll(/[^\p{L}]/gu, '').length;

/** A text with its places as a pattern of what it may become. */
function patternOf(text: string): RegExp {
  const parts = text.split(/\{\{.*?\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
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
      if (!parentElement || parentElement.closest('script, style, code, pre, .cm-editor')) continue;
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
