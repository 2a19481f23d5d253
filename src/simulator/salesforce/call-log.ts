import type { Made } from './answer.ts';
import type { FaultKind } from './faults.ts';
import type { Operation } from './route.ts';

/** One call of the org's API, as the control API shows it. */
export type CallEntry = {
  number: number;
  at: number;
  method: string;
  path: string;
  operation: Operation;
  object: string | null;
  /** The record that was read or written. */
  recordId: string | null;
  created: boolean;
  /** The records that it made, where it could make several. */
  made?: readonly Made[];
  /** The external id that stood in the URL. */
  key: { field: string; value: string } | null;
  /** The status that the client was sent; null when the answer was withheld. */
  status: number | null;
  fault: FaultKind | null;
};

/** Every call since the start or the last reset. */
export type CallLog = {
  add: (entry: Omit<CallEntry, 'number'>) => CallEntry;
  /** Calls after the given number, oldest first. Empty where only counts are kept. */
  since: (number: number) => CallEntry[];
  counts: () => { total: number; byOperation: Record<string, number>; byStatus: Record<string, number> };
  clear: () => void;
};

/** Every record that these calls made, whether each alone or with others. */
export function madeBy(calls: readonly CallEntry[]): Made[] {
  return calls.flatMap(
    ({ created, made, object, recordId, key }) =>
      made ?? (created && recordId !== null ? [{ object, recordId, key }] : []),
  );
}

const KEPT = 20_000;

/** Makes a call log that keeps the newest 20,000 calls, or with `keep: false` counts only. */
export function createCallLog(options: { keep: boolean }): CallLog {
  let entries: CallEntry[] = [];
  let total = 0;
  const byOperation = new Map<string, number>();
  const byStatus = new Map<string, number>();
  return {
    add: (call) => {
      total++;
      byOperation.set(call.operation, (byOperation.get(call.operation) ?? 0) + 1);
      const status = call.status === null ? 'none' : String(call.status);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      const entry = { number: total, ...call };
      if (options.keep) entries.push(entry);
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
      return entry;
    },
    since: (number) => entries.filter((entry) => entry.number > number),
    counts: () => ({
      total,
      byOperation: Object.fromEntries(byOperation),
      byStatus: Object.fromEntries(byStatus),
    }),
    clear: () => {
      entries = [];
      total = 0;
      byOperation.clear();
      byStatus.clear();
    },
  };
}
