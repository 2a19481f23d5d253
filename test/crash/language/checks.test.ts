import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import { steps } from '../../../src/steps/index.ts';
import { checkAll, type Evidence } from './checks.ts';
import type { Told } from './evidence.ts';
import { flowFiles, TEXTS } from './flows.ts';
import type { ShopCall } from './shop.ts';

const RUN = 'r-order';
const [ORDER, ORDERED, TAGGED, IDLE] = ['order', 'ordered', 'tagged', 'idle'].map((name) => `chaos-${name}`);
const TOLD: string = TEXTS.parcel;
const lane = id.lane('lane');
const conversation = id.conversation('v');

const effect = (number: number, more: Partial<Told>): Told => ({
  key: id.effect(id.run(RUN), number),
  run: id.run(RUN),
  state: 'done',
  at: 100,
  endedAt: 200,
  attempts: 1,
  code: undefined,
  route: undefined,
  about: undefined,
  text: undefined,
  ...more,
});

const call = (more: Partial<ShopCall>): ShopCall => ({
  at: 150,
  route: 'parcels',
  about: RUN,
  key: undefined,
  executed: true,
  fault: undefined,
  status: 200,
  ...more,
});

/** Evidence of one order of a parcel that went as it should: what each test then spoils. */
function soundEvidence() {
  const told = id.effect(id.run(RUN), 2);
  const started = (flow: string | undefined, input: object) => ({
    id: id.run(`r-${flow}`),
    flow: flow ?? '',
    status: 'completed' as const,
    conversation,
    at: id.step('finish'),
    waitsFor: 'nothing',
    input: { ...input },
  });
  const runs = [
    { ...started(ORDER, {}), id: id.run(RUN) },
    started(ORDERED, { run: RUN }),
    started(TAGGED, {}),
    started(IDLE, { after: { since: 90 } }),
  ];
  const kept = { lane, conversation, status: 'sent' as const };
  return {
    stories: [
      {
        index: 1,
        name: 'parcel' as const,
        done: true,
        thread: [
          { id: 'm1', from: 'customer' as const, at: 90, text: 'order parcel 1' },
          { id: 'm2', from: 'business' as const, at: 180, text: TOLD, callback: String(told) },
        ],
      },
    ],
    leads: [{ id: '00Q1', key: 'Rondine_Key__c=c-1', name: 'Rossi-000001' }],
    shop: { calls: [call({}), call({ route: 'stock', about: `${RUN}-a` })], stock: new Map([[`${RUN}-a`, 1]]) },
    stored: {
      messages: [
        {
          ...kept,
          key: id.message('v/1'),
          direction: 'in' as const,
          at: 90,
          providerId: 'm1',
          text: 'order parcel 1',
          fate: 'started',
        },
        {
          ...kept,
          key: id.message('v/1.1'),
          direction: 'out' as const,
          at: 170,
          providerId: 'm2',
          effect: told,
          text: TOLD,
          fate: undefined,
        },
      ],
      runs: new Map(runs.map((run) => [String(run.id), run])),
      effects: [
        effect(0, { route: 'stock', about: `${RUN}-a` }),
        effect(1, { route: 'parcels', about: RUN }),
        effect(2, { text: TEXTS.parcel }),
      ],
      settled: new Set<string>(),
      journals: [] as { where: string; what: string }[],
      entries: 4,
      stuck: [] as { where: string; what: string }[],
    },
    parked: new Set<string>(),
    kills: [] as { at: number; goneAt: number; inStart: boolean }[],
  } satisfies Evidence;
}

type Spoilt = ReturnType<typeof soundEvidence>;

const failing = (evidence: Evidence): string[] =>
  checkAll(evidence).flatMap(({ name, offences }) => (offences.length === 0 ? [] : [name]));

void test('evidence of an order that went as it should passes every check', () => {
  assert.deepEqual(failing(soundEvidence()), []);
});

const END = 'stories that did not come to their end';
const ARRIVALS = 'messages that are not kept once, with a fate and in order';
const REPLIES = 'messages of the bot that are not heard in order';
const RUNS = 'runs that did not end as they should';
const EFFECTS = 'effects that did not end as they should';
const PARKED = 'parked effects that are not the calls of unknown outcome';
const CALLS = 'calls of the shop done twice, or not at all';
const LEADS = 'Leads that are not there once';
const STARTS = 'flows that were not started once';
const PARCEL = id.effect(id.run(RUN), 1);

/** A second message of the same run that is heard before the first. */
function swapReplies(thread: Spoilt['stories'][number]['thread'], { messages, effects }: Spoilt['stored']): void {
  const second = effect(3, { text: TOLD, unknownSince: 120 });
  effects.push(second);
  Object.assign(effects[2]!, { unknownSince: 120 });
  messages.push(Object.assign({ ...messages[1]! }, { key: id.message('v/1.2'), effect: second.key, providerId: 'm3' }));
  thread.splice(1, 0, { id: 'm3', from: 'business', at: 175, text: TOLD, callback: second.key });
}

