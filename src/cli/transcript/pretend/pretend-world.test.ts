import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import { channels } from '../../../channels/index.ts';
import { connectors } from '../../../connectors/index.ts';
import type { Flow, Step } from '../../../flow/flow.ts';
import type { Trigger } from '../../../flow/trigger.ts';
import { types } from '../../../control/catalog.ts';
import { isHeader } from '../lines.ts';
import { playTranscript, TranscriptMismatch } from '../play.ts';
import type { TestedProject } from '../tested-project.ts';
import { parseTranscript } from '../transcript.ts';
import { openPretendWorld } from './pretend-world.ts';

type Draft = { id?: string; triggers?: Trigger[]; start?: string; steps: Record<string, Step> };

const END: Step = { type: 'end', params: {}, next: {} };

function step(type: string, params: object, next: Record<string, string> = {}): Step {
  return { type, params: params as JsonObject, next: next as Step['next'] };
}

const send = (text: string, next: Record<string, string>): Step => step('send', { text }, next);

function flowOf({
  id: name = 'test',
  triggers = [{ type: 'message' }],
  start,
  steps,
}: Draft): TestedProject['flows'][0] {
  const first = start ?? Object.keys(steps)[0] ?? '';
  const settings = { timeZone: 'Europe/Rome', country: 'IT' };
  const facts = { name, language: 'it', settings, triggers, start: id.step(first) };
  return { id: id.flow(name), ...facts, steps: { end: END, ...steps } as Flow['steps'] };
}

function projectOf(...drafts: Draft[]): TestedProject {
  const connection = (key: string, kind: 'channel' | 'connector', type: string) =>
    ({ key: id.connection(key), kind, type, config: {} }) as const;
  return {
    folder: 'project',
    connections: [
      connection('phone', 'channel', 'whatsapp'),
      connection('crm', 'connector', 'salesforce'),
      connection('shop', 'connector', 'http'),
      connection('functions', 'connector', 'code'),
    ],
    flows: drafts.map(flowOf),
    calendars: {},
    settings: {},
    secrets: {},
  };
}

async function play(text: string, ...drafts: Draft[]): Promise<void> {
  const read = parseTranscript(text);
  assert.ok('lines' in read, JSON.stringify(read));
  const header = read.lines.filter(isHeader);
  const world = await openPretendWorld({ project: projectOf(...drafts), header, types, channels, connectors });
  try {
    await playTranscript({ file: 'talk.yaml', lines: read.lines }, world);
  } finally {
    await world.close();
  }
}

async function failure(text: string, ...drafts: Draft[]): Promise<string> {
  const error = await play(text, ...drafts).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof TranscriptMismatch, String(error));
  return error.message;
}

const ASK: Draft = {
  steps: {
    ask: step(
      'ask',
      { text: 'Come ti chiami?', saveAs: 'name', timeout: 'PT1H' },
      { answered: 'bye', timeout: 'late', failed: 'end' },
    ),
    bye: send('Ciao {{ vars.name }}', { sent: 'end', failed: 'end' }),
    late: send('Ci sei?', { sent: 'end', failed: 'end' }),
  },
};

test('time stands still until a line moves it, and what is due then comes', async () => {
  await play(
    '- customer: Ciao\n- bot: Come ti chiami?\n- wait: PT59M\n- nothing\n- run: waiting\n- wait: PT1M\n- bot: Ci sei?\n- run: completed\n',
    ASK,
  );
  await play(
    '- clock: 2026-12-24T09:00\n- customer: Ciao\n- bot: Come ti chiami?\n- at: 2026-12-24T10:00\n- bot: Ci sei?\n',
    ASK,
  );
  const message = await failure(
    '- clock: 2026-12-24T09:00\n- customer: Ciao\n- bot: /Come/\n- at: 2026-12-24T08:59\n',
    ASK,
  );
  assert.match(
    message,
    /^talk.yaml:4: [^]*expected: the time to go on to 2026-12-24T08:59\n {2}came: {5}it is 2026-12-24T09:00:00 already/,
  );
});

