/** A person's name in the parts that an org keeps. */
export type PersonName = { first?: string; last: string };

/** Words that begin a surname of several words; with an apostrophe they are one word with what follows. */
const PARTICLES = new Set(
  'da dal dalla dalle dai dagli dallo de dei degli del della delle dello di la le li lo van von der den ter ten el al bin ibn ben dos das do du'.split(
    ' ',
  ),
);

/** Titles before a name, without their dots. */
const HONORIFICS = new Set(
  'sig sigra signa signor signore signora signorina dott dottssa dottor dottore dottoressa dr drssa prof profssa professor professore professoressa ing avv arch geom rag on mr mrs ms miss mx sir mister'.split(
    ' ',
  ),
);

/**
 * A name without what is no name: emoji, ornaments, letters of fancy typefaces, quotation marks, titles at its start. A name all in capitals or all
 * in small letters gets a capital at each word; one of mixed letters stays. Words of two letters in capitals stay, too.
 * Where nothing is left, the name stays as it is but for spaces.
 */
export function cleanName(text: string): string {
  const kept = text
    .normalize('NFKC')
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{So}\p{Sk}\p{Sm}\p{C}]/gu, ' ')
    .replace(/[“”"«»„*_~#|<>{}[\]()\\/=+^•·★☆…!?:;]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const words = kept.split(' ');
  while (words.length > 1 && HONORIFICS.has((words[0] ?? '').toLowerCase().replace(/[.ªº]/g, ''))) words.shift();
  const name = words.join(' ').replace(/^[\s,.\-–—]+|[\s,\-–—]+$/gu, '');
  if (!/\p{L}|\p{N}/u.test(name)) return text.trim().replace(/\s+/gu, ' ');
  return withCapitals(name);
}

/**
 * Splits a whole name: the surname begins at its first particle (De, Di, Dalla, Van …), else it is the last word;
 * `Rossi, Mario` is told by its comma. One word is a surname, and so is a name that begins with a particle.
 */
export function splitName(text: string): PersonName {
  const name = cleanName(text);
  const [before = '', after = '', ...more] = name.split(',').map((part) => part.trim());
  if (before !== '' && after !== '' && more.length === 0) return { first: after, last: before };
  const words = name.replaceAll(',', ' ').replace(/\s+/gu, ' ').trim().split(' ');
  const particle = words.findIndex((word) => PARTICLES.has(word.toLowerCase()));
  const begins = particle === -1 || particle === words.length - 1 ? words.length - 1 : particle;
  const first = words.slice(0, begins).join(' ');
  return { ...(first === '' ? {} : { first }), last: words.slice(begins).join(' ') };
}

function withCapitals(name: string): string {
  const mixed = /\p{Lu}/u.test(name) && /\p{Ll}/u.test(name);
  // Other scripts have no capitals, or other rules for them.
  if (mixed || !/^[\p{Script=Latin}\p{M}\P{L}]+$/u.test(name)) return name;
  const capitals = /\p{Lu}/u.test(name);
  return name.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => {
    const short = capitals && word.length <= 2 && !PARTICLES.has(word.toLowerCase());
    const first = word.charAt(0).toUpperCase();
    return short || first.length > 1 ? word : first + word.slice(1).toLowerCase();
  });
}
