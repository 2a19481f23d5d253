import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { didYouMean } from './closest.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** The start and every exit lead to steps that exist. */
export const missingSteps: Rule = ({ flow }) => {
  const ids = Object.keys(flow.steps);
  const known = new Set(ids);
  const found: Diagnostic[] = [];
  if (!known.has(flow.start))
    found.push(
      diagnose('missing_start', ['flow', 'start'], {
        message: `The flow starts with the step "${flow.start}", which does not exist.${didYouMean(flow.start, ids)}`,
        fix: 'Choose the step that comes first.',
      }),
    );
  for (const [id, { next }] of Object.entries(flow.steps))
    for (const [outcome, target] of Object.entries(next)) {
      if (known.has(target)) continue;
      found.push(
        diagnose('missing_step', pathOfStep(id, 'next', outcome), {
          message: `The exit "${outcome}" of ${nameOfStep(flow, id)} leads to "${target}", which does not exist.${didYouMean(target, ids)}`,
          fix: 'Lead the exit to a step that exists.',
        }),
      );
    }
  return found;
};
