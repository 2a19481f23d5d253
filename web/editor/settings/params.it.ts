import { en } from './params.en.ts';
import { STEP_WORDS } from './params-steps.it.ts';
import { TRIGGER_WORDS } from './params-triggers.it.ts';

/** Italian by the English words: a word of a schema that changes is missing here until it is said anew. */
const BY_WORDS: Readonly<Record<string, string>> = { ...STEP_WORDS, ...TRIGGER_WORDS };

/** Where the same English word is another one in Italian. */
const BY_KEY: Readonly<Record<string, string>> = {
  'param.loop.limit': 'Al massimo',
  'param.goto.limit': 'Al massimo',
  'param.handoff.note': 'Nota per gli operatori',
  'param.call.input': 'Dati dell’operazione',
  'param.trigger-webhook.answer': 'Risposta',
};

/** What each field is called and what it is for, in Italian. */
export const it: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(en).map(([key, words]) => [key, BY_KEY[key] ?? BY_WORDS[words] ?? '']),
);
