import type { Condition, Flow } from '../../../src/flow/flow.ts';

type Steps = Readonly<Record<string, object>>;
type Drawn = { triggers: readonly object[]; steps: Steps; start: string; handlers?: readonly object[] };

/** What the bot says. */
export const TEXTS = {
  name: 'What is your name?',
  parcel: 'Your parcel is on its way.',
  noParcel: 'No parcel this time.',
  refused: 'That was refused.',
  stopped: 'Stopped.',
  urgent: 'On it.',
  topic: 'What is it about?',
  fine: 'Was it fine?',
  bye: 'Good bye.',
  day: 'Which day?',
  subscribed: 'Subscribed.',
  number: 'A number, please.',
  moment: 'Just a moment.',
  told: 'Here you are.',
  news: 'News for you.',
  again: 'Once more: news.',
  got: 'Did you get it?',
  noted: 'Noted.',
} as const;

const LONG = 'P7D';
const SHOP = { connection: 'shop', operation: 'request' };

const say = (text: string, then: string): object => ({
  type: 'send',
  params: { text },
  next: { sent: then, failed: 'trouble' },
});

const ask = (text: string, saveAs: string, then: string, more: object = {}): object => ({
  type: 'ask',
  params: { text, saveAs, timeout: LONG, ...more },
  next: { answered: then, invalid: 'trouble', timeout: 'trouble', failed: 'trouble' },
});

/** A call of the shop; each attempt is given up early, because some answers never come. */
const shop = (input: object, then: string, more: { saveAs?: string; failed?: string } = {}): object => ({
  type: 'call',
  params: { ...SHOP, input: { timeoutMs: 1000, ...input }, ...(more.saveAs ? { saveAs: more.saveAs } : {}) },
  next: { done: then, failed: more.failed ?? 'trouble' },
  retry: { firstDelay: 'PT0.2S', longestDelay: 'PT1S' },
});

const keyed = (path: string, json: object): object => ({
  url: path,
  method: 'POST',
  json,
  idempotencyHeader: 'Idempotency-Key',
});

const set = (values: object, then: string): object => ({ type: 'set', params: { values }, next: { done: then } });
const when = (left: string, operator: string, right: unknown): Condition => ({ left, operator, right }) as Condition;

const ENDS: Steps = {
  finish: { type: 'end', params: {}, next: {} },
  trouble: { type: 'end', params: { as: 'failed', message: '{{ failure.message }}' }, next: {} },
};

