/** When a customer answers: after each question, everything at once, all in one webhook, or both answers after the first question. */
export type Style = 'waits' | 'early' | 'together' | 'burst';

/** What one customer is going to do. */
export type Plan = {
  index: number;
  /** Digits of the phone number; a person who hides it has a user id instead. */
  number?: string;
  bsuid?: string;
  /** How the flow writes the Lead: with the key of the effect, or by contact. */
  write: 'create' | 'upsert';
  style: Style;
  /** The first message: it picks the flow and the number of questions. */
  opening: string;
  /** One answer for each question that will be asked. */
  answers: readonly string[];
  /** Said when everything is over; no flow takes it. */
  farewell?: string;
};

/** What the bot says, in this order; the second question is asked of some only. */
export const QUESTIONS = ['What is your name?', 'What do you need?'] as const;
const CLOSING = 'We will call you back.';

const STYLES: readonly Style[] = ['waits', 'early', 'together', 'burst'];

/** The plan of one conversation: a third has two questions, half upserts, a fifth hides the number, a quarter says thanks. */
export function planOf(index: number): Plan {
  const both = index % 3 === 2;
  const write = index % 2 === 0 ? 'create' : 'upsert';
  const serial = String(index).padStart(6, '0');
  return {
    index,
    ...(index % 5 === 4 ? { bsuid: `IT.CHAOS${serial}` } : { number: `393200${serial}` }),
    write,
    style: STYLES[Math.floor(index / 6) % STYLES.length] ?? 'waits',
    opening: `Hello, ${write} with ${both ? 'two' : 'one'}`,
    answers: both ? [nameOf(index), `Need-${serial}`] : [nameOf(index)],
    ...(index % 4 === 1 ? { farewell: 'Many thanks!' } : {}),
  };
}

/** The name that the customer gives: it tells the Leads apart. */
export function nameOf(index: number): string {
  return `Rossi-${String(index).padStart(6, '0')}`;
}

/** Everything the customer says, in order. */
export function saidBy({ opening, answers, farewell }: Plan): string[] {
  return [opening, ...answers, ...(farewell === undefined ? [] : [farewell])];
}

/** The messages that the customer must see, each once, in this order. */
export function repliesTo({ answers }: Plan, leadId: string): string[] {
  return [...QUESTIONS.slice(0, answers.length), `Thank you ${answers[0]}: ${leadId}`, CLOSING];
}

/** Fields of the one Lead. */
export function leadOf({ answers: [name, need], number }: Plan): Record<string, string | undefined> {
  return { LastName: name, Description: need, MobilePhone: number && `+${number}`, Company: 'Chaos' };
}

/** Is this the last message of the conversation? */
export const isClosing = (text: string): boolean => text === CLOSING;

const ask = (text: string, saveAs: string, then: string) => ({
  type: 'ask',
  params: { text, saveAs, timeout: 'P7D' },
  next: { answered: then, invalid: 'lost', timeout: 'lost', failed: 'lost' },
});

const say = (text: string, then: string) => ({ type: 'send', params: { text }, next: { sent: then, failed: 'lost' } });

/** The flow file for one way of writing the Lead. */
export function flowFile(write: Plan['write']): object {
  const key = { externalIdField: 'Rondine_Key__c', externalId: '{{ contact.id }}' };
  const fields = {
    LastName: '{{ vars.name }}',
    Description: '{{ vars.need }}',
    MobilePhone: '{{ contact.phone }}',
    Company: 'Chaos',
  };
  const input = { object: 'Lead', ...(write === 'upsert' ? key : {}), fields };
  return {
    rondine: 1,
    flow: {
      id: `chaos-${write}`,
      name: `Chaos, ${write}`,
      language: 'en',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: [{ type: 'message', keywords: [write] }],
      start: 'keepOpening',
      steps: {
        keepOpening: {
          type: 'set',
          params: { values: { opening: '{{ message.text }}', need: null } },
          next: { done: 'askName' },
        },
        askName: ask(QUESTIONS[0], 'name', 'howMany'),
        howMany: {
          type: 'branch',
          params: {
            cases: [{ id: 'two', when: { left: '{{ vars.opening }}', operator: 'endsWith', right: 'two' } }],
          },
          next: { two: 'askNeed', else: 'lead' },
        },
        askNeed: ask(QUESTIONS[1], 'need', 'lead'),
        lead: {
          type: 'call',
          params: { connection: 'salesforce', operation: write, input, saveAs: 'lead' },
          next: { done: 'thank', failed: 'lost' },
        },
        thank: say('Thank you {{ vars.name }}: {{ vars.lead.id }}', 'close'),
        close: say(CLOSING, 'finish'),
        finish: { type: 'end', params: {}, next: {} },
        lost: { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} },
      },
    },
  };
}
