import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { MessageContext } from '../../flow/event-context.ts';
import { newRun, type Run, type RunEvent } from '../../flow/run.ts';
import type { EffectRecord, MessageRecord } from '../../store/records.ts';
import { blankEffect, blankJournal, blankMessage, blankRun, endedRun } from './blank.ts';

/** Stands wherever a person's data can stand. */
const SECRET = 'ZZ-secret';
const secret = { text: SECRET, deep: [{ [SECRET]: SECRET }] };
const failure = { code: 'denied', message: SECRET, providerMessage: SECRET, details: secret } as const;
const message: MessageContext = {
  id: SECRET,
  text: SECRET,
  content: { kind: 'text', text: SECRET },
  at: 7,
  referral: secret,
  merged: 2,
};
const conversation = id.conversation('v-1');
const run: Run = {
  ...newRun({
    id: id.run('r-1'),
    flow: { id: id.flow('lead'), version: 3 },
    lane: id.lane(`phone/${SECRET}`),
    connection: id.connection('phone'),
    channel: 'test',
    conversation,
  }),
  at: id.step('ask'),
  wait: { id: 4, for: 'webhook', effects: [], until: 9, key: SECRET },
  vars: secret,
  memo: secret,
  marks: secret,
  input: secret,
  message,
  response: { status: 200, headers: { a: SECRET }, body: SECRET },
  output: secret,
  failure,
};

const context = { contact: { id: SECRET, addresses: [] } };
const effect = id.effect(run.id, 1);
const events: RunEvent[] = [
  { type: 'started', message, input: secret, quietMs: 5, at: 1, context },
  { type: 'started', at: 1, context },
  { type: 'gathered', message, quietMs: 5, at: 1, context },
  { type: 'replied', message, wait: 4, at: 1, context },
  { type: 'interrupted', message, handler: 0, at: 1, context },
  { type: 'done', effect, output: secret, by: 'eva', at: 1, context },
  { type: 'failed', effect, failure, at: 1, context },
  { type: 'receipt', effect, status: 'failed', failure, at: 1, context },
  { type: 'receipt', effect, status: 'read', at: 1, context },
  { type: 'elapsed', wait: 4, at: 1, context },
  { type: 'resumed', wait: 4, data: secret, at: 1, context },
  { type: 'turned', wait: 4, at: 1, context },
  { type: 'released', wait: 4, by: 'eva', at: 1, context },
  { type: 'retried', by: 'eva', at: 1, context },
  { type: 'skipped', by: 'eva', outcome: 'done', output: secret, at: 1, context },
  { type: 'edited', by: 'eva', vars: secret, at: 1, context },
  { type: 'migrated', by: 'eva', version: 4, at: 1, context },
  { type: 'canceled', by: 'eva', reason: SECRET, at: 1, context },
];

const hides = (value: unknown): void => assert.equal(JSON.stringify(value).includes(SECRET), false);

for (const event of events) {
  test(`a blank "${event.type}" says what happened and when, and nothing else`, () => {
    const record = { key: 'r-1/000001', run: run.id, number: 1, at: 1, event, after: run };
    const blank = blankJournal(record);
    hides(blank);
    assert.deepEqual([blank.event.type, blank.event.at, blank.number], [event.type, 1, 1]);
    for (const name of ['wait', 'effect', 'by', 'status', 'handler', 'outcome', 'version', 'quietMs'])
      assert.deepEqual(Reflect.get(blank.event, name), Reflect.get(event, name), name);
    assert.deepEqual(
      'message' in event && event.message?.merged,
      'message' in blank.event && blank.event.message?.merged,
    );
  });
}

test('a blank run keeps where it went and how it ended', () => {
  const blank = blankRun(run);
  hides(blank);
  const { flow, at, status, revision, wait } = blank;
  assert.deepEqual(
    [flow, at, status, revision, wait],
    [{ id: 'lead', version: 3 }, 'ask', 'active', 0, { id: 4, for: 'webhook', effects: [], until: 9 }],
  );
  assert.equal(blank.failure?.code, 'denied');
  hides(blankRun({ ...run, conversation: null }));
});

test('a run that ends by an erasure waits for nothing and is not younger than it was', () => {
  const ended = endedRun({ ...run, changedAt: 50 }, 40);
  assert.deepEqual(
    [ended.status, ended.wait.for, ended.wait.until, ended.revision, ended.changedAt],
    ['canceled', 'nothing', undefined, 1, 50],
  );
});

const sent: EffectRecord = {
  key: effect,
  run: run.id,
  lane: id.lane(SECRET),
  connection: id.connection('phone'),
  request: { kind: 'send', content: { kind: 'text', text: SECRET } },
  target: { to: [{ kind: 'phone', value: SECRET }], channelContext: SECRET, message: id.message('v-1/1') },
  state: 'done',
  attempts: 1,
  nextAt: 1,
  output: secret,
  at: 1,
  endedAt: 2,
  exchanges: [{ at: 1, ms: 5, method: 'POST', url: SECRET, request: SECRET, status: 200, response: SECRET }],
};

test('a blank effect keeps what sort it was and how it ended', () => {
  const requests: EffectRecord['request'][] = [
    sent.request,
    { kind: 'call', connection: 'crm', operation: 'create', input: secret },
    { kind: 'handoff', queue: 'sales', note: SECRET },
    { kind: 'handoff', note: SECRET },
    {
      kind: 'fetch',
      message: id.message('v-1/1'),
      content: {
        kind: 'media',
        media: 'image',
        file: { id: SECRET, mime: 'image/png', name: SECRET },
        caption: SECRET,
      },
    },
  ];
  for (const request of requests) {
    const blank = blankEffect({ ...sent, request }, 9, id.lane('erased/v-1'));
    hides(blank);
    assert.deepEqual([blank.request.kind, blank.state, blank.endedAt, blank.output], [request.kind, 'done', 2, {}]);
  }
  const failed = blankEffect({ ...sent, state: 'failed', failure }, 9, id.lane('x'));
  hides(failed);
  assert.equal(failed.failure?.code, 'denied');
});

test('what was still to be done is not done any more', () => {
  for (const state of ['pending', 'parked', 'inside'] as const) {
    const blank = blankEffect({ ...sent, state }, 9, id.lane('x'));
    assert.deepEqual([blank.state, blank.endedAt, blank.failure?.message], ['failed', 9, 'The person was erased.']);
  }
});

test('a blank look at an outside system forgets where it was', () => {
  const poll = { kind: 'poll', poll: 'leads', input: secret, cursor: SECRET, flow: id.flow('f'), trigger: 0 } as const;
  hides(blankEffect({ ...sent, request: { ...poll, connection: id.connection('crm') } }, 9, id.lane('x')).request);
});

test('a blank message keeps its way, its time and its fate', () => {
  const record: MessageRecord = {
    key: id.message('v-1/1'),
    conversation,
    lane: id.lane(SECRET),
    direction: 'in',
    content: { kind: 'text', text: SECRET },
    at: 1,
    sentAt: 1,
    providerId: SECRET,
    status: 'failed',
    failure,
    referral: secret,
    price: { category: 'service', billable: false },
    routing: { fate: 'started', run: run.id },
  };
  const blank = blankMessage(record);
  hides(blank);
  assert.deepEqual(
    [blank.direction, blank.at, blank.status, blank.price, blank.routing],
    ['in', 1, 'failed', record.price, record.routing],
  );
});
