import { hours } from './calendar-example.ts';
import type { Example } from '../../src/steps/step.contract.ts';

type StepExample = Omit<Example, 'check'> & Required<Pick<Example, 'writes'>>;

/**
 * One way through each type of step, by its name. The reference tells it, and a test plays it. It takes place on Sunday,
 * 22 November 2026, at 13:00 in Rome, after the contact wrote “Ciao”.
 */
export const STEP_EXAMPLES: Readonly<Record<string, StepExample>> = {
  send: {
    name: 'A text in the language of the contact, with buttons that a later step may wait for.',
    params: {
      text: { it: 'Ciao {{ contact.name | first_name }}, ti chiamiamo noi?', en: 'Shall we call you?' },
      choices: [{ id: 'call', title: 'Chiamatemi' }],
    },
    contact: { name: 'Ada Rossi', language: 'it' },
    happens: [{ done: {} }],
    outcome: 'sent',
    writes: {},
  },
  ask: {
    name: 'A number of people; an answer that is none is asked for again.',
    params: { text: 'Per quante persone?', answer: { type: 'number', min: 1, max: 12 }, saveAs: 'people' },
    happens: [{ done: {} }, 'siamo in tanti', { done: {} }, '4'],
    outcome: 'answered',
    writes: { people: 4 },
  },
  branch: {
    name: 'Conditions are tried in order; the first that holds gives the exit.',
    params: {
      cases: [
        {
          id: 'big',
          when: {
            all: [
              { left: '{{ vars.people }}', operator: 'atLeast', right: 8 },
              { left: '{{ contact.tags }}', operator: 'notContains', right: 'vip' },
            ],
          },
        },
      ],
    },
    vars: { people: 9 },
    contact: { tags: ['newsletter'] },
    outcome: 'big',
    writes: {},
  },
  switch: {
    name: 'One value, looked up among several; case and accents do not count.',
    params: {
      value: '{{ vars.answer }}',
      cases: [
        { is: ['si', 'yes', 'ok'], exit: 'yes' },
        { is: 'no', exit: 'no' },
      ],
    },
    vars: { answer: 'Sì' },
    outcome: 'yes',
    writes: {},
  },
  split: {
    name: 'The same contact always goes the same way.',
    params: {
      ways: [
        { exit: 'usual', weight: 90 },
        { exit: 'trial', weight: 10 },
      ],
    },
    contact: { id: 'c1' },
    outcome: 'usual',
    writes: {},
  },
  hours: {
    name: 'On a Sunday the office is closed; the next opening is kept for the text that follows.',
    params: { calendar: 'office', saveAs: 'hours' },
    calendars: { office: hours },
    outcome: 'closed',
    writes: { hours: { open: false, opensAt: Date.UTC(2026, 10, 23, 8), closesAt: null, holiday: null } },
  },
  set: {
    name: 'A value that is exactly one expression keeps its type.',
    params: { values: { total: '{{ vars.price | times: vars.people }}', source: 'chat' } },
    vars: { price: 30, people: 4 },
    outcome: 'done',
    writes: { total: 120, source: 'chat' },
  },
  parse: {
    name: 'A number of an order out of a sentence.',
    params: {
      from: 'Il mio ordine A-17 non arriva',
      as: 'pattern',
      pattern: 'ordine (?P<number>[A-Z]-\\d+)',
      saveAs: 'order',
    },
    outcome: 'parsed',
    writes: { order: { number: 'A-17', match: 'ordine A-17' } },
  },
  call: {
    name: 'A Lead, whose id later steps read as `vars.lead.id`.',
    params: {
      connection: 'salesforce',
      operation: 'create',
      input: { object: 'Lead', fields: { LastName: '{{ contact.name | last_name }}', Company: 'Acme' } },
      saveAs: 'lead',
    },
    contact: { name: 'Ada Rossi' },
    happens: [{ done: { id: '00QKB000001abcdQAA' } }],
    outcome: 'done',
    writes: { lead: { id: '00QKB000001abcdQAA' } },
  },
  wait: {
    name: 'Half an hour.',
    params: { for: 'PT30M' },
    happens: [{ elapsed: 1_800_000 }],
    outcome: 'elapsed',
    writes: {},
  },
  waitReply: {
    name: 'A reply to what an earlier step wrote.',
    params: { timeout: 'P1D', saveAs: 'reply' },
    happens: ['Domani va bene'],
    outcome: 'replied',
    writes: { reply: 'Domani va bene' },
  },
  awaitWebhook: {
    name: 'The shop says that the order is paid; what it sends is kept.',
    params: { key: 'order-{{ vars.order }}', timeout: 'P1D', saveAs: 'payment' },
    vars: { order: 'A-17-d41d8cd98f' },
    happens: [{ resumed: { paid: true } }],
    outcome: 'resumed',
    writes: { payment: { paid: true } },
  },
  loop: {
    name: 'The first pass over a list; the exit `each` leads through some steps back to this one.',
    params: { over: '{{ vars.orders }}', item: 'order', index: 'number' },
    vars: { orders: ['A-17', 'A-18'] },
    outcome: 'each',
    writes: { order: 'A-17', number: 1 },
  },
  goto: {
    name: 'A way back to an earlier step, taken three times at most.',
    params: { limit: 3 },
    outcome: 'next',
    writes: {},
  },
  subflow: {
    name: 'Another flow asks for the address and gives it back.',
    params: { flow: 'ask-address', input: { reason: 'delivery' }, saveAs: 'asked' },
    happens: [{ done: { outcome: 'completed', output: { town: 'Roma' }, run: 'r-2' } }],
    outcome: 'done',
    writes: { asked: { outcome: 'completed', output: { town: 'Roma' }, run: 'r-2' } },
  },
  handoff: {
    name: 'The sales people get the conversation, with a note, and give it back.',
    params: { queue: 'sales', note: 'Asks about {{ vars.topic }}', timeout: 'P3D' },
    vars: { topic: 'prices' },
    happens: [{ done: {} }, { released: 'eva' }],
    outcome: 'released',
    writes: {},
  },
  respond: {
    name: 'The caller that waits is answered.',
    params: { status: 201, body: { lead: '{{ vars.lead.id }}' } },
    vars: { lead: { id: '00QKB000001abcdQAA' } },
    channel: false,
    outcome: 'next',
    writes: {},
  },
  note: {
    name: 'It is passed through.',
    params: { text: 'From here on the customer is known.' },
    outcome: 'next',
    writes: {},
  },
  end: {
    name: 'A flow that another one called gives something back.',
    params: { output: { town: '{{ vars.town }}' } },
    vars: { town: 'Roma' },
    outcome: 'completed',
    writes: {},
  },
};