test('several customers are apart, and a line without a name is about the one before', async () => {
  await play(
    `
- customer: Ciao
- bot: Come ti chiami?
- customer[Bea]: Salve
- bot: Come ti chiami?
- customer[Ada Rossi]: Ada
- bot: Ciao Ada
- run: completed
- customer[Bea]: Bea
- bot[Bea]: Ciao Bea
- vars: { name: Bea }
`,
    ASK,
  );
  const message = await failure('- customer: Ciao\n- customer[Bea]: Salve\n', ASK);
  assert.match(message, /^talk.yaml:2: [^]*nothing more from the bot\n {2}came: {5}"Come ti chiami\?"/);
});

const LEAD: Draft = {
  steps: {
    lead: step(
      'call',
      {
        connection: 'crm',
        operation: 'upsert',
        input: {
          object: 'Lead',
          externalIdField: 'Key__c',
          externalId: '{{ contact.id }}',
          fields: { LastName: '{{ contact.name }}' },
        },
        saveAs: 'lead',
      },
      { done: 'thank', failed: 'sorry' },
    ),
    thank: send('Grazie: {{ vars.lead.id }} {{ vars.lead.created }}', { sent: 'end', failed: 'end' }),
    sorry: send('Peccato: {{ failure.code }}', { sent: 'end', failed: 'end' }),
  },
};

test('records are invented, and the same External ID is the same record', async () => {
  await play(
    `
- customer: Ciao
- salesforce: { upsert: Lead, fields: { LastName: '{name}' } }
- bot: 'Grazie: {id} true'
- customer: Ciao
- salesforce: { upsert: Lead }
- bot: 'Grazie: {id} false'
`,
    LEAD,
  );
});

test('a told failure takes the flow its way, and an outage lasts until something else is told', async () => {
  const refused = '- call: { connection: crm, operation: upsert, fails: { code: invalid, message: No } }\n';
  await play(`- customer: Ciao\n${refused}- bot: 'Peccato: invalid'\n- run: completed\n`, LEAD);
  const outage = `
- customer: Ciao
- call: { connection: crm, operation: upsert, fails: { code: unavailable } }
- run: waiting
- wait: PT10M
- run: waiting
- wait: PT10M
- call: { connection: crm, operation: upsert, input: { object: Lead } }
- bot: /Grazie/
`;
  await play(outage, LEAD);
  const missing = await failure(outage.replace('input: { object: Lead }', 'input: { object: Case }'), LEAD);
  assert.match(missing, /:8: [^]*expected: a call of crm.upsert with object: "Case"\n {2}came: {5}"Lead"/);
});

const SHOP: Draft = {
  steps: {
    look: step(
      'call',
      { connection: 'shop', operation: 'request', input: { url: '/orders/{{ message.text }}' }, saveAs: 'order' },
      { done: 'say', failed: 'end' },
    ),
    say: send('Stato: {{ vars.order.body.state }}', { sent: 'end', failed: 'end' }),
  },
};

test('other systems answer what the transcript says, and are never asked in earnest', async () => {
  const call =
    '- call: { connection: shop, operation: request, input: { url: /orders\\/7/ }, returns: { body: { state: ok } } }\n';
  await play(
    `- customer: '7'\n${call}- bot: 'Stato: ok'\n- vars: { order: { body: { state: ok }, status: 0 } }\n`,
    SHOP,
  );
});

