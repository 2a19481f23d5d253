import type { FlowId } from '../base/ids.ts';
import { runKeyAt } from '../engine/search.ts';
import type { Run } from '../flow/run.ts';
import type { ControlParts } from './control.ts';
import { allLabels, type FlowLabels } from './flow-labels.ts';
import { daysUntil } from './days.ts';
import { known, summaryOf, type FlowSummary } from './flows.ts';
import { isWithin, testRunsOf } from './test-runs.ts';
import { labelsOf } from './flow-labels.ts';

/**
 * How a flow stands. `changes`: its draft is ahead of what is published; `failing`: runs of it failed within the last
 * day, whatever else holds.
 */
export type FlowState = 'draft' | 'published' | 'changes' | 'failing' | 'unpublished';

/** A flow in the list of flows. */
export type ListedFlow = FlowSummary & {
  labels: FlowLabels;
  state: FlowState;
  /** When its draft or its published version last changed, and who did it. */
  changedAt: number;
  changedBy?: string;
  /** Steps of the draft, or of what is published. */
  steps: number;
  /** Runs begun on each of the last seven days of a zone, today last. Those of test users are left out everywhere here. */
  runsPerDay: readonly number[];
  /** Runs of the last seven days that failed. */
  failed: number;
  lastRun?: { run: Run['id']; status: Run['status']; at: number };
};

/** Which flows are looked for: all that is given must hold. */
export type FlowFilter = {
  /** Stands in its name, its id, its folder or a tag. */
  search?: string;
  /** It lies in this folder or below it. */
  folder?: string;
  tag?: string;
  state?: FlowState;
  /** True for those that were put away; else they are left out. */
  archived?: boolean;
};

/** By whose clock days are counted: an IANA zone, UTC unless told. */
export type FlowClock = { tz?: string };

const DAY_MS = 86_400_000;
const DAYS = 7;
/** Runs among which the last one is looked for that is no test. */
const LOOKED_AT = 20;

/** Finds flows for people, with how they are doing. */
export function flowListFunctions(parts: ControlParts) {
  return {
    /** The flows that a filter finds, by name, a page of them; and the folders and tags that there are. */
    'flows.find': async (
      filter: FlowFilter & FlowClock & { after?: string; limit?: number },
    ): Promise<{ items: ListedFlow[]; next?: string; folders: string[]; tags: string[]; total: number }> => {
      const labels = await allLabels(parts.store);
      const listed = parts.flows.flows().map((flow) => glance(parts, flow, labels.get(flow)));
      const fitting = listed.filter((each) => fits(each, filter));
      const shown = filter.state === undefined ? fitting : await inState(parts, fitting, filter.state);
      const sorted = shown.sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));
      const { after, limit = 50, tz } = filter;
      const rest = after === undefined ? sorted : sorted.filter((each) => orderOf(each) > after);
      // How runs are doing is looked up for those alone that are shown.
      const items = await Promise.all(rest.slice(0, limit).map((each) => withRuns(parts, each, tz)));
      const last = items.at(-1);
      return {
        items,
        ...(last && rest.length > items.length ? { next: orderOf(last) } : {}),
        folders: [...new Set(listed.map((each) => each.labels.folder))].filter((each) => each !== '').sort(),
        tags: [...new Set(listed.flatMap((each) => each.labels.tags))].sort(),
        total: shown.length,
      };
    },

    'flows.show': async ({ flow, tz }: { flow: string } & FlowClock): Promise<ListedFlow> =>
      withRuns(parts, glance(parts, known(parts, flow), await labelsOf(parts.store, known(parts, flow))), tz),
  };
}

type Glance = Omit<ListedFlow, 'runsPerDay' | 'failed' | 'lastRun' | 'activeRuns'>;

