import { RE2JS } from 're2js';
import type { Handler } from '../../../src/flow/flow.ts';

/** The first handler of a flow that takes a message, as routing chooses it: whole words, whatever case and accents. */
export function handlerFor(handlers: readonly Handler[], text: string): number | undefined {
  const words = wordsOf(text);
  const found = handlers.findIndex((handler) => {
    if (handler.on !== 'message') return false;
    const { keywords = [], pattern } = handler;
    if (keywords.length === 0 && pattern === undefined) return false;
    const isNamed = keywords.some((each) => wordsOf(each).trim() !== '' && words.includes(wordsOf(each)));
    return (keywords.length === 0 || isNamed) && (pattern === undefined || hasPattern(text, pattern));
  });
  return found === -1 ? undefined : found;
}

function wordsOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** A pattern that is none is found nowhere: the list of problems tells of it. */
function hasPattern(text: string, pattern: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return false;
  }
}
