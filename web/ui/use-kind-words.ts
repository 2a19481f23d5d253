import { useMemo } from 'react';
import { createTranslator, type Translator } from '../../src/base/translate.ts';
import { useApi } from '../api/query.ts';
import { useViewer } from './viewer.tsx';

/**
 * Says in the viewer's language what a channel or system says in English; undefined for what has no words in it. In English
 * some have other words here, too, where a button does what a command does elsewhere.
 */
export function useKindWords(kind: string | undefined): Translator {
  const { language } = useViewer();
  const { data } = useApi(
    'GET /connection-kinds/:kind',
    { params: { kind: kind ?? '' }, query: { language } },
    { enabled: kind !== undefined, staleTime: Infinity, retry: false },
  );
  return useMemo(() => createTranslator(data?.texts ?? {}), [data]);
}