const spoils: readonly (readonly [what: string, spoil: (evidence: Spoilt) => void, noticed: string])[] = [
  ['a story without an end', ({ stories }) => Object.assign(stories[0]!, { done: false }), END],
  ['a message that is not kept', ({ stored }) => stored.messages.shift(), ARRIVALS],
  ['a message kept twice', ({ stored }) => stored.messages.push({ ...stored.messages[0]! }), ARRIVALS],
  ['a message without a fate', ({ stored }) => (stored.messages[0]!.fate = undefined), ARRIVALS],
  ['a reply that was not heard', ({ stories }) => stories[0]!.thread.pop(), REPLIES],
  ['replies in another order', ({ stories, stored }) => void swapReplies(stories[0]!.thread, stored), REPLIES],
  ['a run that stands', ({ stored }) => Object.assign(stored.runs.get(RUN)!, { status: 'active' }), RUNS],
  ['an effect under way', ({ stored }) => (stored.effects[2]!.state = 'pending'), EFFECTS],
  ['a parked effect whose answer came', ({ parked }) => parked.add(PARCEL), PARKED],
  ['a lost answer that nobody asked about', ({ shop }) => (shop.calls[0]!.status = undefined), PARKED],
  ['a parked effect that may be repeated', ({ stored }) => stored.settled.add(id.effect(id.run(RUN), 0)), PARKED],
  ['a parcel sent twice', ({ shop }) => shop.calls.push(call({})), CALLS],
  ['a parcel that a run believes in', ({ shop }) => shop.calls.shift(), CALLS],
  ['a wrong value in the stock', ({ shop }) => shop.stock.set(`${RUN}-a`, 2), CALLS],
  ['a customer who was told wrongly', ({ stories }) => (stories[0]!.thread[1]!.text = TEXTS.noParcel), CALLS],
  ['a payment of somebody else', ({ stories }) => Object.assign(stories[0]!, { name: 'payment' }), CALLS],
  ['a second Lead', ({ leads }) => leads.push({ ...leads[0]! }), LEADS],
  ['no Lead', ({ leads }) => leads.pop(), LEADS],
  ['a flow that was not started', ({ stored }) => stored.runs.delete(`r-${ORDERED}`), STARTS],
  ['a silence that nobody noticed', ({ stored }) => stored.runs.delete(`r-${IDLE}`), STARTS],
  ['a message lost without a word', ({ stored }) => Object.assign(stored.messages[1]!, { status: 'failed' }), STARTS],
];

for (const [what, spoil, noticed] of spoils) {
  void test(`${what} is noticed`, () => {
    const evidence = soundEvidence();
    spoil(evidence);
    const found = failing(evidence);
    assert.ok(found.includes(noticed), `only ${JSON.stringify(found)}`);
  });
}

void test('a call whose answer was lost is parked by right, and so is one that a kill cut off', () => {
  const lost = soundEvidence();
  lost.shop.calls[0]!.status = undefined;
  lost.stored.settled.add(PARCEL);
  const cut = soundEvidence();
  cut.stored.settled.add(PARCEL);
  cut.kills.push({ at: 120, goneAt: 130, inStart: false });
  assert.deepEqual([...failing(lost), ...failing(cut)], []);
});

/** A run that failed because a message of it was lost. */
function losing(code: string, first: 'delivered' | 'failed' = 'delivered'): Spoilt {
  const evidence = soundEvidence();
  const run = { ...evidence.stored.runs.get(RUN)!, id: id.run('r-news'), flow: 'chaos-news', status: 'failed' };
  evidence.stored.runs.set('r-news', run as unknown as typeof run & { status: 'completed' });
  const key = id.effect(run.id, 1);
  evidence.stored.effects.push({ ...effect(1, { text: TEXTS.again, code, state: 'failed' }), key, run: run.id });
  const news = id.effect(run.id, 0);
  evidence.stored.effects.push({ ...effect(0, { text: TEXTS.news }), key: news, run: run.id });
  const message = { ...evidence.stored.messages[1]!, key: id.message('w/1.1'), effect: news, lane: id.lane('other') };
  evidence.stored.messages.push({ ...message, status: first as 'sent', providerId: 'm9' });
  return evidence;
}

void test('where another fault hit the message that was to be lost, the next one may be lost in its place', () => {
  assert.deepEqual(failing(losing('not_found')), []);
  assert.deepEqual(failing(losing('denied')), [RUNS, EFFECTS]);
  assert.deepEqual(failing(losing('not_found', 'failed')).slice(0, 2), [RUNS, EFFECTS]);
});

/** A message of a run that was canceled before anybody had taken it. */
function dropping(status: 'canceled' | 'completed'): Spoilt {
  const evidence = soundEvidence();
  const { messages, effects, runs } = evidence.stored;
  const run = { ...runs.get(RUN)!, id: id.run('r-later'), flow: 'chaos-later', status };
  runs.set('r-later', run as unknown as typeof run & { status: 'completed' });
  const key = id.effect(run.id, 0);
  effects.push({ ...effect(0, { state: 'failed', code: 'denied', text: TOLD }), key, run: run.id });
  const message = { ...messages[1]!, key: id.message('v/1.2'), effect: key, status: 'failed', providerId: undefined };
  messages.push(message as unknown as (typeof messages)[1]);
  return evidence;
}

void test('a message that was dropped with its run starts no flow, nor does it stand for people who never wrote', () => {
  const sound = dropping('canceled');
  assert.deepEqual(failing(sound), []);
  sound.stories.push({ ...sound.stories[0]!, index: 2, name: 'quote' as 'parcel', thread: [] });
  assert.equal(failing(sound).includes(REPLIES), false);
  assert.ok(failing(dropping('completed')).includes(STARTS));
});

void test('the flows use every step type between them', () => {
  const used = Object.values(flowFiles()).flatMap((file) =>
    Object.values((file as { flow: { steps: Record<string, { type: string }> } }).flow.steps).map(({ type }) => type),
  );
  assert.deepEqual([...new Set(used)].sort(), Object.keys(steps).sort());
});
