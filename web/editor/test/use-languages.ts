import { useMemo } from 'react';
import { isObject } from '../../../src/base/json.ts';
import { fieldsOf } from '../../../src/flow/step-fields.ts';
import { own } from '../../../src/flow/flow.ts';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';

/** The languages that the flow speaks, its own first, and English and Italian in any case. */
export function useStepLanguages(): string[] {
  const draft = useEditor(draftIn);
  const types = useEditor(({ catalog }) => catalog.types);
  return useMemo(() => {
    const { steps, language } = draft.flow;
    const texts = Object.values(steps).flatMap(({ type, params }) => {
      const known = own(types.steps, type);
      return known ? fieldsOf(known.params, params).filter(({ kind }) => kind === 'text') : [];
    });
    const tags = texts.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []));
    return [...new Set([language, ...tags, 'it', 'en'])];
  }, [draft, types]);
}
