import { id, type EffectId } from '../../base/ids.ts';
import type { Due, Store } from '../../store/store.ts';
import type { InnerEvent, Lanes } from './lanes.ts';

/** What ending waits needs: where they stand, where they are ended, and how busy the rest is. */
export type DueWorkOptions = {
  store: Pick<Store, 'due' | 'nextDue'>;
  lanes: Pick<Lanes, 'apply'>;
  startedAt: number;
  /** For so long after the start, waits that ended before it are left alone. */
  graceMs: number;
  /** Effects that have been issued and neither tried nor held back yet. */
  untried: ReadonlySet<EffectId>;
};

/** Waits ended at once. What they send stands in line before the answer to who writes now: so these are few. */
const PAGE = 100;
/** How soon it is looked again whether what a page has sent is on its way, and for how long at most. */
const PACE_MS = 20;
const PATIENCE_MS = 1000;
/** Pause when a whole page ended no wait. */
const NO_PROGRESS_MS = 60_000;

/**
 * Makes what the scheduler does: ends the waits whose time has come, each through its lane, behind everything accepted
 * earlier, and says when to look again. Many at once are ended page by page, the next when all that stood in line after
 * the last one is on its way: what runs of long ago send goes before answers to who writes now, so without a gap
 * thousands of reminders would keep these people waiting.
 */
export function createDueWork(options: DueWorkOptions): (at: number) => Promise<number | undefined> {
  const { store, lanes, startedAt, untried } = options;
  const graceEnds = startedAt + options.graceMs;
  /** What the last full page held: waits that our own bug keeps from ending would else be tried without a pause. */
  let tried: ReadonlySet<string> = new Set();
  let inLine: EffectId[] = [];
  let patientUntil = 0;
  return async (at) => {
    inLine = inLine.filter((effect) => untried.has(effect));
    if (inLine.length > 0 && at < patientUntil) return at + PACE_MS;
    const inGrace = at < graceEnds;
    // A reply redelivered after downtime, written before the wait ended, shall win over the wait's end.
    const due = await store.due({ after: inGrace ? startedAt : 0, until: at, limit: PAGE });
    await Promise.all(due.map(({ lane, ...item }) => lanes.apply(lane, dueEvent(item))));
    if (due.length === PAGE) {
      const progress = due.some((item) => !tried.has(item.key));
      tried = new Set(due.map((item) => item.key));
      // A system that is away keeps what goes out to it; the waits of others shall end nevertheless.
      patientUntil = at + PATIENCE_MS;
      inLine = [...untried];
      return progress ? at : at + NO_PROGRESS_MS;
    }
    const next = await store.nextDue(at);
    return inGrace ? Math.min(graceEnds, next ?? Infinity) : next;
  };
}

function dueEvent({ what, key }: Pick<Due, 'what' | 'key'>): InnerEvent {
  return what === 'run' ? { type: 'due', run: id.run(key) } : { type: 'ring', timer: key };
}
