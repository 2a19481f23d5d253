import { createTranslator, type Translator } from '../base/translate.ts';
import { connectors } from '../connectors/index.ts';
import { appEn } from './app-words.ts';
import { textsIn } from './in-language.ts';
import { it } from './texts.it.ts';

const COMMON = { en: appEn, it };
const known = new Map<string, Translator>();

/** Says in a language what systems that people sign in to say in English; undefined for what has no words in it. */
export function saySignIn(english: string, language: string): string | undefined {
  const say = known.get(language) ?? createTranslator(wordsIn(language));
  known.set(language, say);
  return say(english);
}

function wordsIn(language: string): Readonly<Record<string, string>> {
  const systems = connectors.filter(({ authorize }) => authorize !== undefined);
  return Object.assign({}, textsIn({ texts: COMMON }, language), ...systems.map((each) => textsIn(each, language)));
}
