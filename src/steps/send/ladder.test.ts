import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep, type Example, type Played } from '../step.contract.ts';
import { send } from './send.ts';

const MINUTE = 60_000;
const LADDER = {
  text: 'Ciao',
  rungs: [
    { template: { name: 'reminder', language: 'it' }, deliveredWithin: 'PT5M' },
    { connection: 'texts', address: 'phone', text: 'Ciao per SMS' },
  ],
} as const;

const requests = ({ effects }: Pick<Played, 'effects'>) =>
  effects.map((effect) => (effect.kind === 'send' ? effect : assert.fail()));
/** What went out, shortly: the kind of content, and where. */
const sent = (played: Pick<Played, 'effects'>) =>
  requests(played).map(({ content, to }) => `${content.kind}${to ? ` to ${to.connection}` : ''}`);

const ladders: readonly Example[] = [
  {
    name: 'the first rung is enough when it arrives in time',
    params: LADDER,
    happens: [{ done: {} }, { receipt: 'delivered' }],
    outcome: 'sent',
    check: (played) => assert.deepEqual(sent(played), ['text']),
  },
  {
    name: 'a refusal leads to the next rung at once',
    params: LADDER,
    happens: [{ failed: 'outside the window' }],
    outcome: 'waits',
    check: (played) => assert.deepEqual(sent(played), ['text', 'template']),
  },
  {
    name: 'a message that a provider took and could not deliver leads on',
    params: LADDER,
    happens: [{ done: {} }, { receipt: 'failed', failure: { code: 'denied', message: 'Not on WhatsApp.' } }],
    outcome: 'waits',
    check: (played) => assert.deepEqual(sent(played), ['text', 'template']),
  },
  {
    name: 'silence leads on when the time of the rung is over',
    params: LADDER,
    happens: [{ done: {} }, { elapsed: 10 * MINUTE }, { done: {} }, { elapsed: 5 * MINUTE }],
    outcome: 'waits',
    check: (played) => {
      assert.deepEqual(sent(played), ['text', 'template', 'text to texts']);
      assert.deepEqual(requests(played)[2], {
        kind: 'send',
        id: 'run#2',
        content: { kind: 'text', text: 'Ciao per SMS' },
        to: { connection: 'texts', address: 'phone' },
        rung: 2,
      });
    },
  },
  {
    name: 'the last rung is done when its provider takes it',
    params: { ...LADDER, saveAs: 'delivery' },
    happens: [{ failed: 'closed' }, { failed: 'paused' }, { done: {} }],
    outcome: 'sent',
    writes: {
      delivery: {
        rung: 3,
        status: 'sent',
        late: 0,
        tried: [
          { rung: 1, status: 'refused', code: 'denied', reason: 'closed' },
          { rung: 2, status: 'refused', code: 'denied', reason: 'paused' },
          { rung: 3, connection: 'texts', status: 'sent' },
        ],
      },
    },
  },
  {
    name: 'a message that arrives late is counted, and nobody gets a third one',
    params: { ...LADDER, saveAs: 'delivery' },
    happens: [{ done: {} }, { elapsed: 10 * MINUTE }, { receipt: 'delivered', of: 0 }],
    outcome: 'sent',
    check: (played) => {
      assert.deepEqual(sent(played), ['text', 'template']);
      const { late, rung, tried } = played.run.vars['delivery'] as { late: number; rung: number; tried: object[] };
      assert.deepEqual({ late, rung }, { late: 1, rung: 1 });
      assert.deepEqual(tried[0], { rung: 1, status: 'delivered', late: true });
    },
  },
  {
    name: 'an answer of the provider that comes after the time of its rung changes no other rung',
    params: LADDER,
    happens: [{ elapsed: 10 * MINUTE }, { done: {}, of: 0 }, { failed: 'paused' }, { failed: 'no phone' }],
    outcome: 'sent',
    check: (played) => assert.deepEqual(sent(played), ['text', 'template', 'text to texts']),
  },
  {
    name: 'a message that may still go out is waited for when nothing else did',
    params: LADDER,
    happens: [{ elapsed: 10 * MINUTE }, { failed: 'paused', of: 1 }, { failed: 'no phone', of: 1 }],
    outcome: 'waits',
    check: ({ run }) => assert.deepEqual(run.wait.effects, ['run#0']),
  },
  {
    name: 'every rung refused is a failure with the last reason',
    params: LADDER,
    happens: [{ failed: 'one' }, { failed: 'two' }, { failed: 'three' }],
    outcome: 'failed',
    check: ({ run }) => assert.equal(run.failure?.message, 'three'),
  },
  {
    name: 'a rung on a connection that is not there is passed over',
    params: { text: 'Ciao', rungs: [{ connection: 'gone', text: 'Ciao' }] },
    happens: [{ failed: 'closed' }],
    outcome: 'failed',
    check: ({ run }) => assert.match(run.failure?.message ?? '', /no channel connection "gone"/),
  },
  {
    name: 'a rung that would be two messages is passed over',
    params: { text: 'Ciao', rungs: [{ connection: 'texts', text: 'molto lungo '.repeat(12) }] },
    happens: [{ failed: 'closed' }],
    outcome: 'failed',
    check: ({ run }) => assert.match(run.failure?.message ?? '', /a rung is one message only/),
  },
  {
    name: 'a rung with nothing to send is passed over',
    params: { media: { kind: 'image', file: '{{ vars.none }}' }, rungs: [{ text: 'Ciao' }] },
    happens: [{ done: {} }],
    outcome: 'sent',
    check: (played) => assert.deepEqual(sent(played), ['text']),
  },
  {
    name: 'a channel that never says what arrived is not waited for',
    params: { template: { name: 'a', language: 'it' }, rungs: [{ connection: 'texts', text: 'b' }, { text: 'c' }] },
    happens: [{ failed: 'paused' }, { done: {} }],
    outcome: 'sent',
  },
  {
    name: 'a rung with a successor gives the provider its time, and is given up in time',
    params: LADDER,
    happens: [{ failed: 'closed' }],
    outcome: 'waits',
    check: ({ effects }) => {
      const [free, template] = effects;
      assert.deepEqual(free, {
        id: 'run#0',
        kind: 'send',
        content: { kind: 'text', text: 'Ciao', ttlMs: 10 * MINUTE },
        rung: 0,
        inWindow: true,
        retry: { deadlineMs: 10 * MINUTE },
      });
      assert.equal(
        template?.kind === 'send' && template.content.kind === 'template' && template.content.ttlMs,
        300_000,
      );
      assert.equal(template?.kind === 'send' && template.inWindow, undefined);
    },
  },
  {
    name: 'what it is for goes with every message',
    params: { ...LADDER, purpose: 'marketing' },
    happens: [{ failed: 'no consent' }],
    outcome: 'waits',
    check: (played) =>
      assert.deepEqual(
        requests(played).map(({ purpose }) => purpose),
        ['marketing', 'marketing'],
      ),
  },
  {
    name: 'what it is for goes with a message alone',
    params: { text: 'Offerte!', purpose: 'marketing' },
    happens: [{ done: {} }],
    outcome: 'sent',
    check: (played) =>
      assert.deepEqual(
        requests(played).map(({ purpose }) => purpose),
        ['marketing'],
      ),
  },
];

