/** Small words that open a last name. */
const PARTICLES = new Set(
  (
    'de di del della dello dei degli delle dalla dal dallo da dai lo la li le van von vom zu zum zur der den ter ten ' +
    'du des dos das do bin ibn el al st. san santa mac mc'
  ).split(' '),
);
/** Words before or after a name that are not part of it. */
const TITLES =
  /^(?:sig|sigra|sig\.ra|sig\.na|dott|dott\.ssa|dr|dr\.ssa|ing|avv|prof|prof\.ssa|geom|arch|mr|mrs|ms|mx)\.?$/i;

/**
 * Splits a full name: particles such as "De", "Della" or "van" open the last name, a single word is the last name,
 * and "Rossi, Maria" is turned round. Emoji, decorations, courtesy titles and extra blanks go.
 */
export function splitName(text: string): { first: string; last: string } {
  const comma = /^([^,]+),([^,]+)$/.exec(text.slice(0, 200));
  const words = comma ? [...wordsOf(comma[2] ?? ''), ...wordsOf(comma[1] ?? '')] : wordsOf(text.slice(0, 200));
  const untitled = words.length > 1 ? words.filter((word, at) => at > 0 || !TITLES.test(word)) : words;
  const turned = comma && { first: wordsOf(comma[2] ?? '').join(' '), last: wordsOf(comma[1] ?? '').join(' ') };
  // A comma with a name on one side only parts nothing.
  if (turned?.first && turned.last) return turned;
  const at = lastNameAt(untitled);
  return { first: untitled.slice(0, at).join(' '), last: untitled.slice(at).join(' ') };
}

/** Position of the first word of the last name. */
function lastNameAt(words: readonly string[]): number {
  if (words.length < 2) return 0;
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && PARTICLES.has(word.toLowerCase()));
  return particle === -1 ? words.length - 1 : particle;
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}'’.\-\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word));
}
