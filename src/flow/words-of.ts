import { RE2JS } from 're2js';
import type { Handler } from './flow.ts';

/** The words of a text between single spaces, without case, accents and marks: what keywords are looked for in. */
export function wordsOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** True when one of the keywords occurs in a text as whole words, whatever case and accents. */
export function hasKeyword(text: string, keywords: readonly string[]): boolean {
  return holdsKeyword(wordsOf(text), keywords);
}

/** The same of words that `wordsOf` gave: for those who look for many keywords in one text. */
export function holdsKeyword(words: string, keywords: readonly string[]): boolean {
  let wanted = wantedWords.get(keywords);
  if (!wanted) wantedWords.set(keywords, (wanted = keywords.map(wordsOf).filter((each) => each.trim() !== '')));
  return wanted.some((each) => words.includes(each));
}

/** Keywords as they are looked for: worked out once for each list of them. */
const wantedWords = new WeakMap<readonly string[], readonly string[]>();

const compiled = new Map<string, RE2JS | undefined>();

/** True when a pattern is found in a text. A pattern that is none is found nowhere: validation reports it. */
export function hasPattern(text: string, pattern: string): boolean {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern)?.matcher(text).find() ?? false;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** The position of the first handler that takes a message; undefined when none does. */
export function handlerFor(handlers: readonly Handler[] | undefined, text: string): number | undefined {
  const at = (handlers ?? []).findIndex(
    (handler) =>
      handler.on === 'message' &&
      (handler.keywords?.length ? hasKeyword(text, handler.keywords) : true) &&
      (handler.pattern === undefined || hasPattern(text, handler.pattern)) &&
      Boolean(handler.keywords?.length || handler.pattern !== undefined),
  );
  return at === -1 ? undefined : at;
}
