import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { EXAMPLE_CHANNELS } from './examples.ts';
import { exampleCatalog, findings, flowOf, messages } from '../testing/findings.contract.ts';

const P = 'flow.steps.first.params';
const send = (params: JsonObject) => ({ step: { type: 'send', params, next: { sent: 'end', failed: 'end' } } });
const long = 'parola '.repeat(30);

test('what fits every channel has no finding', () => {
  assert.deepEqual(findings(send({ text: 'Ciao {{ contact.name }}' })), []);
  assert.deepEqual(findings(send({ text: '{{ contact.name }}' })), []);
  assert.deepEqual(findings(send({ text: 'Ecco', media: { kind: 'image', file: '{{ message.content.file }}' } })), []);
});

test('a text of several messages and what a channel cannot show are told with the channel', () => {
  assert.deepEqual(messages(send({ text: long })), ['On "example" this goes out as 3 messages.']);
  const choices = [{ id: 'a', title: 'Parlare con una persona' }];
  assert.deepEqual(messages(send({ text: 'Scegli', choices })), [
    'On "example": “Parlare con una persona” is shown as “Parlare con una per…”.',
  ]);
  const video = { kind: 'video', url: 'https://example.org/a.mp4' };
  assert.deepEqual(messages(send({ media: video })), [
    'On "example": This channel cannot carry video; it goes out as text.',
  ]);
});

test('each language is looked at, and the same loss is told once', () => {
  assert.deepEqual(findings(send({ text: { it: 'Ciao', en: long } })), [`channel_split ${P}`]);
  assert.deepEqual(findings(send({ text: { it: long, en: long } })), [`channel_split ${P}`]);
});

