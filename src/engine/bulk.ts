import type { EffectId, RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { advance } from '../flow/advance.ts';
import { own, type Flow } from '../flow/flow.ts';
import type { EventContext } from '../flow/event-context.ts';
import type { Effect, Run, RunEvent } from '../flow/run.ts';
import type { Types } from '../flow/step-type.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { FlowBook } from './flow-book.ts';
import type { Host, Repair } from './host.ts';
import { findRuns, type RunFilter, type RunPage } from './search.ts';

type WithoutName<E> = E extends unknown ? Omit<E, 'by'> : never;

/** What is to be done to many runs. `replayed`: the failed step anew, on this version of the flow or on its newest. */
export type BulkAction = Exclude<WithoutName<Repair>, { type: 'migrated' }> | { type: 'replayed'; version?: number };

/** What repairing in bulk needs. */
export type BulkParts = {
  store: Pick<Store, 'get' | 'list'>;
  flows: Pick<FlowBook, 'version' | 'current'>;
  types: Types;
  now(): number;
};

/** What becomes of an effect of the step. `waited`: it is under way, or parked for a person to settle. */
export type EffectFate = { effect: EffectId; what: string; fate: 'kept' | 'performed' | 'waited' | 'dropped' };

/** What would happen to one run. */
export type RunPreview = {
  run: RunId;
  flow: string;
  /** The version that it is on, and the one that it would go on with. */
  version: number;
  to: number;
  step: string | null;
  failure?: string;
  /** Why nothing would happen; unset where the action fits. */
  problem?: string;
  effects: EffectFate[];
  /** Messages that would be sent at once. */
  messages: number;
};

/** What would happen to the runs of one page, and how they count up. */
export type RepairPreview = {
  runs: RunPreview[];
  fitting: number;
  messages: number;
  byFailure: Record<string, number>;
  byStep: Record<string, number>;
  byVersion: Record<string, number>;
  next?: string;
  searched: number;
};

/** Who does it, and under which name: the same name again repairs no run twice. */
export type BulkOrder = { id: string; by: string };

/** What was done to one page. `repeated`: it had been done under the same name before. */
export type BulkResult = {
  done: number;
  repeated: number;
  unfit: { run: RunId; problem: string }[];
  next?: string;
  searched: number;
};

const PAGE = 200;

/** Says what an action would do to each run that a filter finds: worked out with the flow itself, and nothing is changed. */
export async function previewRepair(
  parts: BulkParts,
  { filter, action, page }: { filter: RunFilter; action: BulkAction; page?: RunPage },
): Promise<RepairPreview> {
  const { runs: found, ...rest } = await findRuns(parts.store, filter, { limit: PAGE, ...page });
  const runs: RunPreview[] = [];
  for (const run of found) runs.push(await previewOf(parts, run, action));
  return {
    runs,
    fitting: runs.filter(({ problem }) => problem === undefined).length,
    messages: runs.reduce((sum, { messages }) => sum + messages, 0),
    byFailure: countBy(found, ({ failure }) => failure?.code ?? 'none'),
    byStep: countBy(found, ({ flow, at }) => `${flow.id}/${at ?? ''}`),
    byVersion: countBy(found, ({ flow }) => `${flow.id}@${flow.version}`),
    ...rest,
  };
}

/**
 * Does an action to a page of the runs that a filter finds, those left out that it does not fit. Go on with `next` until
 * there is none. After a crash the same order can be given again from the beginning: who was repaired is not repaired
 * again, even where it has failed once more.
 */
export async function applyRepair(
  parts: BulkParts & { host: Pick<Host, 'accept'> },
  order: BulkOrder,
  asked: { filter: RunFilter; action: BulkAction; page?: RunPage },
): Promise<BulkResult> {
  const { runs, ...rest } = await findRuns(parts.store, asked.filter, { limit: PAGE, ...asked.page });
  const result: BulkResult = { done: 0, repeated: 0, unfit: [], ...rest };
  for (const run of runs) {
    const { problem, to } = await previewOf(parts, run, asked.action);
    if (problem !== undefined) {
      result.unfit.push({ run: run.id, problem });
      continue;
    }
    const [before, last] = repairsOf(run, { action: asked.action, to, by: order.by });
    const accept = (repair: Repair): ReturnType<Host['accept']> =>
      parts.host.accept(run.lane, `bulk/${order.id}/${run.id}/${repair.type}`, { type: 'repair', run: run.id, repair });
    if (before) await accept(before);
    if ((await accept(last)) === 'accepted') result.done++;
    else result.repeated++;
  }
  return result;
}

type Plan = { action: BulkAction; to: number; by: string };

/** The repairs that an action consists of: perhaps one before, and the last. */
function repairsOf(run: Run, { action, to, by }: Plan): [Repair | undefined, Repair] {
  if (action.type !== 'replayed') return [undefined, { ...action, by }];
  return [to === run.flow.version ? undefined : { type: 'migrated', version: to, by }, { type: 'retried', by }];
}

async function previewOf(parts: BulkParts, run: Run, action: BulkAction): Promise<RunPreview> {
  const flow = flowFor(parts, run, action);
  const preview: RunPreview = {
    run: run.id,
    flow: run.flow.id,
    version: run.flow.version,
    to: flow?.version ?? run.flow.version,
    step: run.at,
    ...(run.failure ? { failure: run.failure.message } : {}),
    effects: [],
    messages: 0,
  };
  const problem = flow ? misfitOf(parts, flow, { run, action }) : 'There is no such version of its flow.';
  if (!flow || problem !== undefined) return { ...preview, problem: problem ?? '' };
  const context = await lastContext(parts.store, run);
  const moved = rehearse(parts, run, { action, flow, context });
  if (!moved) return { ...preview, problem: `It cannot be ${action.type} as it is: it is ${run.status}.` };
  const former = await parts.store.list('effect', { where: { run: run.id } });
  const effects =
    action.type === 'canceled'
      ? former.filter(isResting).map((effect) => fateOf(effect.request, effect, 'dropped'))
      : moved.effects.map((effect) => fateOfIssued(effect, former));
  const sent = moved.effects.filter(({ kind }, index) => kind === 'send' && effects[index]?.fate === 'performed');
  return { ...preview, effects, messages: action.type === 'canceled' ? 0 : sent.length };
}

function flowFor({ flows }: BulkParts, run: Run, action: BulkAction): Flow | undefined {
  const { id, version } = run.flow;
  if (action.type !== 'replayed') return flows.version(id, version);
  if (action.version !== undefined) return flows.version(id, action.version);
  return flows.current().find((flow) => flow.id === id) ?? flows.version(id, version);
}

/** Why a run cannot go on in a version, as far as its step tells. */
function misfitOf(
  { flows, types }: BulkParts,
  flow: Flow,
  { run, action }: { run: Run; action: BulkAction },
): string | undefined {
  if (run.at === null || action.type === 'canceled' || action.type === 'edited') return undefined;
  const step = own(flow.steps, run.at);
  if (!step) return `Version ${flow.version} has no step "${run.at}".`;
  if (!own(types.steps, step.type)) return `Step "${run.at}" is of the unknown type "${step.type}".`;
  const former = flows.version(run.flow.id, run.flow.version);
  const formerType = former && own(former.steps, run.at)?.type;
  if (formerType === undefined || formerType === step.type) return undefined;
  return `Step "${run.at}" was of the type "${formerType}" and is of the type "${step.type}" in version ${flow.version}.`;
}

/** Moves a copy of the run as the repair would. Undefined when the run does not take it. */
function rehearse(
  { types, now }: BulkParts,
  run: Run,
  { action, flow, context }: { action: BulkAction; flow: Flow; context: EventContext },
): { effects: readonly Effect[] } | undefined {
  const [before, last] = repairsOf(run, { action, to: flow.version, by: 'preview' });
  const eventOf = (repair: Repair): RunEvent => ({ ...repair, at: Math.max(now(), run.changedAt), context });
  const ready = before ? advance(flow, run, eventOf(before), types).run : run;
  const moved = advance(flow, ready, eventOf(last), types);
  return (before && ready === run) || moved.run === ready ? undefined : moved;
}

/** What the run last knew of contact and conversation: near enough to what it would be told now. */
async function lastContext(store: Pick<Store, 'list'>, run: Run): Promise<EventContext> {
  const [last] = await store.list('journal', { where: { run: run.id }, newestFirst: true, limit: 1 });
  return last?.event.context ?? {};
}

function fateOfIssued({ id, ...request }: Effect, former: readonly EffectRecord[]): EffectFate {
  const known = former.find(({ key }) => key === id);
  const fate = !known || known.state === 'failed' ? 'performed' : known.state === 'done' ? 'kept' : 'waited';
  return fateOf(request, { key: id }, fate);
}

function fateOf(
  request: EffectRecord['request'],
  { key }: Pick<EffectRecord, 'key'>,
  fate: EffectFate['fate'],
): EffectFate {
  const what = request.kind === 'call' ? `${request.connection}.${request.operation}` : request.kind;
  return { effect: key, what, fate };
}

/** True for an effect that goes with its run when that is canceled: no attempt can be under way. */
function isResting({ state, held, attempts }: EffectRecord): boolean {
  return state === 'parked' || (state === 'pending' && (held === true || attempts > 0));
}

function countBy(runs: readonly Run[], nameOf: (run: Run) => string): JsonObject & Record<string, number> {
  const counts: Record<string, number> = {};
  for (const run of runs) counts[nameOf(run)] = (counts[nameOf(run)] ?? 0) + 1;
  return counts;
}
