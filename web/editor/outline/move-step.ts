import type { StepId } from '../../../src/base/ids.ts';
import { connect } from '../../../src/flow/edit/connect.ts';
import { disconnect } from '../../../src/flow/edit/disconnect.ts';
import { exitsOf, stepOf, type Draft, type StepTypes } from '../../../src/flow/edit/draft.ts';
import { targetOf, waysOf, type Exit } from '../../../src/flow/edit/ends.ts';

/**
 * Puts a step behind an exit, out of where it was: the ways that led to it go on to what followed its main exit, and
 * what followed the new place follows it. Its other exits stay as they are. Throws `EditError` for an unknown place.
 */
export function moveBehind(draft: Draft, { step, after }: { step: StepId; after: Exit }, types: StepTypes): Draft {
  const main = mainExit(draft, step, types);
  if ('step' in after && after.step === step) return draft;
  if (targetOf(draft, after) === step) return draft;
  const led = (made: Draft, from: Exit, to: StepId | undefined): Draft =>
    to === undefined ? disconnect(made, { from }) : connect(made, { from, to });
  const follower = main && targetOf(draft, main);
  // A step that leads to itself cannot be followed by itself where it is gone.
  const beyond = follower === step ? undefined : follower;
  const closed = waysOf(draft)
    .filter(({ exit, to }) => to === step && !('step' in exit && exit.step === step))
    .reduce((made, { exit }) => led(made, exit, beyond), draft);
  const next = targetOf(closed, after);
  const behind = main ? led(closed, main, next) : closed;
  return connect(behind, { from: after, to: step });
}

/**
 * Moves a step by one along its main way: before the one that it follows, or behind the one that follows it. The same
 * draft where there is no such place, or where it is entered by several ways.
 */
export function moveAlong(draft: Draft, { step, by }: { step: StepId; by: 'up' | 'down' }, types: StepTypes): Draft {
  const main = mainExit(draft, step, types);
  if (by === 'down') {
    const follower = main && targetOf(draft, main);
    const after = follower === undefined ? undefined : mainExit(draft, follower, types);
    return after === undefined ? draft : moveBehind(draft, { step, after }, types);
  }
  const before = entryOf(draft, step);
  if (!before || !('step' in before)) return draft;
  const isMain = mainExit(draft, before.step, types)?.outcome === before.outcome;
  const entry = isMain ? entryOf(draft, before.step) : undefined;
  return entry === undefined ? draft : moveBehind(draft, { step, after: entry }, types);
}

/** The way that leads to a step, where one alone does. */
function entryOf(draft: Draft, step: StepId): Exit | undefined {
  const ways = waysOf(draft).filter(({ to }) => to === step);
  return ways.length === 1 ? ways[0]?.exit : undefined;
}

function mainExit(draft: Draft, step: StepId, types: StepTypes): { step: StepId; outcome: string } | undefined {
  const [outcome] = exitsOf(stepOf(draft, step), types);
  return outcome === undefined ? undefined : { step, outcome };
}
