import type { FlowId } from '../base/ids.ts';
import { runKeyAt } from '../engine/search.ts';
import type { Run } from '../flow/run.ts';
import type { ControlParts } from './control.ts';
import { allLabels, type FlowLabels } from './flow-labels.ts';
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
  /** Runs begun on each of the last seven days, by UTC, today last. Those of test users are left out everywhere here. */
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

const DAY_MS = 86_400_000;
const DAYS = 7;
/** Runs among which the last one is looked for that is no test. */
const LOOKED_AT = 20;

/** Finds flows for people, with how they are doing. */
export function flowListFunctions(parts: ControlParts) {
  return {
    /** The flows that a filter finds, by name, a page of them; and the folders and tags that there are. */
    'flows.find': async (
      filter: FlowFilter & { after?: string; limit?: number },
    ): Promise<{ items: ListedFlow[]; next?: string; folders: string[]; tags: string[]; total: number }> => {
      const labels = await allLabels(parts.store);
      const listed = parts.flows.flows().map((flow) => glance(parts, flow, labels.get(flow)));
      const shown = listed.filter((each) => fits(each, filter));
      const sorted = shown.sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));
      const { after, limit = 50, state } = filter;
      const items: ListedFlow[] = [];
      let rest = after === undefined ? sorted : sorted.filter((each) => orderOf(each) > after);
      // How runs are doing is looked up for those alone that are shown.
      while (items.length < limit && rest.length > 0) {
        const page = await Promise.all(rest.slice(0, limit - items.length).map((each) => withRuns(parts, each)));
        rest = rest.slice(page.length);
        items.push(...page.filter((each) => state === undefined || each.state === state));
      }
      const last = items.at(-1);
      return {
        items,
        ...(last && rest.length > 0 ? { next: orderOf(last) } : {}),
        folders: [...new Set(listed.map((each) => each.labels.folder))].filter((each) => each !== '').sort(),
        tags: [...new Set(listed.flatMap((each) => each.labels.tags))].sort(),
        total: shown.length,
      };
    },

    'flows.show': async ({ flow }: { flow: string }): Promise<ListedFlow> =>
      withRuns(parts, glance(parts, known(parts, flow), await labelsOf(parts.store, known(parts, flow)))),
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

function fits({ flow, name, labels, state }: Glance, filter: FlowFilter): boolean {
  const { search, folder, tag, archived = false } = filter;
  if ((labels.archived !== undefined) !== archived) return false;
  if (tag !== undefined && !labels.tags.includes(tag)) return false;
  if (folder !== undefined && labels.folder !== folder && !labels.folder.startsWith(`${folder}/`)) return false;
  // Whether it is failing is not known yet.
  if (filter.state !== undefined && filter.state !== 'failing' && state !== filter.state) return false;
  const texts = [name, flow, labels.folder, ...labels.tags].map((text) => text.toLowerCase());
  return search === undefined || texts.some((text) => text.includes(search.toLowerCase()));
}

/** Flows are sorted by name; the id makes the order certain. */
function orderOf({ name, flow }: Pick<Glance, 'name' | 'flow'>): string {
  return `${name.toLowerCase()}\n${flow}`;
}

async function withRuns({ store, now }: ControlParts, flow: Glance): Promise<ListedFlow> {
  const where = { flow: flow.flow };
  const today = Math.floor(now() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS }, (_, index) => today - (DAYS - 1 - index) * DAY_MS);
  const count = (from: number, before?: number, status?: Run['status']): Promise<number> =>
    store.count(
      'run',
      { ...where, ...(status ? { status } : {}) },
      { from: runKeyAt(from), ...(before === undefined ? {} : { before: runKeyAt(before) }) },
    );
  const [runsPerDay, failed, failedLately, activeRuns, latest, tests] = await Promise.all([
    Promise.all(days.map((day) => count(day, day + DAY_MS))),
    count(days[0] ?? today, undefined, 'failed'),
    count(now() - DAY_MS, undefined, 'failed'),
    store.count('run', { ...where, status: 'active' }),
    store.list('run', { where, newestFirst: true, limit: LOOKED_AT }),
    testRunsOf(store, flow.flow),
  ]);
  const tried = (from: number, before?: number, status?: Run['status']): number =>
    tests.filter((run) => isWithin(run, from, before) && (status === undefined || run.status === status)).length;
  const last = latest.find(({ run }) => !run.test);
  return {
    ...flow,
    state: failedLately > tried(now() - DAY_MS, undefined, 'failed') ? 'failing' : flow.state,
    activeRuns: activeRuns - tried(0, undefined, 'active'),
    runsPerDay: runsPerDay.map((number, at) => number - tried(days[at] ?? 0, (days[at] ?? 0) + DAY_MS)),
    failed: failed - tried(days[0] ?? today, undefined, 'failed'),
    ...(last ? { lastRun: { run: last.run.id, status: last.run.status, at: last.run.changedAt } } : {}),
  };
}
