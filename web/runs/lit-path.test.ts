import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Visit } from '../../src/control/run-history.ts';
import { litPathOf } from './lit-path.ts';

const step = (next: Record<string, string>) => ({ type: 'send', params: {}, next });
const flow = {
  start: 'a',
  steps: { a: step({ yes: 'b', no: 'b', other: 'c' }), b: step({ done: 'a' }), c: step({}) },
} as unknown as Parameters<typeof litPathOf>[1];
const visits = (...steps: string[]) => steps.map((name) => ({ step: name })) as unknown as Visit[];

describe('the way that is lit', () => {
  it('has each exit that may have led on, once', () => {
    const path = litPathOf(visits('a', 'b', 'a', 'c'), flow);
    assert.deepEqual(path.taken, [
      { start: true },
      { step: 'a', outcome: 'yes' },
      { step: 'a', outcome: 'no' },
      { step: 'b', outcome: 'done' },
      { step: 'a', outcome: 'other' },
    ]);
    assert.deepEqual([path.at, path.visited], ['c', ['a', 'b', 'c']]);
  });

  it('has none where something else led there, and nothing before the first step', () => {
    assert.deepEqual(litPathOf(visits('b', 'c'), flow).taken, []);
    assert.deepEqual(litPathOf([], flow), { at: undefined, taken: [], visited: [] });
  });
});