/** Every step type that goes its way without a wait, all kinds of calls, handlers. */
const order: Drawn = {
  triggers: [{ type: 'message', keywords: ['order'] }],
  handlers: [
    { on: 'message', keywords: ['stop'], next: 'stopped' },
    { on: 'failure', next: 'refused' },
  ],
  start: 'remark',
  steps: {
    remark: {
      type: 'note',
      params: { text: 'Takes an order apart, works on it and writes a Lead.' },
      next: { next: 'open' },
    },
    open: { type: 'hours', params: { calendar: 'always', saveAs: 'hours' }, next: { open: 'read', closed: 'trouble' } },
    read: {
      type: 'parse',
      params: {
        from: '{{ message.text }}',
        as: 'pattern',
        pattern: 'order (?P<kind>[a-z]+) (?P<count>\\d+)',
        saveAs: 'order',
      },
      next: { parsed: 'name', unreadable: 'trouble' },
    },
    name: ask(TEXTS.name, 'name', 'size'),
    size: {
      type: 'branch',
      params: { cases: [{ id: 'two', when: when('{{ vars.order.count }}', 'atLeast', 2) }] },
      next: { two: 'two', else: 'one' },
    },
    one: set({ items: ['a'] }, 'way'),
    two: set({ items: ['a', 'b'] }, 'way'),
    way: {
      type: 'split',
      params: {
        ways: [
          { exit: 'left', weight: 50 },
          { exit: 'right', weight: 50 },
        ],
      },
      next: { left: 'left', right: 'right' },
    },
    left: set({ side: 'left' }, 'each'),
    right: set({ side: 'right' }, 'each'),
    each: {
      type: 'loop',
      params: { over: '{{ vars.items }}', item: 'item', index: 'number' },
      next: { each: 'stock', done: 'twice', failed: 'trouble' },
    },
    stock: shop(
      { url: '/stock/{{ run.id }}-{{ vars.item }}', method: 'PUT', json: { value: '{{ vars.number }}' } },
      'each',
    ),
    twice: { type: 'goto', params: { limit: 1 }, next: { next: 'each', tooOften: 'pay' } },
    pay: shop(keyed('/payments', { about: '{{ run.id }}' }), 'kind', { saveAs: 'payment' }),
    kind: {
      type: 'switch',
      params: {
        value: '{{ vars.order.kind }}',
        cases: [
          { is: 'parcel', exit: 'parcel' },
          { is: 'refused', exit: 'refused' },
        ],
      },
      next: { parcel: 'parcel', refused: 'refuse', other: 'lead' },
    },
    parcel: shop({ url: '/parcels', method: 'POST', json: { about: '{{ run.id }}' } }, 'parcelGone', {
      failed: 'parcelNot',
    }),
    parcelGone: say(TEXTS.parcel, 'lead'),
    parcelNot: say(TEXTS.noParcel, 'lead'),
    refuse: shop({ url: '/refusals/{{ run.id }}', method: 'PUT', json: {} }, 'lead', { failed: 'openEnd' }),
    // A name is no moment: the step fails, and the flow's handler takes it.
    openEnd: {
      type: 'wait',
      params: { until: '{{ vars.name }}' },
      next: { elapsed: 'lead' },
    },
    refused: say(TEXTS.refused, 'lead'),
    lead: {
      type: 'call',
      params: {
        connection: 'salesforce',
        operation: 'upsert',
        input: {
          object: 'Lead',
          externalIdField: 'Rondine_Key__c',
          externalId: '{{ contact.id }}',
          fields: { LastName: '{{ vars.name }}', Description: '{{ vars.order.kind }}', Company: 'Chaos' },
        },
        saveAs: 'lead',
      },
      next: { done: 'thank', failed: 'trouble' },
    },
    thank: say('Thank you {{ vars.name }}: {{ vars.lead.id }}', 'tag'),
    tag: {
      type: 'call',
      params: { connection: 'rondine', operation: 'updateContact', input: { addTags: ['customer'] } },
      next: { done: 'close', failed: 'trouble' },
    },
    close: { type: 'end', params: { output: { lead: '{{ vars.lead.id }}' } }, next: {} },
    stopped: say(TEXTS.stopped, 'finish'),
  },
};

const urgent: Drawn = {
  triggers: [{ type: 'message', keywords: ['urgent'], interrupts: true, priority: 10 }],
  start: 'say',
  steps: { say: say(TEXTS.urgent, 'finish') },
};

/** People take over, then a reply that nobody asked for is waited for. */
const visit: Drawn = {
  triggers: [{ type: 'message', keywords: ['agent'] }],
  start: 'topic',
  steps: {
    topic: ask(TEXTS.topic, 'topic', 'people'),
    people: {
      type: 'handoff',
      params: { queue: 'chaos', note: '{{ vars.topic }}', timeout: LONG },
      next: { released: 'fine', timeout: 'trouble', failed: 'trouble' },
    },
    fine: say(TEXTS.fine, 'reply'),
    reply: {
      type: 'waitReply',
      params: { timeout: LONG, saveAs: 'reply' },
      next: { replied: 'bye', timeout: 'trouble', undelivered: 'trouble' },
    },
    bye: say(TEXTS.bye, 'finish'),
  },
};

