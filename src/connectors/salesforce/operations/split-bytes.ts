const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Bytes of a text in UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * Splits a text into parts of at most `most` bytes, between what people see as characters and best at the end of a line
 * or a word; several parts are numbered `(1/3) `, and the numbers count. All of the text is there, in its order, but for
 * blanks at a split. Only a single character longer than a part is cut through.
 */
export function splitBytes(text: string, most: number): string[] {
  if (bytesOf(text) <= most) return [text];
  for (let digits = 1; ; digits++) {
    const room = most - bytesOf(`(${'9'.repeat(digits)}/${'9'.repeat(digits)}) `);
    const parts = split(text, room);
    if (String(parts.length).length <= digits) {
      return parts.map((part, index) => `(${index + 1}/${parts.length}) ${part}`);
    }
  }
}

function split(text: string, room: number): string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const piece of piecesOf(text, room)) {
    const size = bytesOf(piece);
    if (bytes + size > room) {
      const end = lastBreak(part);
      parts.push(part.slice(0, end).trimEnd());
      part = part.slice(end).trimStart();
      bytes = bytesOf(part);
    }
    part += piece;
    bytes += size;
  }
  return [...parts, part].filter((each) => each.trim() !== '');
}

/** Where to split: after the last line break, else blank, of the second half; else at the very end. */
function lastBreak(part: string): number {
  const from = Math.floor(part.length / 2);
  for (const mark of ['\n', ' ']) {
    const at = part.lastIndexOf(mark);
    if (at >= from) return at + 1;
  }
  return part.length;
}

function* piecesOf(text: string, room: number): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (bytesOf(segment) <= room) yield segment;
    else yield* segment;
  }
}
