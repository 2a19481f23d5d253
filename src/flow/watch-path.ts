import type { StepId } from '../base/ids.ts';
import type { StepContext, StepResult, StepType, Types } from './step-type.ts';

/** Where a run went during one event: the steps that it entered, and the exits that it left by. */
export type Went = { readonly entered: StepId[]; readonly taken: { step: StepId; outcome: string }[] };

/** Step types that note where a run goes while they decide. */
export function watchPath(types: Types): { types: Types; take(): Went } {
  let went: Went = { entered: [], taken: [] };
  const watched = (inner: StepType): StepType => {
    const decided = ({ run }: StepContext, result: StepResult): StepResult => {
      if (result.then === 'leave' && run.at !== null) went.taken.push({ step: run.at, outcome: result.outcome });
      return result;
    };
    const resume = inner.resume?.bind(inner);
    const outer: StepType = {
      ...inner,
      enter(context) {
        if (context.run.at !== null) went.entered.push(context.run.at);
        return decided(context, inner.enter(context));
      },
    };
    return resume ? { ...outer, resume: (context, event) => decided(context, resume(context, event)) } : outer;
  };
  const steps = Object.fromEntries(Object.entries(types.steps).map(([name, type]) => [name, watched(type)]));
  return {
    types: { ...types, steps },
    take() {
      const taken = went;
      went = { entered: [], taken: [] };
      return taken;
    },
  };
}
