import type { FailureCode } from '../../../base/failure.ts';

/**
 * How an operation ends: done, with one effect in the org; told to the run as failed; kept for a person; or held until
 * the connection is repaired.
 */
export type FaultEnd = 'done' | 'failed' | 'parked' | 'held';

/** What the first attempt ends with (null: it succeeds), and what becomes of the operation. */
export type Course = { first: FailureCode | null; ends: FaultEnd };

/** One thing that can go wrong, and what each kind of operation makes of it; a kind that it cannot strike is absent. */
export type FaultRow = {
  id: string;
  /** What happens, for people. */
  what: string;
  /** Reading operations. */
  read?: Course;
  /** Writing operations that may be repeated, because a key or a look tells what an earlier attempt did. */
  write?: Course;
  /** An action or a flow of the org, of which nobody can tell. */
  action?: Course;
};

const KEPT: Course = { first: 'unknown_outcome', ends: 'parked' };
const LOOKED: Course = { first: 'unknown_outcome', ends: 'done' };
const READ_AGAIN: Course = { first: 'unavailable', ends: 'done' };
const UNHARMED: Course = { first: null, ends: 'done' };

const everybody = (course: Course) => ({ read: course, write: course, action: course });
const inDoubt = { read: READ_AGAIN, write: LOOKED, action: KEPT };

/** Everything that the operations are tried against, with what follows. The tests and the reference are made from it. */
export const FAULT_TABLE: readonly FaultRow[] = [
  { id: 'dropped-before', what: 'The line drops before the org has done it', ...inDoubt },
  { id: 'dropped-after', what: 'The line drops after the org has done it', ...inDoubt },
  { id: 'late', what: 'The line drops, and the org does it half a minute later', write: LOOKED, action: KEPT },
  { id: 'very-late', what: 'The line drops, and the org does it nine minutes later', write: LOOKED, action: KEPT },
  {
    id: 'silent',
    what: 'No answer comes in time',
    ...inDoubt,
    read: { first: 'timeout', ends: 'done' },
  },
  { id: 'server-error', what: 'A 500 comes, and nothing was done', ...inDoubt },
  { id: 'server-error-after', what: 'A 500 comes, although it was done', ...inDoubt },
  { id: 'gateway', what: "A gateway's web page comes with 502, and nothing was done", ...inDoubt },
  { id: 'gateway-after', what: "A gateway's web page comes with 502, although it was done", ...inDoubt },
  { id: 'page-after', what: 'A web page comes with 200, although it was done', ...inDoubt },
  { id: 'slow', what: 'The answer is slow', ...everybody(UNHARMED) },
  { id: 'expired', what: 'The session has expired', ...everybody(UNHARMED) },
  { id: 'renewed-elsewhere', what: 'Another process has renewed the session', ...everybody(UNHARMED) },
  { id: 'refused', what: 'Every new session is refused as well', ...everybody({ first: 'auth', ends: 'held' }) },
  {
    id: 'quota',
    what: 'The calls of the day are used up (403)',
    ...everybody({ first: 'rate_limited', ends: 'done' }),
  },
  { id: 'concurrent', what: 'Too many calls at once (403)', ...everybody({ first: 'rate_limited', ends: 'done' }) },
  { id: 'unavailable', what: 'The org is down (503)', ...everybody(READ_AGAIN) },
  { id: 'locked', what: 'A row is locked by somebody else', write: READ_AGAIN, action: READ_AGAIN },
  { id: 'api-off', what: 'The API is switched off', ...everybody({ first: 'denied', ends: 'failed' }) },
  { id: 'duplicate', what: 'A duplicate rule finds a similar record', write: { first: 'conflict', ends: 'failed' } },
  { id: 'validation', what: 'A validation rule refuses the record', write: { first: 'invalid', ends: 'failed' } },
];
