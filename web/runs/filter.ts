import type { WaitFor } from '../../src/flow/run.ts';
import { searchOf, type SearchOf } from '../ui/search-params.ts';
import type { RunFilter } from './api-types.ts';

/** What the address of the list of runs can say. */
export const RUNS_SEARCH = {
  q: 'text',
  status: 'text',
  waiting: 'text',
  flow: 'text',
  version: 'text',
  step: 'text',
  failure: 'text',
  connection: 'text',
  contact: 'text',
  tests: 'text',
  since: 'text',
  sort: 'text',
} as const;

/** What the address of the list of runs says. */
export type RunsSearch = SearchOf<typeof RUNS_SEARCH>;

/** Reads the address of the list of runs. */
export const readRunsSearch = searchOf(RUNS_SEARCH);

/** The filters, in the order of their chips. */
export const FILTER_NAMES = [
  'status',
  'waiting',
  'flow',
  'version',
  'step',
  'failure',
  'connection',
  'contact',
  'tests',
  'since',
] as const;

const HOUR = 3_600_000;
/** How far back `since` can reach. */
export const SINCE: Readonly<Record<string, number>> = {
  '1h': HOUR,
  '1d': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
};
/** A time that goes on in steps, so that a list is not asked for anew each moment. */
const STEP_MS = 5 * 60_000;

export const STATUSES = ['active', 'failed', 'completed', 'canceled'] as const;
export const TESTS = ['only', 'none'] as const;
export const WAITS = ['reply', 'time', 'effects', 'agent', 'webhook', 'turn', 'start'] as const satisfies WaitFor[];

/** The filter that an address stands for; what it says wrongly is left out. */
export function filterOf(search: RunsSearch, now: number): RunFilter {
  const status = STATUSES.find((each) => each === search.status);
  const waiting = WAITS.find((each) => each === search.waiting);
  const tests = TESTS.find((each) => each === search.tests);
  const version = Number(search.version);
  const span = search.since === undefined ? undefined : SINCE[search.since];
  return {
    ...(status ? { status } : {}),
    ...(waiting ? { waiting } : {}),
    ...(tests ? { tests } : {}),
    ...(search.flow === undefined ? {} : { flow: search.flow }),
    ...(search.version !== undefined && Number.isInteger(version) && version >= 0 ? { version } : {}),
    ...(search.step === undefined ? {} : { step: search.step }),
    ...(search.failure === undefined ? {} : { failure: search.failure }),
    ...(search.connection === undefined ? {} : { connection: search.connection }),
    ...(search.contact === undefined ? {} : { contact: search.contact }),
    ...(span === undefined ? {} : { from: Math.floor((now - span) / STEP_MS) * STEP_MS }),
  };
}

/** True where anything narrows the list. */
export function isFiltered(search: RunsSearch): boolean {
  return FILTER_NAMES.some((name) => search[name] !== undefined);
}
