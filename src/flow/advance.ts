import { own, type Flow } from './flow.ts';
import { takesEdit } from './bounds.ts';
import { Move } from './move.ts';
import { isFinal, type Effect, type Run, type RunEvent } from './run.ts';
import type { Types } from './step-type.ts';

export type Advanced = { run: Run; effects: readonly Effect[] };

/**
 * Moves a run by one event: the whole language in one function.
 *
 * Pure: time and context come inside the event, the world is asked for by the effects returned. An event that the run
 * does not await (stale, repeated, or after the end) gives the very same run object and no effects. It never throws:
 * a template that cannot be rendered fails the run as `invalid`, anything unexpected fails it as `defect`.
 */
export function advance(flow: Flow, run: Run, event: RunEvent, types: Types): Advanced {
  if (!isAwaited(run, event) || (event.type === 'migrated' && !fitsVersion(flow, run))) return { run, effects: [] };
  const move = new Move({ flow, run, event, types });
  switch (event.type) {
    case 'canceled':
      move.finish('canceled', { code: 'denied', message: `Canceled by ${event.by}: ${event.reason}` });
      break;
    case 'started':
      if (event.quietMs === undefined) move.follow(flow.start);
      else move.gather(event.quietMs);
      break;
    case 'gathered':
      move.gather(event.quietMs);
      break;
    case 'interrupted':
      move.interrupt(event.handler);
      break;
    case 'turned':
      move.follow(run.at ?? flow.start);
      break;
    case 'retried':
      move.replay();
      break;
    case 'skipped':
      move.skip(event);
      break;
    case 'edited':
      move.edit(event.vars);
      break;
    case 'migrated':
      move.migrate(event.version);
      break;
    case 'elapsed':
      if (run.wait.for === 'start') move.follow(flow.start);
      else move.resume(event);
      break;
    default:
      move.resume(event);
  }
  return move.result();
}

/** True when the event is one that this run is waiting for right now. */
export function isAwaited(run: Run, event: RunEvent): boolean {
  const { wait } = run;
  if (event.type === 'edited' && !takesEdit(run, event.vars)) return false;
  if (isFinal(run)) return run.status === 'failed' && OF_FAILED.has(event.type);
  switch (event.type) {
    case 'started':
      return wait.for === 'start' && wait.until === undefined;
    case 'gathered':
      return isGathering(run);
    case 'replied':
      return wait.for === 'reply' && wait.id === event.wait;
    case 'resumed':
      return wait.for === 'webhook' && wait.id === event.wait;
    case 'turned':
      return wait.for === 'turn' && wait.id === event.wait;
    case 'released':
      return wait.for === 'agent' && wait.id === event.wait;
    case 'elapsed':
      return wait.until !== undefined && wait.id === event.wait && event.at >= wait.until;
    case 'done':
    case 'failed':
      return wait.effects.includes(event.effect);
    case 'receipt':
      return wait.receipts === true && event.effect.startsWith(`${run.id}#`);
    case 'interrupted':
      return wait.for !== 'start';
    case 'retried':
      return false;
    case 'skipped':
    case 'edited':
    case 'migrated':
    case 'canceled':
      return true;
  }
}

/** True while a run gathers a burst of messages before its first step. */
export function isGathering(run: Run): boolean {
  return run.wait.for === 'start' && run.wait.until !== undefined;
}

const OF_FAILED: ReadonlySet<RunEvent['type']> = new Set(['retried', 'skipped', 'edited', 'migrated']);

/** True when a version has the step that a run stands on, and it is of the same type as far as can be told. */
function fitsVersion(flow: Flow, run: Run): boolean {
  return run.at === null || own(flow.steps, run.at) !== undefined;
}
