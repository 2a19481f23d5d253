import type { Kind, Records } from '../../store/records.ts';
import type { Query, Store } from '../../store/store.ts';

const PAGE = 1000;

/** Every record that a query asks for, page by page, up to a bound that no person looks beyond. */
export async function all<K extends Kind>(
  store: Pick<Store, 'list'>,
  kind: K,
  query: Query<K>,
  most = 100_000,
): Promise<Records[K][]> {
  const found: Records[K][] = [];
  for (let after = query.after; found.length < most; after = found.at(-1)?.key) {
    const limit = Math.min(PAGE, most - found.length);
    const page = await store.list(kind, { ...query, limit, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    if (page.length < limit) break;
  }
  return found;
}
