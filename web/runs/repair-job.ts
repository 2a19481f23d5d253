import type { BulkAction, BulkResult, RepairPreview, RunFilter } from './api-types.ts';

/** Which runs are to be repaired: those that a filter finds. */
export type Scope = { filter: RunFilter };

/** Runs of one page of a preview, and of one page of the work. */
const PREVIEW_PAGE = 200;
const WORK_PAGE = 20;
/** Runs that a preview looks at: beyond, it says that there are more. */
export const MOST_PREVIEWED = 1000;

/** The calls that a repair consists of. */
export type RepairCalls = {
  preview(body: {
    filter: RunFilter;
    action: BulkAction;
    page: { limit: number; after?: string };
  }): Promise<RepairPreview>;
  bulk(body: {
    order: string;
    filter: RunFilter;
    action: BulkAction;
    page: { limit: number; after?: string };
  }): Promise<BulkResult>;
};

/** What would happen, as far as was looked; `more` where there are runs beyond. */
export type Rehearsal = Omit<RepairPreview, 'next' | 'searched'> & { more: boolean };

/** Asks page by page what an action would do. */
export async function rehearse(
  calls: Pick<RepairCalls, 'preview'>,
  { filter, action }: Scope & { action: BulkAction },
): Promise<Rehearsal> {
  const whole: Rehearsal = { runs: [], fitting: 0, messages: 0, byFailure: {}, byStep: {}, byVersion: {}, more: false };
  for (let after: string | undefined; ;) {
    const page = { limit: PREVIEW_PAGE, ...(after === undefined ? {} : { after }) };
    const { next, ...found } = await calls.preview({ filter, action, page });
    whole.runs.push(...found.runs);
    whole.fitting += found.fitting;
    whole.messages += found.messages;
    for (const name of ['byFailure', 'byStep', 'byVersion'] as const) add(whole[name], found[name]);
    if (next === undefined) return whole;
    if (whole.runs.length >= MOST_PREVIEWED) return { ...whole, more: true };
    after = next;
  }
}

function add(sums: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
}

/** A repair of many runs under way or at its end. It is plain data: a page that is left and opened again goes on with it. */
export type RepairJob = Scope & {
  /** Names it: the same order again repairs no run twice. */
  order: string;
  action: BulkAction;
  /** How many are expected; there may be more. */
  expected: number;
  startedAt: number;
  state: 'working' | 'stopped' | 'done' | 'failed';
  done: number;
  repeated: number;
  unfit: readonly { run: string; problem: string }[];
  /** Where it goes on. */
  next?: string;
  /** Why it failed, in words. */
  problem?: string;
};

/** Does one page of a job, and gives the job after it. */
export async function workOn(job: RepairJob, calls: Pick<RepairCalls, 'bulk'>): Promise<RepairJob> {
  const { order, filter, action, next: after } = job;
  const page = { limit: WORK_PAGE, ...(after === undefined ? {} : { after }) };
  const { done, repeated, unfit, next } = await calls.bulk({ order, filter, action, page });
  const { next: _former, ...rest } = job;
  return {
    ...rest,
    done: job.done + done,
    repeated: job.repeated + repeated,
    unfit: [...job.unfit, ...unfit],
    ...(next === undefined ? { state: 'done' } : { next }),
  };
}

/** How far a job is, from 0 to 1. */
export function shareOf({ state, done, repeated, unfit, expected }: RepairJob): number {
  if (state === 'done') return 1;
  return expected === 0 ? 0 : Math.min(1, (done + repeated + unfit.length) / expected);
}
