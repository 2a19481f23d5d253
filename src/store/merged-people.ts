import type { ContactId } from '../base/ids.ts';
import type { MergeRecord } from './records.ts';
import type { Store } from './store.ts';

/** Merges read at once. */
const PAGE = 500;

/**
 * Contacts, and behind them all that were merged into them and are not apart again: what somebody said and did keeps the
 * contact that it began with.
 */
export async function withMerged(contacts: readonly ContactId[], store: Pick<Store, 'list'>): Promise<ContactId[]> {
  let all = [...contacts];
  for (let after: string | undefined; ;) {
    const page = await store.list('merge', { newestFirst: true, limit: PAGE, ...(after ? { after } : {}) });
    all = withMergedBy(page, all);
    if (page.length < PAGE) return all;
    after = page.at(-1)?.key;
  }
}

/** The same by merges that are known, the newest first: who was merged into somebody was so before that somebody was. */
export function withMergedBy(merges: readonly MergeRecord[], contacts: readonly ContactId[]): ContactId[] {
  const all = new Set(contacts);
  for (const { from, into, undone } of merges) if (!undone && all.has(into)) all.add(from);
  return [...all];
}
