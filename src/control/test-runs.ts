import type { FlowId } from '../base/ids.ts';
import { runKeyAt } from '../engine/search.ts';
import type { Run } from '../flow/run.ts';
import { testNotesOf } from '../inbox/testers/test-note.ts';
import type { Store } from '../store/store.ts';

/** Most test runs of a flow that are looked at: the newest. */
const MOST = 1000;

/** The runs of test users of a flow, the newest first. */
export async function testRunsOf(store: Pick<Store, 'get' | 'list'>, flow: FlowId, limit = MOST): Promise<Run[]> {
  const notes = await store.list('memory', { ...testNotesOf(flow), newestFirst: true, limit });
  const runs = await Promise.all(notes.map(({ value }) => store.get('run', typeof value === 'string' ? value : '')));
  return runs.flatMap((record) => (record ? [record.run] : []));
}

/** True for a run that was begun at a time or later, and before another. */
export function isWithin({ id: key }: Pick<Run, 'id'>, from: number, before?: number): boolean {
  return key >= runKeyAt(from) && (before === undefined || key < runKeyAt(before));
}
