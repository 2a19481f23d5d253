import type { ContactId } from '../base/ids.ts';
import type { Store } from './store.ts';

/** Merges read at once. */
const PAGE = 500;

/**
 * Contacts, and behind them all that were merged into them and are not apart again: what somebody said and did keeps the
 * contact that it began with.
 */
export async function withMerged(contacts: readonly ContactId[], store: Pick<Store, 'list'>): Promise<ContactId[]> {
  const all = new Set(contacts);
  for (let after: string | undefined; ;) {
    // Newest first: who was merged into somebody was merged before that somebody was.
    const page = await store.list('merge', { newestFirst: true, limit: PAGE, ...(after ? { after } : {}) });
    for (const { from, into, undone } of page) if (!undone && all.has(into)) all.add(from);
    if (page.length < PAGE) return [...all];
    after = page.at(-1)?.key;
  }
}
