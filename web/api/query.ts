import {
  useMutation,
  useQuery,
  useQueryClient,
  type Query,
  type QueryClient,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, type ApiProblem, type Input, type Options, type Reply, type RouteName } from './client.ts';

/** What is looked at is named by its route and what the route was given. */
export type ApiKey = readonly [name: RouteName, input: unknown];

/** The key of a query: for reading, setting and invalidating what is cached. */
export function keyOf<Name extends RouteName>(name: Name, input?: Input<Name>): ApiKey {
  return [name, input ?? {}];
}

type QuerySettings<Name extends RouteName> = Omit<UseQueryOptions<Reply<Name>, ApiProblem>, 'queryKey' | 'queryFn'>;
type Asked<Name extends RouteName> =
  object extends Input<Name>
    ? [input?: Input<Name>, settings?: QuerySettings<Name>]
    : [input: Input<Name>, settings?: QuerySettings<Name>];

/** Reads a route, and keeps what it gave. */
export function useApi<Name extends RouteName>(
  name: Name,
  ...[input, settings]: Asked<Name>
): UseQueryResult<Reply<Name>, ApiProblem> {
  return useQuery<Reply<Name>, ApiProblem>({
    ...settings,
    queryKey: keyOf(name, input),
    queryFn: ({ signal }) => call(name, { ...input, signal }),
  });
}

/** Changes something by a route; what shows it is read anew. */
export function useApiMutation<Name extends RouteName>(
  name: Name,
): UseMutationResult<Reply<Name>, ApiProblem, Input<Name> & Options> {
  const queries = useQueryClient();
  return useMutation<Reply<Name>, ApiProblem, Input<Name> & Options>({
    mutationFn: (input) => call(name, input),
    onSettled: () => invalidate(queries, topicOf(name)),
  });
}

/** Any route: the compiler cannot see that what is given fits the name that is given. */
const call = api as unknown as <Name extends RouteName>(name: Name, input: unknown) => Promise<Reply<Name>>;

/** What a route is about: the first word of its path. */
export function topicOf(name: string): string {
  return name.split(' ')[1]?.split('/')[1] ?? '';
}

/** Has what is about a topic read anew after a change of ours: what is being read just then is of before it. */
export function invalidate(queries: QueryClient, topic: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) => isRoute(name) && concerns({ name, input }, { topic, key: '*' }),
  });
}

/**
 * Has what is about a topic read anew because an event told of a change: what is being read just then is let finish, and
 * read once more after it, for it may have begun before the change.
 */
export function refresh(queries: QueryClient, topic: string, key = '*'): Promise<void> {
  return readAgain(
    queries,
    ({ queryKey: [name, input] }) => isRoute(name) && concerns({ name, input }, { topic, key }),
  );
}

/** Has everything that routes gave read anew in that way: where it is not known what was missed. */
export function refreshAll(queries: QueryClient): Promise<void> {
  // What was read by `useApi` has the name of its route for a key: a method, a space, a path.
  return readAgain(queries, ({ queryKey: [name] }) => isRoute(name) && name.includes(' '));
}

async function readAgain(queries: QueryClient, predicate: (query: Pick<Query, 'queryKey'>) => boolean): Promise<void> {
  const keep = { cancelRefetch: false };
  const busy = new Set(queries.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' }));
  await queries.invalidateQueries({ predicate }, keep);
  // Several changes meanwhile are one further reading: whoever comes second finds it under way.
  if (busy.size > 0) await queries.invalidateQueries({ predicate: (query) => busy.has(query) }, keep);
}

const isRoute = (name: unknown): name is string => typeof name === 'string';

/** What is read anew besides what a topic is named after. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  flows: ['catalog'],
  connections: ['catalog', 'status'],
  runs: ['parked'],
  alerts: ['stuck', 'status'],
  parked: ['runs'],
};

/** True for what shows one thing, or a list in which it may stand. */
export function concerns(
  { name, input }: { name: string; input: unknown },
  { topic, key }: { topic: string; key: string },
): boolean {
  const about = topicOf(name);
  if (about !== topic) return ALSO[topic]?.includes(about) ?? false;
  const [named] = Object.values((input as { params?: Record<string, unknown> } | undefined)?.params ?? {});
  return key === '*' || named === undefined || named === key;
}