/** Calls from outside: by the address of the run, then by a name. */
const payment: Drawn = {
  triggers: [{ type: 'message', keywords: ['pay'] }],
  start: 'invoice',
  steps: {
    invoice: shop(
      keyed('/invoices', { about: '{{ run.id }}', call: { url: '{{ run.resumeUrl }}', name: 'receipt-{{ run.id }}' } }),
      'paid',
    ),
    paid: {
      type: 'awaitWebhook',
      params: { timeout: LONG, saveAs: 'paid' },
      next: { resumed: 'sayPaid', timeout: 'trouble' },
    },
    sayPaid: say('Paid {{ vars.paid.amount }}.', 'receipt'),
    receipt: {
      type: 'awaitWebhook',
      params: { key: 'receipt-{{ run.id }}', timeout: LONG, saveAs: 'receipt' },
      next: { resumed: 'sayReceipt', timeout: 'trouble' },
    },
    sayReceipt: say('Receipt {{ vars.receipt.number }}.', 'finish'),
  },
};

/** Flows that run other flows: in place, all of a list, the first of a list. */
const booking: Drawn = {
  triggers: [{ type: 'message', keywords: ['book'] }],
  start: 'call',
  steps: {
    call: {
      type: 'subflow',
      params: { flow: 'chaos-day', input: { what: 'table' }, saveAs: 'day' },
      next: { done: 'all', failed: 'trouble' },
    },
    all: {
      type: 'subflow',
      params: {
        flow: 'chaos-price',
        mode: 'all',
        each: ['a', 'b', 'c'],
        input: { article: '{{ vars.item }}' },
        saveAs: 'prices',
      },
      next: { done: 'any', failed: 'trouble' },
    },
    any: {
      type: 'subflow',
      params: {
        flow: 'chaos-price',
        mode: 'any',
        each: ['d', 'd'],
        input: { article: '{{ vars.item }}' },
        saveAs: 'first',
      },
      next: { done: 'say', failed: 'trouble' },
    },
    say: say(
      'On {{ vars.day.output.day }}: {{ vars.prices[0].output.price }}, {{ vars.prices[1].output.price }}, {{ vars.prices[2].output.price }}; {{ vars.first.output.price }}.',
      'finish',
    ),
  },
};

const day: Drawn = {
  triggers: [{ type: 'flow' }],
  start: 'ask',
  steps: {
    ask: ask(TEXTS.day, 'day', 'give'),
    give: { type: 'end', params: { output: { day: '{{ vars.day }}', what: '{{ input.what }}' } }, next: {} },
  },
};

const price: Drawn = {
  triggers: [{ type: 'flow' }],
  start: 'look',
  steps: {
    look: shop({ url: '/prices/{{ input.article }}' }, 'give', { saveAs: 'found' }),
    give: { type: 'end', params: { output: { price: '{{ vars.found.body.price }}' } }, next: {} },
  },
};

/** A burst is taken as one message. */
const burst: Drawn = {
  triggers: [{ type: 'message', keywords: ['hello'], quiet: 'PT0.4S' }],
  start: 'say',
  steps: { say: say('Heard {{ message.text }}', 'finish') },
};

/** Begins anew with each message that has its word; waits for times; asks again after what is no number. */
const later: Drawn = {
  triggers: [{ type: 'message', keywords: ['later'], policy: 'restart' }],
  start: 'keep',
  steps: {
    keep: set({ opening: '{{ message.text }}' }, 'pause'),
    pause: { type: 'wait', params: { for: 'PT0.4S' }, next: { elapsed: 'opening' } },
    opening: { type: 'wait', params: { untilOpen: 'always' }, next: { elapsed: 'count' } },
    count: ask('How many, {{ vars.opening }}?', 'count', 'say', {
      answer: { type: 'number' },
      invalidText: TEXTS.number,
      retries: 3,
    }),
    say: say('You said {{ vars.count }}.', 'finish'),
  },
};

const tell: Drawn = {
  triggers: [{ type: 'message', keywords: ['tell'], policy: 'ignore' }],
  start: 'moment',
  steps: {
    moment: say(TEXTS.moment, 'pause'),
    pause: { type: 'wait', params: { for: 'PT0.5S' }, next: { elapsed: 'told' } },
    told: say(TEXTS.told, 'finish'),
  },
};

