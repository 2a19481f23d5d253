import { isObject } from '../base/json.ts';
import type { RunId } from '../base/ids.ts';
import type { MemoryRecord } from '../store/records.ts';
import type { Span } from '../store/store.ts';

/** No connection has a name that begins like this, so that no adapter's notes are met. */
const PREFIX = ':call/';

/** Where it is kept what a call with an Idempotency-Key has started; `name` tells such calls apart. */
export function callNoteKey(name: string): string {
  return `${PREFIX}${name}`;
}

/** What is kept of a keyed call along with the run that it started; the fingerprint is that of what it asked. */
export function callNote(key: string, note: { run: RunId; fingerprint: string; at: number }): MemoryRecord {
  return { key, value: note };
}

/** When the call of a note came, in epoch milliseconds; long ago where that is not known. */
export function calledAt({ value }: MemoryRecord): number {
  return (isObject(value) && Number(value['at'])) || 0;
}

/** The notes of all keyed calls, as `Store.list` finds them. */
export const CALL_NOTES = { from: PREFIX, before: ':call0' } as const satisfies Span;
