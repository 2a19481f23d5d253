import { en } from './en.ts';
import { it } from './it.ts';

/** The name of a text. */
export type MessageKey = keyof typeof en;

/** The texts of one language: every key of the English ones, none missing. */
export type Catalogue = { readonly [Key in MessageKey]: string };

/** What fills the marked places of a text. */
export type Values = Readonly<Record<string, string | number>>;

/** Gives a text in the chosen language. */
export type Translate = (key: MessageKey, values?: Values) => string;

export const LANGUAGES = ['en', 'it'] as const;

export type Language = (typeof LANGUAGES)[number];

/** All catalogues by language. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, it };

/** Makes the translating function of a language. */
export function createTranslate(language: Language): Translate {
  const catalogue = CATALOGUES[language];
  return (key, values) => fill(catalogue[key], values);
}

/** The text at `<stem>.one` or `<stem>.other`, as the language counts; `{count}` is filled in. */
export function translateCount(language: Language, stem: 'records.other', count: number): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
  return fill(CATALOGUES[language][`${stem}.${form}`], { count });
}

/** The text of a key that is put together at run time; undefined when there is none. */
export function translateIfKnown(language: Language, key: string): string | undefined {
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language];
  return Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
}

/** The language to begin with: the first wish that we speak, else English. */
export function chooseLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const found = LANGUAGES.find((language) => language === wish.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}
