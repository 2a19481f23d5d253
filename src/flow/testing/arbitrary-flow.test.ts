import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { id } from '../../base/ids.ts';
import { steps } from '../../steps/index.ts';
import { advance, isAwaited } from '../advance.ts';
import { newRun, type Run, type RunEvent } from '../run.ts';
import { TRIGGERS } from '../trigger-schema.ts';
import { arbitraryFlow, types } from './arbitrary-flow.contract.ts';
import { arbitraryMoves, eventOf } from './arbitrary-moves.contract.ts';

/** Every type of event. */
const EVENTS: Readonly<Record<RunEvent['type'], true>> = {
  started: true,
  gathered: true,
  replied: true,
  interrupted: true,
  done: true,
  failed: true,
  receipt: true,
  elapsed: true,
  resumed: true,
  turned: true,
  released: true,
  retried: true,
  skipped: true,
  edited: true,
  migrated: true,
  canceled: true,
};

const flows = fc.sample(arbitraryFlow, { numRuns: 600, seed: 1 });

/** The fields of a form that none of the values has. */
function unused(form: { properties?: object }, values: readonly object[]): string[] {
  const used = new Set(values.flatMap((value) => Object.keys(value)));
  return Object.keys(form.properties ?? {}).filter((name) => !used.has(name));
}

test('between them the flows of these tests use every field of every type of step', () => {
  const all = flows.flatMap((flow) => Object.values(flow.steps));
  const missing = Object.entries(steps).flatMap(([type, { params }]) =>
    unused(
      params,
      all.filter((step) => step.type === type).map((step) => step.params),
    ).map((name) => `${type}.${name}`),
  );
  assert.deepEqual(missing, []);
});

test('between them they use every field of every type of trigger', () => {
  const all = flows.flatMap(({ triggers }) => triggers);
  const missing = Object.entries(TRIGGERS).flatMap(([type, form]) =>
    unused(
      form,
      all.filter((trigger) => trigger.type === type),
    ).map((name) => `${type}.${name}`),
  );
  assert.deepEqual(missing, []);
});

test('between them the moves of these tests make events of every type that a run awaits', () => {
  const awaited = new Set<RunEvent['type']>();
  for (const [flow, moves] of fc.sample(fc.tuple(arbitraryFlow, arbitraryMoves), { numRuns: 600, seed: 1 })) {
    let run: Run = newRun({
      id: id.run('run'),
      flow: { id: flow.id, version: flow.version },
      lane: id.lane('lane'),
      connection: id.connection('example'),
      channel: 'example',
      conversation: id.conversation('conversation'),
    });
    for (const move of moves) {
      const event = eventOf(run, move);
      if (isAwaited(run, event)) awaited.add(event.type);
      run = advance(flow, run, event, types).run;
    }
  }
  const missing = Object.keys(EVENTS).filter((type) => !awaited.has(type as RunEvent['type']));
  assert.deepEqual(missing, []);
});
