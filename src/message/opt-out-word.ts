/** What a word is about: no more messages, messages again, or what can be done here. */
export type Word = 'stop' | 'start' | 'help';

/** The words by language; who writes one of them and nothing else means it. */
const WORDS: readonly { word: Word; language: string; texts: readonly string[] }[] = [
  { word: 'stop', language: '', texts: ['STOP', 'STOPALL', 'STOP ALL'] },
  { word: 'stop', language: 'en', texts: ['UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'] },
  { word: 'stop', language: 'it', texts: ['ARRESTA', 'BASTA', 'ANNULLA', 'DISISCRIVIMI', 'CANCELLAMI'] },
  { word: 'stop', language: 'de', texts: ['STOPP', 'ABMELDEN'] },
  { word: 'stop', language: 'fr', texts: ['ARRET', 'ARRETER', 'DESABONNER'] },
  { word: 'stop', language: 'es', texts: ['BAJA', 'PARAR', 'ALTO'] },
  { word: 'start', language: '', texts: ['START'] },
  { word: 'start', language: 'en', texts: ['UNSTOP', 'YES'] },
  { word: 'start', language: 'it', texts: ['SI', 'RIATTIVA', 'ISCRIVIMI'] },
  { word: 'start', language: 'de', texts: ['JA'] },
  { word: 'start', language: 'fr', texts: ['OUI'] },
  { word: 'start', language: 'es', texts: ['ALTA'] },
  { word: 'help', language: 'en', texts: ['HELP', 'INFO'] },
  { word: 'help', language: 'it', texts: ['AIUTO'] },
  { word: 'help', language: 'de', texts: ['HILFE'] },
  { word: 'help', language: 'fr', texts: ['AIDE'] },
  { word: 'help', language: 'es', texts: ['AYUDA'] },
];

const BY_TEXT = new Map(
  WORDS.flatMap(({ word, language, texts }) => texts.map((text) => [text, { word, language }] as const)),
);

/**
 * The word that a message is, and the language it belongs to (empty for one of all languages); undefined for everything
 * else. It has to stand alone: case, accents, and marks around it do not matter.
 */
export function wordOf(text: string): { word: Word; language: string } | undefined {
  // Longer texts are none of these, however long they are.
  if (text.length > 40) return undefined;
  const bare = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/^[\s.,!"'«»“”‘’]+|[\s.,!"'«»“”‘’]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .toUpperCase();
  return BY_TEXT.get(bare);
}
