import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flowOf, play, started } from './testing/small-flow.contract.ts';

const disabled = true as const;

test('a disabled step is left by its main exit, and with unfinished params by the first that leads somewhere', () => {
  const flow = flowOf({
    ask: {
      type: 'ask',
      params: { text: 'Nome?', saveAs: 'name' },
      next: { timeout: 'lost', answered: 'branch' },
      disabled,
    },
    branch: { type: 'branch', next: { else: 'end' }, disabled },
    end: { type: 'end' },
    lost: { type: 'end', params: { as: 'failed' } },
  });
  const { run, effects } = play(flow, [started]);
  assert.deepEqual([run.status, run.at, run.vars, effects], ['completed', 'end', {}, []]);
});

test('a run ends at a disabled step without exits, and fails at one whose main exit is open', () => {
  const ended = play(flowOf({ end: { type: 'end', params: { as: 'failed' }, disabled } }), [started]);
  assert.equal(ended.run.status, 'completed');
  const open = play(flowOf({ note: { type: 'note', params: { text: '' }, disabled } }), [started]);
  assert.deepEqual([open.run.status, open.run.failure?.code], ['failed', 'invalid']);
});
