import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { refresh, topicOf } from '../api/query.ts';
import { useLiveChange } from '../api/live.ts';

/** Runs change all the time: a list is read anew at most so often. */
const EVERY_MS = 1000;

/** The name under which lists of runs are kept: read anew in measure, and not with each change of a run. */
export const RUN_LIST = 'GET /runs-list';

/** Keeps the lists of runs and of parked effects on an open page up to date. */
export function useRunsNews(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hear = useCallback((): void => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void refresh(queries, topicOf(RUN_LIST));
      void refresh(queries, 'parked');
      void refresh(queries, 'alerts');
    }, EVERY_MS);
  }, [queries]);
  useLiveChange('runs', hear);
  useLiveChange('alerts', hear);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
