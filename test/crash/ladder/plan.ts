import type { Fault } from '../../../src/simulator/phone/faults.ts';

/** What WhatsApp does with the reminder of one person: takes it, refuses it, or takes it and says that it failed. */
export type Fate = 'taken' | 'refused' | 'failed';

/** What one person is going to do. */
export type Plan = {
  index: number;
  number: string;
  fate: Fate;
  /** The answer; no two people give the same. */
  answer: string;
  /** True for those who answer by text message where the reminder came by one. */
  byText: boolean;
};

/** What the bot says. */
export const TEXTS = {
  opening: 'Remind me, please',
  /** The first rung, on WhatsApp, and the second one, by text message. */
  rungs: ['We expect you at ten.', 'Text: we expect you at ten.'],
  question: 'Are you coming?',
} as const;

/** How long the first rung has to arrive before the second one follows. */
export const WITHIN_MS = 1000;

const FATES: readonly Fate[] = ['taken', 'refused', 'taken', 'failed'];

/** The plan of one conversation: a quarter is refused, a quarter fails later, half answer where the reminder came. */
export function planOf(index: number): Plan {
  const serial = String(index).padStart(6, '0');
  return {
    index,
    number: `393210${serial}`,
    fate: FATES[index % FATES.length] ?? 'taken',
    answer: `Yes-${serial}`,
    byText: Math.floor(index / FATES.length) % 2 === 0,
  };
}

/** The last words to a person, wherever they go. */
export const thanksFor = ({ answer }: Plan): string => `Thank you, ${answer}.`;

/** What WhatsApp has against this person's reminder, which is the only message with buttons. */
export function faultFor({ fate, number }: Plan): Fault | undefined {
  const kinds = { refused: 'error', failed: 'fail-later' } as const;
  return fate === 'taken'
    ? undefined
    : { kind: kinds[fate], to: number, type: 'interactive', code: 131026, probability: 1 };
}

/** The flow file. */
export function flowFile(): object {
  return {
    rondine: 1,
    flow: {
      id: 'chaos-ladder',
      name: 'Chaos, ladder',
      language: 'en',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: [{ type: 'message', keywords: ['remind'] }],
      start: 'remind',
      steps: {
        remind: {
          type: 'send',
          params: {
            text: TEXTS.rungs[0],
            choices: [{ id: 'fine', title: 'Fine' }],
            deliveredWithin: `PT${WITHIN_MS / 1000}S`,
            rungs: [{ connection: 'sms', address: 'phone', text: TEXTS.rungs[1] }],
          },
          next: { sent: 'ask', failed: 'lost' },
        },
        ask: {
          type: 'ask',
          params: { text: TEXTS.question, saveAs: 'answer', timeout: 'P7D' },
          next: { answered: 'thank', invalid: 'lost', timeout: 'lost', failed: 'lost' },
        },
        thank: {
          type: 'send',
          params: { text: 'Thank you, {{ vars.answer }}.' },
          next: { sent: 'finish', failed: 'lost' },
        },
        finish: { type: 'end', params: {}, next: {} },
        lost: { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} },
      },
    },
  };
}
