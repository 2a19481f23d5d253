import type { Problem } from './answer.ts';

/** What to write when an answer does not fit and the author gave no text of their own. */
export const STANDARD_TEXTS: Readonly<Record<Problem, { it: string; en: string }>> = {
  text: { it: 'Per favore, scrivi la risposta come testo.', en: 'Please write your answer as a text.' },
  length: {
    it: 'La risposta è troppo corta o troppo lunga. Puoi riscriverla?',
    en: 'That is too short or too long. Could you write it again?',
  },
  number: { it: 'Per favore, rispondi con un numero.', en: 'Please answer with a number.' },
  range: {
    it: 'Questo numero non va bene. Puoi indicarne un altro?',
    en: 'That number is out of range. Could you give another one?',
  },
  email: {
    it: "L'indirizzo e-mail non sembra corretto. Puoi riscriverlo?",
    en: 'That does not look like an e-mail address. Could you write it again?',
  },
  phone: {
    it: 'Il numero di telefono non sembra corretto. Puoi riscriverlo?',
    en: 'That does not look like a phone number. Could you write it again?',
  },
  date: {
    it: 'Non ho capito la data. Puoi scriverla così: 31/12/2026?',
    en: 'I did not get the date. Could you write it like this: 31 December 2026?',
  },
  period: {
    it: 'Questa data non va bene. Puoi indicarne un’altra?',
    en: 'That date is out of range. Could you give another one?',
  },
  choice: { it: 'Per favore, scegli una delle opzioni.', en: 'Please pick one of the options.' },
  pattern: {
    it: 'La risposta non ha la forma giusta. Puoi riscriverla?',
    en: 'That does not have the right form. Could you write it again?',
  },
};

/** The standard text for a problem: Italian for Italian speakers, English for everybody else. */
export function standardText(problem: Problem, language: string): string {
  return STANDARD_TEXTS[problem][language.toLowerCase().split('-')[0] === 'it' ? 'it' : 'en'];
}
