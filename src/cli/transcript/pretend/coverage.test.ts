import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id, type StepId } from '../../../base/ids.ts';
import type { Step } from '../../../flow/flow.ts';
import type { StepContext, StepType } from '../../../flow/step-type.ts';
import { percentOf, watchTypes } from './coverage.ts';

/** A step that is left by the exit that its params name, when it is entered or when it is taken up again. */
const fork: StepType = {
  type: 'fork',
  title: 'Fork',
  description: 'Goes as it is told.',
  params: {},
  outcomes: () => ['left', 'right', 'failed'],
  troubles: ['failed'],
  pauses: false,
  enter: ({ params }) =>
    params['now'] === undefined
      ? { then: 'stay', wait: { for: 'time', until: 1 } }
      : { then: 'leave', outcome: String(params['now']) },
  resume: ({ params }) => ({ then: 'leave', outcome: String(params['later']) }),
};

const step = (next: Step['next']): Step => ({ type: 'fork', params: {}, next });
const end = id.step('end');
const flow = {
  id: id.flow('test'),
  steps: { fork: step({ left: end, right: end, unknown: end }), end: step({}) } as Record<StepId, Step>,
};

function contextAt(at: string, params: StepContext['params']): StepContext {
  return { params, flow, run: { at: id.step(at) } } as unknown as StepContext;
}

test('only exits that exist and lead somewhere count, and those taken are told from those never taken', () => {
  const coverage = watchTypes({ steps: { fork }, channels: {} });
  const watched = coverage.types.steps['fork'];
  const none = { taken: 0, all: 2, never: ['fork.left', 'fork.right'] };
  assert.deepEqual(coverage.of([flow]), [
    { flow: 'test', steps: { taken: 0, all: 2, never: ['fork', 'end'] }, exits: none },
  ]);
  watched?.enter(contextAt('fork', { now: 'left' }));
  watched?.enter(contextAt('end', { now: 'failed' }));
  watched?.enter(contextAt('fork', {}));
  const [half] = coverage.of([flow]);
  assert.deepEqual([half?.steps.never, half?.exits.never], [[], ['fork.right']]);
  watched?.resume?.(contextAt('fork', { later: 'right' }), { type: 'elapsed', wait: 1, at: 1, context: {} });
  assert.deepEqual(coverage.of([flow])[0]?.exits, { taken: 2, all: 2, never: [] });
});

test('a hundred percent means every exit, and a flow without exits has taken all of them', () => {
  const of = (taken: number, all: number) => ({
    flow: 'x',
    steps: { taken, all, never: [] },
    exits: { taken, all, never: [] },
  });
  assert.equal(percentOf([]), 100);
  assert.equal(percentOf([of(0, 0)]), 100);
  assert.equal(percentOf([of(299, 300)]), 99);
  assert.equal(percentOf([of(1, 1), of(0, 3)]), 25);
});
