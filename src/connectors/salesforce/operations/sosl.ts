/** Characters with a meaning of their own in a search. */
const RESERVED = /[?&|!{}[\]()^~*:\\"'+-]/g;

/** Characters of a phrase; the org takes far more, no field does. */
const LONGEST = 200;

/**
 * A text as a phrase to search for, in quotes: every character stands for itself. Control characters, which no index
 * holds, become blanks, and what is longer than any name is cut.
 */
export function soslPhrase(text: string): string {
  const clean = text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  return `"${clean.replace(RESERVED, (character) => `\\${character}`)}"`;
}
