/** Longest text that is looked at; longer ones hold no address. */
const MAX_LENGTH = 2000;

/**
 * Finds the one e-mail address in a text and gives it in small letters: `Scrivimi a <Ada@Example.it>!` gives
 * `ada@example.it`. None, or two different ones, give undefined. Whether mail arrives there is another matter.
 */
export function readEmail(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const found = text
    .split(/[\s<>,;()"]+/)
    .map((word) => word.replace(/^mailto:/i, '').replace(/[.!?:]+$/, ''))
    .filter((word) => word.length <= 254 && /^[^@]{1,64}@[^@]+$/.test(word))
    .filter((word) => /^[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(word));
  const [only, ...others] = new Set(found.map((word) => word.toLowerCase()));
  return others.length === 0 ? only : undefined;
}
