import type { StepId } from '../../base/ids.ts';
import { diagnose } from '../diagnose.ts';
import { nextOf, reachable, rootsOf, waysOf } from './graph.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** A way leads from the start, or from a handler, to every step. */
export const unreachable: Rule = ({ flow }) => {
  const reached = reachable(rootsOf(flow), nextOf(waysOf(flow)));
  return (Object.keys(flow.steps) as StepId[])
    .filter((id) => !reached.has(id))
    .map((id) =>
      diagnose('unreachable_step', pathOfStep(id), {
        message: `No way leads to ${nameOfStep(flow, id)}, so it never happens.`,
        fix: 'Lead an exit to it, or remove it.',
      }),
    );
};
