const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where a text may be cut, best first. Each must lie in the second half, or parts would become tiny; words need not. */
const BOUNDS = [
  { pattern: /\n[^\S\n]*\n\s*/gu, from: 0.5 },
  { pattern: /\n\s*/gu, from: 0.5 },
  { pattern: /(?<=\D[.!?…]["'”’»)\]]{0,3})\s+|(?<=[。！？])/gu, from: 0.5 },
  { pattern: /\s+/gu, from: 0 },
] as const;

/** A length of texts: in characters (UTF-16 units, as providers count), or in bytes of UTF-8. */
export type TextLimit = { max: number; unit?: 'characters' | 'bytes' };

/**
 * Cuts a text into parts of at most `max` characters or bytes, at the end of a paragraph, line, sentence or word. Only a word that is itself longer than `max` is cut, between two graphemes.
 * White space at a cut is dropped; a text that fits comes back as it is. Time grows with the length alone.
 */
export function splitText(text: string, limit: number | TextLimit): string[] {
  const { max, unit } = typeof limit === 'number' ? { max: limit } : limit;
  if (unit === 'bytes') return splitByBytes(text, max);
  if (text.length <= max) return [text];
  const parts: string[] = [];
  let start = leadingSpace(text, 0);
  while (text.length - start > max) {
    const end = start + cutIn(text.slice(start, start + max + LOOKAHEAD), max);
    parts.push(text.slice(start, end).trimEnd());
    start = end + leadingSpace(text, end);
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part.trim() !== '');
}

function splitByBytes(text: string, max: number): string[] {
  const parts: string[] = [];
  let start = leadingSpace(text, 0);
  for (;;) {
    const fitting = unitsWithin(text, start, max);
    if (start + fitting >= text.length) break;
    const end = start + cutIn(text.slice(start, start + fitting + LOOKAHEAD), fitting);
    parts.push(text.slice(start, end).trimEnd());
    start = end + leadingSpace(text, end);
  }
  if (parts.length === 0) return [text];
  parts.push(text.slice(start));
  return parts.filter((part) => part.trim() !== '');
}

/** How many UTF-16 units from a place on take at most so many bytes in UTF-8; at least one character. */
function unitsWithin(text: string, start: number, maxBytes: number): number {
  let bytes = 0;
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    bytes += bytesOf(code);
    if (bytes > maxBytes && at > start) break;
    at += code > 0xff_ff ? 2 : 1;
    if (bytes > maxBytes) break;
  }
  return at - start;
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character.codePointAt(0) ?? 0);
  return bytes;
}

function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x8_00) return 2;
  return code > 0xff_ff ? 4 : 3;
}

/** Cuts a text to at most `max` characters, between two graphemes, and marks the cut with an ellipsis. */
export function shortenText(text: string, max: number): string {
  if (text.length <= max) return text;
  return max < 2 ? hardCut(text, max) : `${hardCut(text, max - 1).trimEnd()}…`;
}

/** Room to see what follows the last possible cut. */
const LOOKAHEAD = 40;

function cutIn(window: string, max: number): number {
  const whole = graphemeBound(window);
  for (const { pattern, from } of BOUNDS) {
    const bounds = Array.from(window.matchAll(pattern)).filter(
      ({ index }) => index > 0 && index <= max && index >= max * from,
    );
    const last = bounds.findLast((match) => whole(match.index + match[0].length));
    if (last) return last.index;
  }
  return hardCut(window, max).length;
}

/** A mark may sit on a space; a cut there would take the space away from under it. */
function graphemeBound(text: string): (index: number) => boolean {
  const segments = GRAPHEMES.segment(text);
  return (index) => index >= text.length || segments.containing(index)?.index === index;
}

function hardCut(text: string, max: number): string {
  const window = text.slice(0, max + LOOKAHEAD);
  const bound = window.length <= max ? window.length : (GRAPHEMES.segment(window).containing(max)?.index ?? max);
  if (bound > 0) return text.slice(0, bound);
  // One grapheme longer than a whole part: cut between its characters, but never inside one.
  const low = max > 1 && /[\uDC00-\uDFFF]/.test(text.charAt(max)) && /[\uD800-\uDBFF]/.test(text.charAt(max - 1));
  return text.slice(0, low ? max - 1 : max);
}

function leadingSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && /\s/.test(text.charAt(index))) index++;
  const carriesMark = index > from && /^[\p{M}\u200D]/u.test(text.slice(index, index + 2));
  return carriesMark ? index - 1 - from : index - from;
}
