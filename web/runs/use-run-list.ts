import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type ApiProblem, type Input, type Reply } from '../api/client.ts';
import { RUN_LIST } from './runs-news.ts';
import type { RunFilter } from './api-types.ts';

const PAGE = 60;

/** A run in the list. */
export type RunRow = Reply<'GET /runs'>['items'][number];

/** The runs that a filter and a search find, newest first, as many pages as were asked for. */
export function useRunList(
  filter: RunFilter,
  search: string,
): {
  rows: readonly RunRow[] | undefined;
  error: ApiProblem | null;
  refetch(): void;
  more: { load(): void; busy: boolean } | undefined;
} {
  const query = { ...filter, ...(search === '' ? {} : { search }) } as NonNullable<Input<'GET /runs'>['query']>;
  const found = useInfiniteQuery<
    Reply<'GET /runs'>,
    ApiProblem,
    { pages: Reply<'GET /runs'>[] },
    unknown[],
    string | undefined
  >({
    queryKey: [RUN_LIST, query],
    queryFn: ({ pageParam, signal }) =>
      api('GET /runs', {
        query: { ...query, limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const load = (): void => void fetchNextPage();
  return {
    rows,
    error,
    refetch: () => void refetch(),
    more: hasNextPage ? { load, busy: isFetchingNextPage } : undefined,
  };
}
