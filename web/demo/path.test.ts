import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DemoMoment, DemoRun } from '../../src/server/routes/demo/demo-state.ts';
import { turnsOf } from './path.ts';

const run = (id: string, moments: readonly DemoMoment[]): DemoRun => ({
  id,
  flow: 'Lead',
  version: 2,
  status: 'active',
  waitingFor: 'reply',
  startedAt: 1000,
  moments,
});
const accepted = (at: number, text: string): DemoMoment => ({ kind: 'accepted', at, message: `m${at}`, text });
const step = (at: number): DemoMoment => ({ kind: 'step', at, step: 's', type: 'ask', title: 'Ask' });

describe('the path of messages', () => {
  it('is cut at each accepted message, with the distance from it', () => {
    const turns = turnsOf([
      run('r1', [accepted(1000, 'Ciao'), step(1000), step(1012), accepted(5000, 'Ada'), step(5003)]),
    ]);
    assert.deepEqual(
      turns.map(({ text, items }) => [text, items.map(({ afterMs }) => afterMs)]),
      [
        ['Ciao', [0, 12]],
        ['Ada', [3]],
      ],
    );
  });
  it('puts turns of several runs in the order of time', () => {
    const turns = turnsOf([run('new', [accepted(9000, 'Again')]), run('old', [accepted(1000, 'First')])]);
    assert.deepEqual(
      turns.map(({ text }) => text),
      ['First', 'Again'],
    );
    assert.equal(new Set(turns.map(({ key }) => key)).size, 2);
  });
  it('shows what began without a message, and nothing for a run without moments', () => {
    assert.deepEqual(
      turnsOf([run('r1', [step(1500)]), run('r2', [])]).map(({ at, text, message }) => [at, text, message]),
      [[1000, undefined, undefined]],
    );
  });
});
