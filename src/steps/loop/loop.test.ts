import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import type { Run } from '../../flow/run.ts';
import { flowOf, play, started, type WrittenSteps } from '../../flow/testing/small-flow.contract.ts';
import { testStep } from '../step.contract.ts';
import { loop } from './loop.ts';

const mark = (taken: number, items: readonly JsonValue[] = ['a', 'b']) => ({ items, taken, within: [] });

testStep({
  type: loop,
  examples: [
    {
      name: 'the first pass takes the first entry and keeps the list as it is',
      params: { over: '{{ vars.list }}', index: 'number' },
      vars: { list: ['a', 'b'] },
      outcome: 'each',
      writes: { item: 'a', number: 1 },
      check: ({ run }) => assert.deepEqual(run.marks, { step: mark(1) }),
    },
    {
      name: 'the next pass takes the next entry of the list as it was',
      params: { over: '{{ vars.list }}', item: 'order' },
      vars: { list: [] },
      marks: { step: mark(1) },
      outcome: 'each',
      writes: { order: 'b' },
      check: ({ run }) => assert.deepEqual(run.marks, { step: mark(2) }),
    },
    {
      name: 'after the last entry it is left by "done" and forgets its list',
      params: { over: ['a', 'b'] },
      marks: { step: mark(2) },
      outcome: 'done',
      writes: {},
      check: ({ run }) => assert.equal(run.marks, undefined),
    },
    { name: 'an empty list is done at once', params: { over: [] }, outcome: 'done', writes: {} },
    {
      name: 'an entry of nothing is nothing',
      params: { over: ['{{ vars.none }}'] },
      outcome: 'each',
      writes: { item: null },
    },
    {
      name: 'what is no list fails',
      params: { over: '{{ vars.list }}' },
      vars: { list: 'a, b' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /is no list/),
    },
    {
      name: 'a variable without a value fails',
      params: { over: '{{ vars.list }}' },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /is empty/),
    },
    { name: 'a list as long as allowed is taken', params: { over: [1, 2], limit: 2 }, outcome: 'each' },
    {
      name: 'a list longer than allowed fails',
      params: { over: [1, 2, 3], limit: 2 },
      outcome: 'failed',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /has 3 entries; the loop takes at most 2/),
    },
    {
      name: 'what another kind of step kept is nothing to go on from',
      params: { over: ['a'] },
      marks: { step: { count: 3, within: [] } },
      outcome: 'each',
      writes: { item: 'a' },
    },
  ],
});

test('loop: one variable for both the entry and the number is found', () => {
  const codes = (params: object) => loop.validate?.({ over: [], ...params }, []).map(({ code }) => code);
  assert.deepEqual(codes({ index: 'item' }), ['bad_variable_name']);
  assert.deepEqual(codes({ item: 'x', index: 'item' }), []);
});

/** The variable `log` after a run through the steps. */
function logOf(written: WrittenSteps): { log: JsonValue | undefined; run: Run } {
  const { run } = play(flowOf(written), [started]);
  return { log: run.vars['log'], run };
}

const write = (text: string, next: string) => ({
  type: 'set',
  params: { values: { log: `{{ vars.log }}${text}` } },
  next: { done: next },
});
const is = (left: string, right: string) => ({ cases: [{ id: 'yes', when: { left, operator: 'equals', right } }] });

test('loop: a loop inside a loop goes through its own list in each pass', () => {
  const { log, run } = logOf({
    start: { type: 'loop', params: { over: ['1', '2'], item: 'outer' }, next: { each: 'inner', done: 'end' } },
    inner: { type: 'loop', params: { over: ['a', 'b'], item: 'inner' }, next: { each: 'write', done: 'start' } },
    write: write('{{ vars.outer }}{{ vars.inner }} ', 'inner'),
    end: { type: 'end' },
  });
  assert.equal(run.status, 'completed');
  assert.equal(log, '1a 1b 2a 2b ');
  assert.equal(run.marks, undefined);
});

test('loop: an inner loop that was left before its end begins anew in the next pass around it', () => {
  const { log } = logOf({
    start: { type: 'loop', params: { over: ['1', '2'], item: 'outer' }, next: { each: 'inner', done: 'end' } },
    inner: { type: 'loop', params: { over: ['a', 'b', 'c'], item: 'inner' }, next: { each: 'write', done: 'start' } },
    write: write('{{ vars.outer }}{{ vars.inner }} ', 'enough'),
    enough: { type: 'branch', params: is('{{ vars.inner }}', 'b'), next: { yes: 'start', else: 'inner' } },
    end: { type: 'end' },
  });
  assert.equal(log, '1a 1b 2a 2b ');
});

/** Leaves the loop at "b" and comes back to it once, by a step that may leave it by name. */
const broken = (leaves: string[]): WrittenSteps => ({
  start: { type: 'loop', params: { over: ['a', 'b', 'c'] }, next: { each: 'write', done: 'end' } },
  write: write('{{ vars.item }} ', 'enough'),
  enough: { type: 'branch', params: is('{{ vars.item }}', 'b'), next: { yes: 'out', else: 'start' } },
  out: { type: 'goto', params: { limit: 1, leaves }, next: { next: 'start', tooOften: 'end' } },
  end: { type: 'end' },
});

test('loop: a loop that was left by another way goes on when it is entered again', () => {
  assert.equal(logOf(broken([])).log, 'a b c ');
});

test('loop: a loop that a jump leaves by name begins anew when it is entered again', () => {
  const { log, run } = logOf(broken(['start']));
  assert.equal(log, 'a b a b ');
  assert.equal(run.status, 'completed');
});

test('loop: a jump inside a loop counts anew in each pass', () => {
  const { log } = logOf({
    start: { type: 'loop', params: { over: ['1', '2'] }, next: { each: 'write', done: 'end' } },
    write: write('{{ vars.item }} ', 'again'),
    again: { type: 'goto', params: { limit: 2 }, next: { next: 'write', tooOften: 'start' } },
    end: { type: 'end' },
  });
  assert.equal(log, '1 1 1 2 2 2 ');
});

test('loop: a loop without end that never waits fails the run', () => {
  const { run } = logOf({ start: { type: 'loop', params: { over: [] }, next: { done: 'start' } } });
  assert.equal(run.status, 'failed');
  assert.match(run.failure?.message ?? '', /without a wait/);
});
