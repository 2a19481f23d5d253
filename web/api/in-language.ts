import type { Language } from '../i18n/language.ts';

/** What a route with words is asked besides: nothing in English, which words are written in. */
export function inLanguage(language: Language): { language?: string } {
  return language === 'en' ? {} : { language };
}
