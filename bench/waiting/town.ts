import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the number and the app are called in the bench. */
export const CREDENTIALS = {
  phoneNumberId: '106540352242922',
  appSecret: 'bench-app-secret',
  verifyToken: 'bench-verify-token',
  accessToken: 'bench-access-token',
} as const;

/** The connection that everybody writes to. */
export const CONNECTION = 'whatsapp';

/** Words of the flows by which the customers know what they were answered. */
export const WORDS = { question: 'Come ti chiami?', thanks: 'Grazie', reminder: 'Ci sei ancora?' } as const;

/** How long one who is asked to wait until the bench's own due time may stay silent. */
export const DUE_AFTER_MS = 3_600_000;

const SETTINGS = { language: 'it', settings: { timeZone: 'Europe/Rome', country: 'IT' } };
const ASK = { text: WORDS.question, saveAs: 'name' };
const THANK = {
  type: 'send',
  params: { text: `${WORDS.thanks} {{ vars.name }}, ti richiamiamo.` },
  next: { sent: 'finish', failed: 'finish' },
};
const FINISH = { type: 'end', params: {}, next: {} };

/** Asks who writes for the name, and waits for weeks. */
const PATIENT = {
  id: 'bench-waiting',
  name: 'Wait for weeks',
  ...SETTINGS,
  triggers: [{ type: 'message' }],
  start: 'ask',
  steps: {
    ask: {
      type: 'ask',
      params: { ...ASK, timeout: 'P60D' },
      next: { answered: 'thank', invalid: 'finish', timeout: 'finish', failed: 'finish' },
    },
    thank: THANK,
    finish: FINISH,
  },
};

/** Asks the same and says something when nobody answers within the hour. */
const HASTY = {
  id: 'bench-due',
  name: 'Wait for an hour',
  ...SETTINGS,
  triggers: [{ type: 'message', keywords: ['subito'] }],
  start: 'ask',
  steps: {
    ask: {
      type: 'ask',
      params: { ...ASK, timeout: 'PT1H' },
      next: { answered: 'thank', invalid: 'finish', timeout: 'remind', failed: 'finish' },
    },
    remind: { type: 'send', params: { text: WORDS.reminder }, next: { sent: 'finish', failed: 'finish' } },
    thank: THANK,
    finish: FINISH,
  },
};

/** Somebody with a phone. */
export type Person = { number: string; name: string };

/** Somebody who wrote at a time and has been asked since. */
export type Asked = Person & { text: string; at: number };

/** A prime number of numbers, and a step through them: each comes once, and neighbours in time are strangers. */
const NUMBERS = 9_999_991;
const STEP = 6_180_334;
const FIRST_NUMBER = 393_200_000_000;

/** Person number `n` of those who wait: always the same one. */
export function person(n: number): Person {
  return { number: String(FIRST_NUMBER + ((n * STEP) % NUMBERS)), name: `Ada ${n}` };
}

let met = Date.now();

/** Somebody whom nobody has ever met, on this data folder or another; no two that follow each other are alike. */
export function stranger(): Person {
  const digits = String(met++);
  return { number: `39${digits.split('').toReversed().join('')}`, name: `Ada ${digits}` };
}

/** A provider's message id as long as theirs, and derived. */
export function wamid(...parts: (string | number)[]): string {
  return `wamid.${hash('sha256', parts.join('/'), 'base64').slice(0, 54)}==`;
}

/** Writes the project of the bench into a folder; `graph` is where the provider answers. */
export function writeTown(folder: string, graph: string): string {
  mkdirSync(join(folder, 'flows'), { recursive: true });
  for (const flow of [PATIENT, HASTY]) {
    writeFileSync(join(folder, 'flows', `${flow.id}.json`), JSON.stringify({ rondine: 1, flow }));
  }
  const connections = {
    [CONNECTION]: { channel: 'whatsapp', acknowledge: false, config: { ...CREDENTIALS, apiBase: graph } },
  };
  writeFileSync(join(folder, 'rondine.json'), JSON.stringify({ connections }));
  return folder;
}
