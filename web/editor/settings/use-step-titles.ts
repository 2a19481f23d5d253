import { useMemo } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useStepWords } from '../canvas/step-words.ts';
import { usePanel } from './panel-world.tsx';

/** The steps of the flow as they can be chosen: by title, with the id where two have the same. */
export function useStepTitles(): { value: StepId; label: string }[] {
  const { draft } = usePanel();
  const words = useStepWords();
  return useMemo(() => {
    const steps = Object.entries(draft.flow.steps) as [StepId, (typeof draft.flow.steps)[StepId]][];
    const titles = steps.map(([, step]) => words.title({ title: step.title, type: step.type }));
    return steps.map(([value], at) => {
      const title = titles[at] ?? value;
      return { value, label: titles.indexOf(title) === titles.lastIndexOf(title) ? title : `${title} (${value})` };
    });
  }, [draft.flow.steps, words]);
}
