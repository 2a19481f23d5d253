import type { i18n as I18n } from 'i18next';
import type { Area } from '../i18n/texts.ts';

let texts: I18n | undefined;

/** Tells which words the pages are loaded with; once, before the first page. */
export function setTexts(words: I18n): void {
  texts = words;
}

/** Loads the words of areas, so that a page does not have to wait for them once it is there. */
export async function loadAreas(areas: readonly Area[]): Promise<void> {
  await texts?.loadNamespaces([...areas]);
}
