import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readState, type AuthState, type Me } from './auth.ts';

const KEY = ['auth', 'state'] as const;

/** Who is signed in here, and whether this installation has an owner. */
export function useAuthState(): UseQueryResult<AuthState> {
  return useQuery({ queryKey: KEY, queryFn: readState, staleTime: Infinity });
}

/** The person who is signed in; undefined while that is not known. */
export function useMe(): Me | undefined {
  return useAuthState().data?.user;
}

/** Takes note of who is signed in now: everything that was shown to another is forgotten. */
export function useSetMe(): (user: Me | undefined) => void {
  const queries = useQueryClient();
  return useCallback(
    (user) => {
      const before = queries.getQueryData<AuthState>(KEY)?.user;
      queries.setQueryData<AuthState>(KEY, user ? { setUp: true, user } : { setUp: true });
      if (before !== undefined && before.id !== user?.id)
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    },
    [queries],
  );
}