test('a question is looked at as a message is', () => {
  const choices = [1, 2, 3, 4].map((n) => ({ id: `n${n}`, title: `Numero ${n}` }));
  const next = { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end' };
  const params = { text: 'Quale?', saveAs: 'n', answer: { type: 'choice', choices } };
  assert.deepEqual(findings({ step: { type: 'ask', params, next } }), [`channel_loss ${P}`]);
});

test('only channels that a trigger names count', () => {
  const other = { ...EXAMPLE_CHANNELS, big: { ...EXAMPLE_CHANNELS['example']!, text: { max: 9999 } } };
  const more = {
    types: { ...exampleCatalog.types, channels: other },
    connections: { ...exampleCatalog.connections, web: { channel: 'big' } },
  };
  const steps = { first: { type: 'send', params: { text: long }, next: { sent: 'end', failed: 'end' } } };
  const on = (connections: string[]) => findings(flowOf(steps, { triggers: [{ type: 'message', connections }] }), more);
  assert.deepEqual(
    [on(['web']), on(['phone']), on(['web', 'phone'])],
    [[], [`channel_split ${P}`], [`channel_split ${P}`]],
  );
  assert.deepEqual(findings(flowOf(steps, { triggers: [{ type: 'manual' }] }), more), []);
});

test('a step that cannot be entered without a past is passed over', () => {
  const thrower = {
    ...exampleCatalog.types.steps['note']!,
    enter: () => {
      throw new TypeError('no past');
    },
  };
  const types = { ...exampleCatalog.types, steps: { ...exampleCatalog.types.steps, thrower } };
  const step = { type: 'thrower', params: { text: '' }, next: { next: 'end' } };
  assert.deepEqual(findings({ step }, { types }), []);
});

const say = (next: string, params: JsonObject = { text: 'Ciao' }) => ({
  type: 'send',
  params,
  next: { sent: next, failed: 'end' },
});
const wait = (time: string, next: string) => ({ type: 'wait', params: { for: time }, next: { elapsed: next } });
const ask = (ways: JsonObject, params: JsonObject = {}) => ({
  type: 'ask',
  params: { text: 'Ci sei?', saveAs: 'x', ...params },
  next: { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end', ...ways },
});
const template = { template: { name: 'hi', language: 'it' } };

test('a text after a wait of a day is too late, an approved message is not', () => {
  assert.deepEqual(findings(flowOf({ first: wait('PT24H', 'say'), say: say('end') })), [
    'outside_window flow.steps.say.params',
  ]);
  assert.deepEqual(findings(flowOf({ first: wait('PT23H', 'say'), say: say('end') })), []);
  assert.deepEqual(findings(flowOf({ first: wait('P9D', 'say'), say: say('end', template) })), []);
});

test('waits add up, also round a loop', () => {
  const steps = { first: wait('PT13H', 'rest'), rest: wait('PT13H', 'say'), say: say('end') };
  assert.deepEqual(findings(flowOf(steps)), ['outside_window flow.steps.say.params']);
  const round = { first: say('rest'), rest: wait('PT5H', 'first') };
  assert.deepEqual(findings(flowOf(round)), ['outside_window flow.steps.first.params']);
});

test('an answer opens the window again, and no answer in a day closes it', () => {
  const steps = {
    first: wait('PT20H', 'ask'),
    ask: ask({ answered: 'rest' }),
    rest: wait('PT20H', 'say'),
    say: say('end'),
  };
  assert.deepEqual(findings(flowOf(steps)), []);
  const late = { first: ask({ timeout: 'say' }), say: say('end') };
  assert.deepEqual(findings(flowOf(late)), ['outside_window flow.steps.say.params']);
  const soon = { first: ask({ timeout: 'say' }, { timeout: 'PT2H' }), say: say('end') };
  assert.deepEqual(findings(flowOf(soon)), []);
});

test('while people have the conversation the window stays open', () => {
  const people = { type: 'handoff', params: {}, next: { released: 'say', timeout: 'end', failed: 'end' } };
  assert.deepEqual(findings(flowOf({ first: people, say: say('end') })), []);
});

test('a flow that we begin begins outside the window, until the person answers', () => {
  const to = { connection: 'phone', address: '{{ input.phone }}' };
  const begun = (steps: Record<string, object>) => findings(flowOf(steps, { triggers: [{ type: 'manual', to }] }));
  assert.deepEqual(begun({ first: say('end') }), [`outside_window ${P}`]);
  assert.deepEqual(
    begun({
      first: say('reply', template),
      reply: {
        type: 'waitReply',
        params: { timeout: 'P1D' },
        next: { replied: 'say', timeout: 'end', undelivered: 'end' },
      },
      say: say('end'),
    }),
    [],
  );
  assert.match(
    messages(flowOf({ first: say('end') }, { triggers: [{ type: 'schedule', cron: '0 9 * * *', to }] }))[0] ?? '',
    /"first" may be refused: when it is reached, the person may not have written yet/,
  );
});

test('a start from a record tells whether the window is open: who reads that is trusted to mind it', () => {
  const trigger = { type: 'connection', connection: 'crm', poll: 'changedRecords', every: 'PT1M', to: { record: 'a' } };
  const begun = (steps: Record<string, object>) => findings(flowOf(steps, { triggers: [trigger] }));
  const when = { left: '{{ input.to.reachable }}', operator: 'equals', right: 'free' };
  const choose = {
    type: 'branch',
    params: { cases: [{ id: 'open', when }] },
    next: { open: 'say', else: 'end' },
  };
  assert.ok(begun({ say: say('end') }).includes('outside_window flow.steps.say.params'));
  assert.deepEqual(begun({ choose, say: say('end') }), []);
});

test('an idle conversation has been silent for that long', () => {
  const idle = (after: string) =>
    findings(flowOf({ first: say('end') }, { triggers: [{ type: 'conversation', event: 'idle', after }] }));
  assert.deepEqual([idle('PT2H'), idle('P1D')], [[], [`outside_window ${P}`]]);
});

test('a channel without a window takes texts at any time', () => {
  const { window: _window, ...free } = EXAMPLE_CHANNELS['example']!;
  const types = { ...exampleCatalog.types, channels: { example: free } };
  assert.deepEqual(findings(flowOf({ first: wait('P9D', 'say'), say: say('end') }), { types }), []);
});
