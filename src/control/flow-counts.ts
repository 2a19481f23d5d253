import { setImmediate as later } from 'node:timers/promises';
import type { RunId } from '../base/ids.ts';
import { runKeyAt } from '../engine/search.ts';
import { allOf } from '../inbox/contacts/list-of.ts';
import { advance } from '../flow/advance.ts';
import type { Flow } from '../flow/flow.ts';
import { isFinal, newRun, type Run } from '../flow/run.ts';
import type { StepResult, StepType, Types } from '../flow/step-type.ts';
import { types } from './catalog.ts';
import type { ControlParts } from './control.ts';
import { known } from './flows.ts';
import { isWithin, testRunsOf } from './test-runs.ts';

/** How often a step was entered, by which exits it was left, and how many runs stand on it. */
export type StepCounts = { entered: number; exits: Record<string, number>; here: number; failed: number };

/** What runs did on one version of a flow. */
export type FlowCounts = {
  version: number;
  /** Runs begun in the time, and how many of them, the newest, were looked at. */
  runs: number;
  counted: number;
  steps: Record<string, StepCounts>;
};

/** One way through one step. */
type Passage = { step: string; exit?: string };

/** Runs looked at for one answer. */
const MOST_RUNS = 300;
/** Ways of ended runs in memory: they never change. */
const MOST_KEPT = 5000;
/** Runs between two of which others have their turn. */
const TURN = 10;

/** Counts what runs did, for the canvas. */
export function flowCountFunctions(parts: ControlParts) {
  const { store, flows, now } = parts;
  const kept = new Map<RunId, readonly Passage[]>();
  const wayOf = async (run: Run, flow: Flow): Promise<readonly Passage[]> => {
    const before = kept.get(run.id);
    if (before) return before;
    const journal = await allOf('journal', { where: { run: run.id } }, store);
    const way = passages(run, journal, flow);
    if (!isFinal(run)) return way;
    kept.set(run.id, way);
    if (kept.size > MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
    return way;
  };
  return {
    /** Of runs begun between two times, without those of test users, by the journal; a sample of the newest where there are very many. */
    'flows.counts': async (input: {
      flow: string;
      version?: number;
      from?: number;
      until?: number;
    }): Promise<FlowCounts> => {
      const key = known(parts, input.flow);
      const current = flows.current().find(({ id }) => id === key)?.version;
      const version = input.version ?? current ?? flows.history(key)[0]?.version ?? 0;
      const flow = flows.version(key, version);
      const from = input.from ?? now() - 7 * 86_400_000;
      const span = { from: runKeyAt(from), ...beforeOf(input.until) };
      const tests = (await testRunsOf(store, key)).filter((run) => isWithin(run, from, input.until));
      const runs = (await store.count('run', { flow: key }, span)) - tests.length;
      const found = await store.list('run', { where: { flow: key }, ...span, newestFirst: true, limit: MOST_RUNS });
      const counts: FlowCounts = { version, runs, counted: 0, steps: {} };
      for (const { run } of found) {
        if (!flow || run.test || run.flow.version !== version) continue;
        count(counts, run, await wayOf(run, flow));
        if (counts.counted % TURN === 0) await later();
      }
      return counts;
    },
  };
}

function beforeOf(until: number | undefined): { before?: string } {
  return until === undefined ? {} : { before: runKeyAt(until) };
}

function count(counts: FlowCounts, run: Run, way: readonly Passage[]): void {
  counts.counted++;
  const of = (step: string): StepCounts =>
    (counts.steps[step] ??= { entered: 0, exits: Object.create(null) as Record<string, number>, here: 0, failed: 0 });
  for (const { step, exit } of way) {
    if (exit === undefined) of(step).entered++;
    else of(step).exits[exit] = (of(step).exits[exit] ?? 0) + 1;
  }
  if (run.at === null) return;
  if (run.status === 'active') of(run.at).here++;
  if (run.status === 'failed') of(run.at).failed++;
}

/** The steps that a run entered and the exits by which it left them: worked out by applying its events once more. */
function passages(
  run: Run,
  journal: readonly { event: Parameters<typeof advance>[2]; after: Run }[],
  flow: Flow,
): Passage[] {
  const way: Passage[] = [];
  const heard = (step: string | null, result: StepResult): StepResult => {
    if (step !== null && result.then === 'leave') way.push({ step, exit: result.outcome });
    return result;
  };
  const watched = (type: StepType): StepType => {
    const { enter, resume } = type;
    return {
      ...type,
      enter(context) {
        if (context.run.at !== null) way.push({ step: context.run.at });
        return heard(context.run.at, enter(context));
      },
      ...(resume ? { resume: (context, event) => heard(context.run.at, resume(context, event)) } : {}),
    };
  };
  const steps = Object.fromEntries(Object.entries(types.steps).map(([name, type]) => [name, watched(type)]));
  const ears: Types = { ...types, steps };
  let before = newRun(run);
  for (const { event, after } of journal) {
    if (after.flow.version === flow.version) advance(flow, before, event, ears);
    before = after;
  }
  return way;
}
