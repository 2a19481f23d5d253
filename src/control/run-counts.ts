import type { Run } from '../flow/run.ts';
import type { Query, Store } from '../store/store.ts';

const PAGE = 1000;

/** Runs counted by a name that each has; `first` is the id of the oldest. */
export type Counts = Map<string, { count: number; first: string }>;

/** Counts runs, oldest first, page by page. */
export async function countRuns(
  store: Pick<Store, 'list'>,
  where: NonNullable<Query<'run'>['where']>,
  nameOf: (run: Run) => string,
): Promise<Counts> {
  const counts: Counts = new Map();
  for (let after: string | undefined; ;) {
    const page = await store.list('run', { where, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { key, run } of page) {
      const name = nameOf(run);
      const known = counts.get(name);
      counts.set(name, { count: (known?.count ?? 0) + 1, first: known?.first ?? key });
    }
    if (page.length < PAGE) return counts;
    after = page.at(-1)?.key;
  }
}
