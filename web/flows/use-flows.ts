import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, type ApiProblem } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import type { ListedFlow } from './flow-list.ts';

const PAGE = 500;
/** Days are counted by the viewer's clock. */
const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** More flows than this nobody reads through: searching finds the others. */
const MOST_PAGES = 10;

/** Every flow with how it does, those that were put away too; kept up to date while the page is open. */
export function useFlows(): UseQueryResult<readonly ListedFlow[], ApiProblem> {
  useLive('flows', 'runs');
  return useQuery<readonly ListedFlow[], ApiProblem>({
    queryKey: ['GET /flows', { all: true }],
    queryFn: async ({ signal }) => {
      const [present, archived] = await Promise.all([readAll(false, signal), readAll(true, signal)]);
      return [...present, ...archived];
    },
  });
}

async function readAll(archived: boolean, signal: AbortSignal): Promise<ListedFlow[]> {
  const all: ListedFlow[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { limit: PAGE, archived, tz, ...(after === undefined ? {} : { after }) };
    // Each page begins where the one before it ends.
    const { items, next } = await api('GET /flows', { query, signal });
    all.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return all;
}
