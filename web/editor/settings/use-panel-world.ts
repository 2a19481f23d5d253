import { useCallback, useDeferredValue, useMemo, useRef } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { inLanguage } from '../../api/in-language.ts';
import { useApi } from '../../api/query.ts';
import { useViewer } from '../../ui/viewer.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';
import { languagesOf } from './languages.ts';
import type { PanelWorld, Target } from './panel-world.tsx';
import { sampleClock, samplesOf } from './variables/samples.ts';
import { scopeAt, worldOfDraft, type Samples } from './variables/scope.ts';

/**
 * What the panel's fields know of the flow. Fields follow what is typed at once; what is worked out of the whole flow,
 * such as the variables, comes a moment later.
 */
export function usePanelWorld(step: StepId | undefined): PanelWorld {
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const { language } = useViewer();
  const { data: view } = useApi('GET /catalog', { query: inLanguage(language) }, { staleTime: 60_000 });
  const real = useRealRun(draft.flow.id);
  const rested = useDeferredValue(draft);
  const target = useRef<Target>(undefined);
  const aim = useCallback((field: Target) => {
    target.current = field;
  }, []);
  const put = useCallback((text: string): boolean => {
    target.current?.insert(text);
    return target.current !== undefined;
  }, []);
  const known = useMemo(() => {
    const samples = samplesOf(rested, catalog, real ?? {});
    return {
      samples,
      variables: scopeAt({ draft: rested, step }, catalog, samples),
      world: worldOfDraft(rested, catalog),
      clock: sampleClock(rested),
      languages: languagesOf(rested, catalog.types),
    };
  }, [rested, catalog, step, real]);
  return useMemo(
    () => ({ draft, step, catalog, view, aim, put, isReal: real !== undefined, ...known }),
    [draft, step, catalog, view, aim, put, real, known],
  );
}

/** What the last run of the flow knew; undefined where there is none yet, or where one may not see it. */
function useRealRun(flow: string): Samples | undefined {
  const { data: runs } = useApi('GET /runs', { query: { flow, limit: 1 } }, { staleTime: 60_000, retry: false });
  const last = runs?.items[0]?.run ?? '';
  const { data } = useApi(
    'GET /runs/:run',
    { params: { run: last } },
    { enabled: last !== '', staleTime: 60_000, retry: false },
  );
  return useMemo(() => {
    if (!data) return undefined;
    const { run, contact } = data;
    const named = contact?.name === undefined ? {} : { contact: { name: contact.name } };
    const { vars, message, input, failure } = run;
    const said = { vars, message, input, failure, ...named };
    return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  }, [data]);
}