const waits: readonly Example[] = [
  {
    name: 'word of delivery is waited for',
    params: { text: 'Ciao', waitFor: 'delivered' },
    happens: [{ done: {} }, { receipt: 'sent' }, { receipt: 'delivered' }],
    outcome: 'delivered',
  },
  {
    name: 'a message that was read has been delivered',
    params: { text: 'Ciao', waitFor: 'delivered' },
    happens: [{ done: {} }, { receipt: 'read' }],
    outcome: 'delivered',
  },
  {
    name: 'a message of several parts counts when the last one arrives',
    params: { text: `${'uno '.repeat(20)}${'due '.repeat(20)}`, waitFor: 'delivered' },
    happens: [{ done: {} }, { done: {} }, { receipt: 'delivered', of: 0 }, { receipt: 'delivered', of: 1 }],
    outcome: 'delivered',
  },
  {
    name: 'silence is no delivery',
    params: { text: 'Ciao', waitFor: 'delivered', timeout: 'PT2H' },
    happens: [{ done: {} }, { elapsed: 120 * MINUTE }],
    outcome: 'undelivered',
    check: ({ run }) => assert.equal(run.failure?.code, 'timeout'),
  },
  {
    name: 'word that it could not be delivered is no delivery',
    params: { text: 'Ciao', waitFor: 'delivered' },
    happens: [{ done: {} }, { receipt: 'failed', failure: { code: 'denied', message: 'Blocked.' } }],
    outcome: 'undelivered',
    check: ({ run }) => assert.equal(run.failure?.message, 'Blocked.'),
  },
  {
    name: 'word of failure after delivery changes nothing',
    params: { text: 'Ciao', waitFor: 'read' },
    happens: [{ done: {} }, { receipt: 'delivered' }, { receipt: 'failed' }, { receipt: 'read' }],
    outcome: 'read',
  },
  {
    name: 'a message that was not read in time has been delivered',
    params: { text: 'Ciao', waitFor: 'read' },
    happens: [{ done: {} }, { receipt: 'delivered' }, { elapsed: 60 * MINUTE }],
    outcome: 'delivered',
  },
  {
    name: 'a message that was read is read',
    params: { text: 'Ciao', waitFor: 'read' },
    happens: [{ done: {} }, { receipt: 'read' }],
    outcome: 'read',
  },
  {
    name: 'a refusal is a failure for who waits for delivery, too',
    params: { text: 'Ciao', waitFor: 'delivered' },
    happens: [{ failed: 'blocked' }],
    outcome: 'failed',
  },
  {
    name: 'a refusal is a failure for who waits for reading, too',
    params: { text: 'Ciao', waitFor: 'read' },
    happens: [{ failed: 'blocked' }],
    outcome: 'failed',
  },
  {
    name: 'silence is no reading',
    params: { text: 'Ciao', waitFor: 'read' },
    happens: [{ done: {} }, { elapsed: 60 * MINUTE }],
    outcome: 'undelivered',
  },
  {
    name: 'somebody whom a message has reached gets no other one while it is waited for that it is read',
    params: { ...LADDER, waitFor: 'read' },
    happens: [{ done: {} }, { receipt: 'delivered' }, { elapsed: 60 * MINUTE }],
    outcome: 'delivered',
    check: (played) => assert.deepEqual(sent(played), ['text']),
  },
  {
    name: 'the last channel that never says what arrived leaves it open',
    params: { text: 'Ciao', waitFor: 'delivered', rungs: [{ connection: 'texts', text: 'Ciao' }] },
    happens: [{ failed: 'closed' }, { done: {} }],
    outcome: 'undelivered',
  },
];

testStep({ type: send, examples: [...ladders, ...waits] });

const codes = (params: Parameters<NonNullable<typeof send.validate>>[0]) =>
  send.validate?.(params, []).map(({ code, path }) => `${code} ${path.join('.')}`.trim());

test('send: a ladder that contradicts itself is found', () => {
  assert.deepEqual(codes({ text: 'a', deliveredWithin: 'PT1M' }), ['bad_ladder']);
  assert.deepEqual(codes({ text: 'a', rungs: [{ text: 'b', deliveredWithin: 'PT1M' }] }), ['bad_ladder rungs.0']);
  assert.deepEqual(codes({ text: 'a', timeout: 'PT1H' }), ['bad_ladder']);
  assert.deepEqual(codes({ text: 'a', rungs: [{ text: 'b', address: 'phone' }] }), ['bad_ladder rungs.0']);
  assert.deepEqual(codes({ text: 'a', rungs: [{}] }), ['bad_message rungs.0']);
});
