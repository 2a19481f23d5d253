import { diagnose } from '../diagnose.ts';
import { own, type Step } from '../flow.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** A way leads from the start to every step. */
export const unreachable: Rule = ({ flow }) => {
  const reached = new Set<string>([flow.start]);
  // The set grows while it is gone through.
  for (const id of reached) {
    const step = own(flow.steps as Readonly<Record<string, Step>>, id);
    for (const target of Object.values(step?.next ?? {})) reached.add(target);
  }
  return Object.keys(flow.steps)
    .filter((id) => !reached.has(id))
    .map((id) =>
      diagnose('unreachable_step', pathOfStep(id), {
        message: `No way leads to ${nameOfStep(flow, id)}, so it never happens.`,
        fix: 'Lead an exit to it, or remove it.',
      }),
    );
};