test('a call that nobody said an answer to is told as what it is', async () => {
  const message = await failure("- customer: '7'\n- bot: /Stato/\n", SHOP);
  assert.match(message, /^talk.yaml:1: [^]*expected: a line "- call: \{ connection: shop, operation: request, returns/);
  assert.match(message, /came: {5}the transcript does not say what shop.request answers to \{"url":"\/orders\/7"\}/);
});

test('what a line says of a call must fit the project and the operation', async () => {
  const say = (call: string) => failure(`- customer: '7'\n- call: ${call}\n`, SHOP);
  assert.match(
    await say('{ connection: shoop, operation: request }'),
    /:2: [^]*came: {5}the connections are crm, shop, functions\. Did you mean "shop"\?/,
  );
  assert.match(
    await say('{ connection: shop, operation: requests }'),
    /:2: [^]*came: {5}"shop" has .* Did you mean "request"\?/,
  );
  assert.match(
    await say('{ connection: shop, operation: request, returns: { status: ok } }'),
    /:2: [^]*an answer that "request" can give\n {2}came: {5}status: /,
  );
  const answer = 'returns: { body: { state: ok } }';
  assert.match(
    await say(`{ connection: shop, operation: request, input: { url: /9/ }, ${answer} }\n- bot: /Stato/`),
    /:2: [^]*expected: a call of shop.request with url: "\/9\/"\n {2}came: {5}"\/orders\/7"/,
  );
  const twice = `{ connection: shop, operation: request, ${answer} }\n- bot: /Stato/\n- call: { connection: shop, operation: request }`;
  assert.match(await say(twice), /:4: [^]*expected: a call of shop.request\n {2}came: {5}only shop.request/);
});

test('functions of the author run for real: they reach nothing', async () => {
  const sum: Draft = {
    steps: {
      sum: step(
        'call',
        {
          connection: 'functions',
          operation: 'run',
          input: { source: 'return input.n * 2', input: { n: 21 } },
          saveAs: 'sum',
        },
        { done: 'end', failed: 'end' },
      ),
    },
  };
  await play('- customer: Ciao\n- run: completed\n- vars: { sum: { result: 42 } }\n', sum);
});

test('a message that fails is told at its line, and one that is refused without a word is noticed', async () => {
  const blocked =
    '- customer: Ciao\n- bot: Come ti chiami?\n  fails: { code: denied, message: Blocked }\n- run: completed\n';
  await play(blocked, ASK);
  const late = '- customer: Ciao\n- bot: Come ti chiami?\n- wait: PT1H\n- bot: Ci sei?\n  fails: { code: denied }\n';
  await play(late, ASK);
  const slow: Draft = {
    steps: {
      wait: step('wait', { for: 'P2D' }, { elapsed: 'say' }),
      say: send('Eccomi', { sent: 'end', failed: 'end' }),
    },
  };
  assert.match(
    await failure('- customer: Ciao\n- wait: P2D\n- bot: Eccomi\n', slow),
    /:3: [^]*expected: the message to be sent\n {2}came: {5}the channel did not take it: window_closed, Ada Rossi has not written in the last 24 hours/,
  );
  await play('- customer: Ciao\n- wait: P2D\n- bot: Eccomi\n  fails: { code: window_closed }\n', slow);
});

test('news about a message reaches the run that waits for it', async () => {
  const watch: Draft = {
    steps: {
      say: send('Ciao', { sent: 'wait', failed: 'end' }),
      wait: step('waitReply', { timeout: 'PT1H' }, { replied: 'end', timeout: 'end', undelivered: 'note' }),
      note: step('set', { values: { lost: '{{ failure.code }}' } }, { done: 'end' }),
    },
  };
  const lines =
    '- customer: Ciao\n- bot: Ciao\n- status: sent\n- run: waiting\n- status: failed\n  failure: { code: denied }\n';
  await play(`${lines}- run: completed\n- vars: { lost: denied }\n`, watch);
  assert.match(
    await failure('- customer: Ciao\n- bot: Ciao\n- status[Bea]: failed\n', watch),
    /:3: [^]*came: {5}the bot has said nothing/,
  );
});

test('people take the conversation, write and give it back', async () => {
  const hand: Draft = {
    steps: {
      hand: step('handoff', { queue: 'sales' }, { released: 'bye', timeout: 'end', failed: 'end' }),
      bye: send('Rieccomi', { sent: 'end', failed: 'end' }),
    },
  };
  await play(
    '- customer: Ciao\n- conversation: people\n- staff: Buongiorno\n- customer: Salve\n- nothing\n- release: Anna\n- bot: Rieccomi\n- conversation: flow\n',
    hand,
  );
  assert.match(await failure('- customer: Ciao\n- bot: /Come/\n- release\n', ASK), /:3: [^]*came: {5}its flow has it/);
});

const ORDER: Draft = {
  triggers: [
    {
      type: 'webhook',
      path: 'new-order',
      answer: 'wait',
      to: { connection: 'phone', address: '{{ input.body.phone }}' },
    },
  ],
  steps: {
    answer: step('respond', { status: 201, body: { order: '{{ input.body.id }}' } }, { next: 'tell' }),
    tell: step(
      'send',
      { template: { name: 'order', language: 'it', parameters: ['{{ input.body.id }}'] } },
      { sent: 'wait', failed: 'end' },
    ),
    wait: step(
      'awaitWebhook',
      { key: 'order-{{ input.body.id }}', timeout: 'P1D', saveAs: 'paid' },
      { resumed: 'end', timeout: 'end' },
    ),
  },
};

test('a call over HTTP starts a flow, is answered, and another one takes it up', async () => {
  const call = "- webhook: { path: new-order, body: { id: '7', phone: '{phone}' } }\n";
  await play(
    `${call}- response: { status: 201, body: { order: '7' } }\n- bot: /template order/\n- run: waiting\n- resume: { ok: true }\n  key: order-7\n- run: completed\n- vars: { paid: { ok: true } }\n`,
    ORDER,
  );
  const wrong = (text: string) => failure(text, ORDER);
  assert.match(
    await wrong('- webhook: { path: new-orders }\n'),
    /came: {5}there are new-order\. Did you mean "new-order"\?/,
  );
  assert.match(await wrong('- webhook: { path: new-order, method: PUT }\n'), /came: {5}it takes POST/);
  assert.match(
    await wrong('- webhook: { path: new-order, body: { phone: x } }\n'),
    /a run to be started\n {2}came: {5}.*talk to nobody/,
  );
  assert.match(
    await wrong(`${call}- response: { status: 200 }\n- bot: /template/\n`),
    /:2: [^]*expected: an answer with status: 200\n {2}came: {5}201/,
  );
  assert.match(
    await wrong(`${call}- bot: /template/\n- resume: {}\n  key: other\n`),
    /a run that waits for a call under the name "other"\n {2}came: {5}test waits as "order-7"/,
  );
  assert.match(await wrong(call), /:1: [^]*nothing more from the bot/);
});

test('somebody who is written to without having written is known by the number', async () => {
  await play(
    "- webhook: { path: new-order, body: { id: '7', phone: '+393471234567' } }\n- bot[+393471234567]: /template order/\n",
    ORDER,
  );
  const unseen = "- webhook: { path: new-order, body: { id: '7', phone: '+393471234567' } }\n- run: waiting\n";
  assert.match(await failure(unseen, ORDER), /:2: [^]*nothing more from the bot/);
});

test('a schedule fires at its time, and runs without anybody are told of', async () => {
  const night: Draft = {
    id: 'night',
    triggers: [{ type: 'schedule', cron: '0 23 * * *' }],
    steps: { note: step('set', { values: { at: "{{ input.scheduledAt | date: '%H:%M' }}" } }, { done: 'end' }) },
  };
  await play('- schedule\n- run: completed\n- run: completed\n  of: night\n', night);
  await play('- schedule: night\n- run: completed\n- schedule\n- run: completed\n', night);
  assert.match(
    await failure('- schedule: nihgt\n', night),
    /a flow "nihgt" with a schedule\n {2}came: {5}there are night/,
  );
  assert.match(await failure('- customer: Ciao\n- bot: /Come/\n- schedule\n', ASK), /came: {5}no flow has a schedule/);
});

test('news of an outside system start flows, each once', async () => {
  const news: Draft = {
    triggers: [{ type: 'connection', connection: 'crm', poll: 'changed', every: 'PT10M' }],
    steps: { note: step('set', { values: { name: '{{ input.name }}' } }, { done: 'end' }) },
  };
  const lines = '- found: [{ id: a, name: Ada }]\n- run: completed\n- vars: { name: Ada }\n';
  await play(`- customer: Ciao\n- nothing\n${lines}- wait: PT1H\n- vars: { name: Ada }\n`, news);
  assert.match(
    await failure('- customer: Ciao\n- bot: /Come/\n- found: []\n', ASK),
    /came: {5}no flow has a connection/,
  );
});

test('a file or a place is what the customer sends', async () => {
  const kind: Draft = {
    steps: {
      note: step(
        'set',
        { values: { kind: '{{ message.content.kind }}', words: '{{ message.text }}' } },
        { done: 'end' },
      ),
    },
  };
  await play('- customer: { image: a.jpg, caption: Ecco }\n- vars: { kind: media, words: Ecco }\n', kind);
  await play('- customer: { location: [45.46, 9.19] }\n- vars: { kind: location }\n', kind);
});

test('a flow is started by hand, with input and somebody to talk to', async () => {
  const manual: Draft = {
    triggers: [{ type: 'manual' }],
    steps: { note: step('set', { values: { n: '{{ input.n }}' } }, { done: 'end' }) },
  };
  await play('- start: test\n  input: { n: 3 }\n- run: completed\n- vars: { n: 3 }\n', manual);
  await play("- customer: Ciao\n- start: test\n  to: '{phone}'\n  input: { n: 1 }\n- run: completed\n", manual);
  assert.match(await failure('- start: tset\n', manual), /came: {5}there is test\. Did you mean "test"\?/);
  assert.match(await failure('- start: test\n', ASK), /came: {5}.*is not started by hand/);
});

test('what is known of a customer can be held against the transcript', async () => {
  const tag: Draft = {
    steps: {
      tag: step(
        'call',
        {
          connection: 'rondine',
          operation: 'updateContact',
          input: { addTags: ['vip', 'new'], fields: { city: 'Roma' } },
        },
        { done: 'end', failed: 'end' },
      ),
    },
  };
  const lines =
    '- customer: Ciao\n- tags: [new, vip]\n- contact: { name: Ada Rossi, phone: "{phone}", fields: { city: Roma } }\n';
  await play(lines, tag);
  assert.match(
    await failure('- customer: Ciao\n- tags: [vip]\n', tag),
    /expected: the tags \["vip"\]\n {2}came: {5}\["new","vip"\]/,
  );
  assert.match(
    await failure('- customer: Ciao\n- contact: { fields: { city: Rho } }\n', tag),
    /a contact with fields.city: "Rho"\n {2}came: {5}"Roma"/,
  );
  assert.match(await failure('- customer: Ciao\n- contact[Bea]: {}\n', tag), /Bea to be known/);
});

test('settings, secrets and calendars of the header are those of the test', async () => {
  const use: Draft = {
    steps: {
      hours: step('hours', { calendar: 'office' }, { open: 'say', closed: 'end' }),
      say: send('{{ settings.shop }} {{ secrets.token }}', { sent: 'end', failed: 'end' }),
    },
  };
  const header = `
- clock: 2026-12-21T10:00
- settings: { shop: Rossi }
- secrets: { token: abc }
- calendars: { office: { timeZone: Europe/Rome, weekly: { mon: [{ from: '09:00', to: '18:00' }] }, holidays: [] } }
`;
  await play(`${header}- customer: Ciao\n- bot: Rossi abc\n`, use);
  await play(`${header.replace('T10', 'T19')}- customer: Ciao\n- nothing\n- run: completed\n`, use);
});

test('a header that does not fit is named, with what there is', async () => {
  const error = await play('- channel: sms\n- customer: Ciao\n', ASK).catch(String);
  assert.match(String(error), /a channel connection "sms": there is phone/);
  const hours = '- calendars: { office: { timeZone: Europe/Roma, weekly: {}, holidays: [] } }\n- customer: Ciao\n';
  const misspelt = await play(hours, ASK).catch(String);
  assert.match(String(misspelt), /calendars\.office\.timeZone: There is no time zone "Europe\/Roma"/);
});

test('the newest run, or that of a flow, is meant by a line about runs', async () => {
  assert.match(
    await failure('- customer: Ciao\n- bot: /Come/\n- run: completed\n', ASK),
    /the run of test to be completed\n {2}came: {5}waiting for reply/,
  );
  assert.match(
    await failure('- customer: Ciao\n- bot: /Come/\n- run: completed\n  of: other\n', ASK),
    /came: {5}no run of "other"/,
  );
  assert.match(
    await failure('- customer: Ciao\n- bot: /Come/\n- vars: { name: Ada }\n', ASK),
    /variables of test with name: "Ada"\n {2}came: {5}null/,
  );
});

test('the same conversation goes the same way each time, ids included', async () => {
  const records: string[] = [];
  for (let round = 0; round < 2; round++) {
    const read = parseTranscript('- customer: Ciao\n- salesforce: { upsert: Lead }\n- bot: /Grazie/\n');
    assert.ok('lines' in read);
    const world = await openPretendWorld({ project: projectOf(LEAD), header: [], types, channels, connectors });
    const [record] = await playTranscript({ file: 'talk.yaml', lines: read.lines }, world);
    records.push(JSON.stringify(record));
    await world.close();
  }
  assert.equal(records[0], records[1]);
});
