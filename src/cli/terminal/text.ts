import { styleText } from 'node:util';

/** How a piece of text looks where colors are shown. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A piece of a line. */
export type Span = string | { text: string; style: Style };

/** One line for a terminal: a text, or pieces of it. */
export type Line = string | readonly Span[];

/** A piece of text with a style. */
export function styled(style: Style, text: string): Span {
  return { text, style };
}

/**
 * Writes a line out. What people and providers wrote may hold sequences that steer a terminal: control characters and
 * those that turn the direction of writing are shown as marks, whatever wrote them. Colors come from us alone.
 */
export function formatLine(line: Line, color: boolean): string {
  const spans = typeof line === 'string' ? [line] : line;
  return spans
    .map((span) => {
      if (typeof span === 'string') return cleanText(span);
      const text = cleanText(span.text);
      return color && text !== '' ? styleText(span.style, text, { validateStream: false }) : text;
    })
    .join('')
    .trimEnd();
}

/** Control characters, and those that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text in which nothing steers a terminal. */
export function cleanText(text: string): string {
  return text.replace(/\r?\n|\t/g, ' ').replace(UNSAFE, '\ufffd');
}

/** JSON for people and programs; what could steer a terminal is escaped, so that the value stays the same. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value ?? null, null, 2);
  return text.replace(
    /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{Mark}|\u200d|\ufe0f/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** A text cut to a width, with a mark where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += widthOf(char);
    if (used > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}
