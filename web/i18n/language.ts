export const LANGUAGES = ['en', 'it'] as const;

/** A language that every word of the app exists in. */
export type Language = (typeof LANGUAGES)[number];

/** The language to begin with: the first wish that we speak, else English. */
export function chooseLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const found = LANGUAGES.find((language) => language === wish.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