function glance(parts: ControlParts, flow: FlowId, labels: FlowLabels = { folder: '', tags: [], revision: 0 }): Glance {
  const { activeRuns: _none, ...summary } = summaryOf(parts, flow, 0);
  const [newest] = parts.flows.history(flow);
  const draft = parts.flows.drafts.get(flow);
  const isDraftLast = draft !== undefined && draft.changedAt >= (newest?.publishedAt ?? 0);
  const changedBy = isDraftLast ? draft.by : newest?.by;
  const content = draft?.content ?? newest?.content;
  return {
    ...summary,
    labels,
    state: stateOf(summary),
    changedAt: isDraftLast ? draft.changedAt : (newest?.publishedAt ?? 0),
    ...(changedBy === undefined ? {} : { changedBy }),
    steps: Object.keys(content?.steps ?? {}).length,
  };
}

function stateOf({ current, versions, draft }: Pick<FlowSummary, 'current' | 'versions' | 'draft'>): FlowState {
  if (versions === 0) return 'draft';
  if (current === undefined) return 'unpublished';
  return draft?.hasChanges ? 'changes' : 'published';
}

function fits({ flow, name, labels }: Glance, filter: FlowFilter): boolean {
  const { search, folder, tag, archived = false } = filter;
  if ((labels.archived !== undefined) !== archived) return false;
  if (tag !== undefined && !labels.tags.includes(tag)) return false;
  if (folder !== undefined && labels.folder !== folder && !labels.folder.startsWith(`${folder}/`)) return false;
  const texts = [name, flow, labels.folder, ...labels.tags].map((text) => text.toLowerCase());
  return search === undefined || texts.some((text) => text.includes(search.toLowerCase()));
}

/** Flows are sorted by name; the id makes the order certain. */
function orderOf({ name, flow }: Pick<Glance, 'name' | 'flow'>): string {
  return `${name.toLowerCase()}\n${flow}`;
}

/** The flows that stand in a state; what runs of them did decides first. */
async function inState(parts: ControlParts, flows: readonly Glance[], wanted: FlowState): Promise<Glance[]> {
  const likely = flows.filter(({ state }) => wanted === 'failing' || state === wanted);
  const failing = await Promise.all(
    likely.map(async ({ flow }) => isFailing(await counterOf(parts, flow), parts.now())),
  );
  return likely.filter((_flow, place) => failing[place] === (wanted === 'failing'));
}

async function isFailing(count: Count, now: number): Promise<boolean> {
  return (await count({ from: now - DAY_MS, status: 'failed' })) > 0;
}

type Span = { from?: number; before?: number; status?: Run['status'] };
type Count = (span: Span) => Promise<number>;

/** Counts runs of a flow, without those of test users. */
async function counterOf({ store }: Pick<ControlParts, 'store'>, flow: FlowId): Promise<Count> {
  const tests = await testRunsOf(store, flow);
  return async ({ from, before, status }) => {
    const where = { flow, ...(status ? { status } : {}) };
    const all = await store.count('run', where, {
      ...(from === undefined ? {} : { from: runKeyAt(from) }),
      ...(before === undefined ? {} : { before: runKeyAt(before) }),
    });
    const isCounted = (run: Run): boolean =>
      isWithin(run, from ?? 0, before) && (status === undefined || run.status === status);
    return all - tests.filter(isCounted).length;
  };
}

async function withRuns(parts: ControlParts, flow: Glance, zone = 'UTC'): Promise<ListedFlow> {
  const { store, now } = parts;
  const days = daysUntil(now(), { count: DAYS, zone });
  const count = await counterOf(parts, flow.flow);
  const [runsPerDay, failed, isBad, activeRuns, latest] = await Promise.all([
    Promise.all(days.slice(1).map((before, day) => count({ from: days[day] ?? 0, before }))),
    count({ from: days[0] ?? 0, status: 'failed' }),
    isFailing(count, now()),
    count({ status: 'active' }),
    store.list('run', { where: { flow: flow.flow }, newestFirst: true, limit: LOOKED_AT }),
  ]);
  const last = latest.find(({ run }) => !run.test);
  return {
    ...flow,
    state: isBad ? 'failing' : flow.state,
    activeRuns,
    runsPerDay,
    failed,
    ...(last ? { lastRun: { run: last.run.id, status: last.run.status, at: last.run.changedAt } } : {}),
  };
}