/** Its first message is taken by the provider and does not arrive. */
const news: Drawn = {
  triggers: [{ type: 'message', keywords: ['news'] }],
  start: 'say',
  steps: {
    say: { type: 'send', params: { text: TEXTS.news }, next: { sent: 'watch', failed: 'again' } },
    watch: {
      type: 'waitReply',
      params: { timeout: LONG },
      next: { replied: 'again', timeout: 'trouble', undelivered: 'again' },
    },
    again: say(TEXTS.again, 'finish'),
  },
};

const subscribe: Drawn = {
  triggers: [{ type: 'message', keywords: ['subscribe'] }],
  start: 'say',
  steps: { say: say(TEXTS.subscribed, 'finish') },
};

const notice: Drawn = {
  triggers: [
    {
      type: 'webhook',
      path: 'chaos-notice',
      auth: { kind: 'bearer', secret: 'caller' },
      to: { connection: 'whatsapp', address: '{{ input.body.phone }}' },
    },
  ],
  start: 'ask',
  steps: {
    ask: ask(`Parcel {{ input.body.number }} came. ${TEXTS.got}`, 'got', 'say'),
    say: say(TEXTS.noted, 'finish'),
  },
};

/** Answers its caller in the middle, then goes on. */
const quote: Drawn = {
  triggers: [{ type: 'webhook', path: 'chaos-quote', answer: 'wait', serialBy: '{{ input.body.customer }}' }],
  start: 'look',
  steps: {
    look: shop({ url: '/prices/{{ input.body.article }}' }, 'answer', { saveAs: 'found' }),
    answer: {
      type: 'respond',
      params: { status: 201, body: { price: '{{ vars.found.body.price }}', run: '{{ run.id }}' } },
      next: { next: 'pay' },
    },
    pay: shop(keyed('/payments', { about: '{{ run.id }}' }), 'finish'),
  },
};

/** What starts without anybody: nothing is said to customers. */
const silent = (...triggers: object[]): Drawn => ({
  triggers,
  start: 'remark',
  steps: {
    remark: { type: 'note', params: { text: 'Notes that it was started, and by what.' }, next: { next: 'finish' } },
  },
});

const DRAWN: Readonly<Record<string, Drawn>> = {
  order,
  urgent,
  visit,
  payment,
  booking,
  day,
  price,
  burst,
  later,
  tell,
  news,
  subscribe,
  notice,
  quote,
  tick: silent({ type: 'schedule', cron: '* * * * *' }),
  undelivered: silent({ type: 'status', statuses: ['failed'] }),
  tagged: silent({ type: 'contact', events: ['tagged'], name: 'customer' }),
  idle: silent({ type: 'conversation', event: 'idle', after: 'PT1S' }),
  ordered: silent({ type: 'flow', after: 'chaos-order' }),
};

/** The name under which a flow is published. */
export const flowName = (name: string): string => `chaos-${name}`;

/** Every flow of the project as a file. Between them they use every step type and all triggers that need no poll. */
export function flowFiles(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(DRAWN).map(([name, { triggers, steps, start, handlers }]) => {
      const flow = {
        id: flowName(name),
        name: `Chaos, ${name}`,
        language: 'en',
        settings: { timeZone: 'Europe/Rome', country: 'IT' } satisfies Flow['settings'],
        triggers,
        ...(handlers ? { handlers } : {}),
        start,
        steps: reached(start, { ...ENDS, ...steps }, handlers),
      };
      return [flowName(name), { rondine: 1, flow }];
    }),
  );
}

/** The steps that can be reached: of the common endings a flow has those that it uses. */
function reached(start: string, all: Steps, handlers: readonly object[] = []): Steps {
  const found = new Set<string>();
  const open = [start, ...handlers.map((handler) => (handler as { next: string }).next)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...Object.values((all[name] as { next?: Record<string, string> }).next ?? {}));
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => found.has(name)));
}
