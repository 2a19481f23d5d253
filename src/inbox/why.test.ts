import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { Trigger } from '../flow/trigger.ts';
import type { InboundContent } from '../message/content.ts';
import type { MessageRecord, Routing } from '../store/records.ts';
import { explainMessage } from './why.ts';

function flow(name: string, ...triggers: Trigger[]): Flow {
  return {
    id: id.flow(name),
    version: 1,
    name,
    language: 'en',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers,
    start: id.step('end'),
    steps: {},
  };
}

function message(
  content: string | InboundContent,
  routing?: Routing,
  more: Partial<MessageRecord> = {},
): MessageRecord {
  return {
    key: id.message('v-1/00000001'),
    conversation: id.conversation('v-1'),
    lane: id.lane('lane'),
    direction: 'in',
    content: typeof content === 'string' ? { kind: 'text', text: content } : content,
    at: 0,
    status: 'received',
    ...(routing ? { routing } : {}),
    ...more,
  };
}

const run = id.run('r-1');

/** The reasons of all triggers, and the summary. */
function explain(
  record: MessageRecord,
  flows: readonly Flow[],
  taker?: string,
): { reasons: string[]; started: string[]; summary: string } {
  const why = explainMessage({
    message: record,
    connection: 'phone',
    flows,
    taker: taker === undefined ? undefined : id.flow(taker),
  });
  return {
    reasons: why.reasons.map(({ reason }) => reason),
    started: why.reasons.flatMap((each) => (each.started ? [each.flow] : [])),
    summary: why.summary,
  };
}

test('each condition of a trigger that a message does not meet is named with both sides', () => {
  const triggers: Trigger[] = [
    { type: 'message', connections: ['sms', 'viber'] },
    { type: 'message', first: true },
    { type: 'message', keywords: ['info', 'help'] },
    { type: 'message', pattern: '^order \\d+$' },
    { type: 'webhook', path: 'x' },
  ];
  const { reasons, started, summary } = explain(message('Ciao', { fate: 'untaken' }), [
    flow('a', ...triggers),
    flow('b'),
  ]);
  assert.deepEqual(started, []);
  assert.match(summary, /^No flow took it \(2 were asked\)/);
  for (const [at, words] of [
    /listens on sms, viber; the message came in on phone/,
    /Only the first message/,
    /None of its words \(info, help\) stands in «Ciao»/,
    /Its pattern \^order \\d\+\$ is not found in «Ciao»/,
    /starts by a call over HTTP, not from a message/,
    /it has no trigger/,
  ].entries())
    assert.match(reasons[at] ?? '', words);
});

test('of several flows that fit, the order is explained', () => {
  const any: Trigger = { type: 'message' };
  const word: Trigger = { type: 'message', keywords: ['ciao'] };
  const urgent: Trigger = { type: 'message', priority: 5 };
  const started: Routing = { fate: 'started', run };
  const byPriority = explain(message('Ciao', started), [flow('a', word), flow('b', urgent)], 'b');
  assert.deepEqual(
    [byPriority.started, byPriority.reasons[0]],
    [['b'], 'It fits, but b goes first (priority 5 against 0).'],
  );
  const byWords = explain(message('Ciao', started), [flow('a', any), flow('b', word)], 'b');
  assert.match(byWords.reasons[0] ?? '', /at equal priority one that looks at the words does/);
  assert.equal(byWords.reasons[1], 'It started: one of its words stands in the message.');
  const byId = explain(message('Ciao', started), [flow('a', any), flow('b', any)], 'a');
  assert.match(byId.reasons[1] ?? '', /flows go by their ids/);
});

test('a run that held the conversation is named, with what it waited for and did', () => {
  const foreground = { run: id.run('r-2'), flow: id.flow('other'), waitsFor: 'reply' };
  const own: Routing = { fate: 'replied', run: id.run('r-2'), foreground };
  const replied = explain(message('Ciao', own), [flow('a', { type: 'message' })], 'other');
  assert.match(
    replied.reasons[0] ?? '',
    /a run of other held the conversation \(r-2, waiting for reply\); it got the message as its reply/,
  );
  assert.match(replied.summary, /went to run r-2 of other, which got the message as its reply/);
  const ignored: Routing = { fate: 'ignored', run, foreground: { ...foreground, flow: id.flow('a') } };
  assert.match(
    explain(message('Ciao', ignored), [flow('a', { type: 'message' })], 'a').reasons[0] ?? '',
    /a run of this flow .* ignores messages meanwhile/,
  );
  const ended: Routing = { fate: 'started', run, foreground };
  const interrupting = explain(message('Ciao', ended), [flow('a', { type: 'message', interrupts: true })], 'a');
  assert.match(
    interrupting.reasons[0] ?? '',
    /it takes any message, and it ended the run of other that held the conversation \(r-2\)/,
  );
});

test('a message that was kept and then started a flow did not end the run that it waited for', () => {
  const foreground = { run: id.run('r-2'), flow: id.flow('other'), waitsFor: 'effects' };
  const later = explain(message('Ciao', { fate: 'started', run, foreground }), [flow('a', { type: 'message' })], 'a');
  assert.match(
    later.reasons[0] ?? '',
    /^It started: it takes any message\. Before, the run of other .* came to its end\.$/,
  );
});

test('why no flow was asked at all is told apart', () => {
  const flows = [flow('a', { type: 'message' })];
  const silent: Routing = { fate: 'silent' };
  assert.match(explain(message('Ciao', silent), flows).summary, /people held the conversation/);
  assert.match(explain(message('Ciao', silent, { echo: true }), flows).summary, /a copy of what our side wrote/);
  const thumb = { kind: 'reaction', to: 'x', emoji: '👍' } as const;
  assert.match(explain(message(thumb, silent), flows).summary, /only remarks on another one/);
  assert.match(
    explain(message({ kind: 'unsupported', what: 'poll' }, silent), flows).summary,
    /could not hand the message over/,
  );
  assert.match(explain(message('Ciao'), flows).summary, /was not written down/);
  assert.match(explain(message('Ciao', undefined, { direction: 'out' }), flows).summary, /a message of ours/);
  assert.match(explain(message('Ciao', { fate: 'held' }), flows).summary, /until its file has been fetched/);
});
