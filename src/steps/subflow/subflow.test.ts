import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../flow/run.ts';
import { done, flowOf, play, started } from '../../flow/testing/small-flow.contract.ts';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { subflow } from './subflow.ts';

const HOUR = 3_600_000;
const one = { flow: 'child', input: { day: '{{ vars.day }}' }, saveAs: 'result' };
const many = { flow: 'child', each: '{{ vars.orders }}', input: { order: '{{ vars.item.id }}' }, saveAs: 'results' };
const orders = [{ id: 1 }, { id: 2 }, { id: 3 }];
const ended = (run: string) => ({ run, status: 'completed', output: { of: run } });
const refused = (message: string) => ({ status: 'failed', failure: { code: 'denied', message } });

const inputs = (effects: readonly Effect[]) => effects.map((effect) => effect.kind === 'call' && effect.input);

testStep({
  type: subflow,
  examples: [
    {
      name: 'a flow is called in place of this one',
      params: one,
      vars: { day: 'oggi' },
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.deepEqual(effects, [
          {
            id: 'run#0',
            kind: 'call',
            connection: 'rondine',
            operation: 'startFlow',
            input: { flow: 'child', input: { day: 'oggi' }, together: true },
          },
        ]);
        assert.equal(run.wait.until, undefined);
      },
    },
    {
      name: 'what the flow gives back is kept',
      params: one,
      happens: [{ done: ended('a') }],
      outcome: 'done',
      writes: { result: ended('a') },
    },
    {
      name: 'without a variable it is dropped',
      params: { flow: 'child' },
      happens: [{ done: ended('a') }],
      outcome: 'done',
      writes: {},
    },
    {
      name: 'a flow that fails is left by "failed" with its reason',
      params: one,
      happens: [{ failed: 'no slot' }],
      outcome: 'failed',
      writes: { result: refused('no slot') },
      check: ({ run }) => assert.deepEqual(run.failure, { code: 'denied', message: 'no slot' }),
    },
    {
      name: 'a flow that takes too long is left by "timeout"',
      params: { ...one, timeout: 'PT1H' },
      happens: [{ elapsed: HOUR }],
      outcome: 'timeout',
      writes: {},
      check: ({ run }) => assert.equal(run.failure?.code, 'timeout'),
    },
    {
      name: 'one flow may run beside this one',
      params: { ...one, mode: 'all' },
      happens: [{ done: ended('a') }],
      outcome: 'done',
      writes: { result: ended('a') },
      check: ({ effects }) => assert.deepEqual(inputs(effects), [{ flow: 'child', input: {}, together: false }]),
    },
    {
      name: 'each entry of a list gets a run of its own, all at once',
      params: { ...many, timeout: 'PT1H' },
      vars: { orders, item: 'kept' },
      outcome: 'waits',
      writes: {},
      check: ({ run, effects }) => {
        assert.deepEqual(
          inputs(effects),
          [1, 2, 3].map((order) => ({ flow: 'child', input: { order }, together: false })),
        );
        assert.deepEqual(run.wait, {
          id: 1,
          for: 'effects',
          effects: ['run#0', 'run#1', 'run#2'],
          until: EXAMPLE_AT + HOUR,
        });
      },
    },
    {
      name: 'results that come out of order are kept in the order of the list',
      params: { ...many, item: 'item' },
      vars: { orders },
      happens: [{ done: ended('b'), of: 1 }, { done: ended('c'), of: 1 }, { done: ended('a') }],
      outcome: 'done',
      writes: { results: [ended('a'), ended('b'), ended('c')] },
    },
    {
      name: 'the wait keeps its end while some have ended',
      params: { ...many, timeout: 'PT1H' },
      vars: { orders },
      happens: [{ done: ended('b'), of: 1 }],
      outcome: 'waits',
      check: ({ run }) => {
        assert.equal(run.wait.until, EXAMPLE_AT + HOUR);
        assert.deepEqual(run.wait.effects, ['run#0', 'run#2']);
      },
    },
    {
      name: 'those that failed wait for the others, and all results are kept',
      params: many,
      vars: { orders },
      happens: [{ failed: 'x', of: 1 }, { failed: 'y', of: 1 }, { done: ended('a') }],
      outcome: 'failed',
      writes: { results: [ended('a'), refused('x'), refused('y')] },
      check: ({ run }) => assert.equal(run.failure?.message, '2 of 3 runs failed. The first: x'),
    },
    {
      name: 'after the limit what has ended is kept',
      params: { ...many, timeout: 'PT1H' },
      vars: { orders },
      happens: [{ done: ended('b'), of: 1 }, { elapsed: HOUR }],
      outcome: 'timeout',
      writes: { results: [null, ended('b'), null] },
    },
    {
      name: 'of several the first that ends well is enough',
      params: { ...many, mode: 'any' },
      vars: { orders },
      happens: [{ failed: 'x' }, { done: ended('c'), of: 1 }],
      outcome: 'done',
      writes: { results: ended('c') },
    },
    {
      name: 'of several all must fail to fail',
      params: { ...many, mode: 'any' },
      vars: { orders: orders.slice(1) },
      happens: [{ failed: 'x', of: 1 }, { failed: 'y' }],
      outcome: 'failed',
      writes: {},
      check: ({ run }) => assert.equal(run.failure?.message, '2 of 2 runs failed. The first: y'),
    },
    {
      name: 'of several none is kept after the limit',
      params: { ...many, mode: 'any', timeout: 'PT1H' },
      vars: { orders },
      happens: [{ failed: 'x' }, { elapsed: HOUR }],
      outcome: 'timeout',
      writes: {},
    },
    {
      name: 'runs that nobody waits for are only started',
      params: { ...many, mode: 'start' },
      vars: { orders: orders.slice(2) },
      happens: [{ done: { run: 'a', status: 'active' } }],
      outcome: 'done',
      writes: { results: [{ run: 'a', status: 'active' }] },
      check: ({ effects }) =>
        assert.deepEqual(inputs(effects), [{ flow: 'child', input: { order: 3 }, together: false, wait: false }]),
    },
    { name: 'an empty list is done at once', params: { ...many, each: [] }, outcome: 'done', writes: { results: [] } },
    {
      name: 'none of an empty list can end well',
      params: { ...many, each: [], mode: 'any' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /list is empty/),
    },
    {
      name: 'what is no list fails',
      params: many,
      vars: { orders: 'a, b' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /is no list/),
    },
    {
      name: 'a hundred runs are started',
      params: { ...many, input: {} },
      vars: { orders: Array.from({ length: 100 }, (_, at) => at) },
      outcome: 'waits',
      check: ({ effects }) => assert.equal(effects.length, 100),
    },
    {
      name: 'a hundred and one are too many',
      params: many,
      vars: { orders: Array.from({ length: 101 }, (_, at) => at) },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /has 101 entries; one step starts at most 100/),
    },
  ],
});

test('subflow: a list cannot be called', () => {
  const codes = (params: object) => subflow.validate?.({ ...many, ...params }, []).map(({ code }) => code);
  assert.deepEqual(codes({ mode: 'call' }), ['bad_params']);
  assert.deepEqual(codes({ mode: 'any' }), []);
  assert.deepEqual(codes({}), []);
});

test('subflow: it says which flow it starts', () => {
  assert.deepEqual(subflow.calls?.(one), ['child']);
});

test('subflow: results find their entries wherever the step stands in its flow', () => {
  const flow = flowOf({
    first: { type: 'call', params: { connection: 'crm', operation: 'create' }, next: { done: 'second' } },
    second: { type: 'subflow', params: { ...many, each: [1, 2] }, next: { done: 'end' } },
    end: { type: 'end' },
  });
  const { run } = play(flow, [started, done(0), done(2, ended('b')), done(1, ended('a'))]);
  assert.deepEqual(run.vars, { results: [ended('a'), ended('b')] });
});
