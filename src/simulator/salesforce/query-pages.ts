import { makeRecordId } from './record-id.ts';

/** A result whose records are shown when their page is asked for. */
export type QueryPage = { size: number; slice: (from: number, until: number) => readonly object[] };

/** Results of large queries that wait to be fetched page by page. */
export type QueryPages = {
  /** Keeps a result and gives the name of its locator. */
  keep: (result: QueryPage) => string;
  find: (locator: string) => QueryPage | undefined;
};

const KEPT_RESULTS = 100;

/** Keeps the newest hundred results; older locators are unknown, as expired ones are. */
export function createQueryPages(): QueryPages {
  const kept = new Map<string, QueryPage>();
  let made = 0;
  return {
    keep: (result) => {
      const locator = makeRecordId('01g', ++made);
      kept.set(locator, result);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_RESULTS && oldest !== undefined) kept.delete(oldest);
      return locator;
    },
    find: (locator) => kept.get(locator),
  };
}
