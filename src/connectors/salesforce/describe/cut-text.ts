const SIGN = '…';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text of at most so many UTF-16 units: a longer one is cut between two graphemes and ends in "…". */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most - SIGN.length) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}${SIGN}`;
}
