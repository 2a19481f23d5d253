import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { didYouMean } from './closest.ts';
import { listOf, nameOfStep, pathOfStep, type Rule, type TypedStep } from './subject.ts';

/** Every exit of a step leads somewhere, and only exits that it has do. */
export const exits: Rule = ({ flow, steps }) =>
  steps.flatMap((typed) => {
    const name = nameOfStep(flow, typed.id);
    return [...unknownExits(typed, name), ...openExits(typed, name)];
  });

function unknownExits({ id, step, type }: TypedStep, name: string): Diagnostic[] {
  const outcomes = type.outcomes(step.params);
  return Object.keys(step.next)
    .filter((outcome) => !outcomes.includes(outcome))
    .map((outcome) =>
      diagnose('unknown_outcome', pathOfStep(id, 'next', outcome), {
        message: `${name} has no exit "${outcome}"; its exits are ${listOf(outcomes)}.${didYouMean(outcome, outcomes)}`,
        fix: 'Remove this way out, or begin it at an exit that the step has.',
      }),
    );
}

function openExits({ id, step, type }: TypedStep, name: string): Diagnostic[] {
  return type
    .outcomes(step.params)
    .filter((outcome) => !Object.hasOwn(step.next, outcome))
    .map((outcome) => {
      const isTrouble = type.troubles.includes(outcome);
      return diagnose(isTrouble ? 'open_trouble' : 'open_exit', pathOfStep(id, 'next'), {
        message: `The exit "${outcome}" of ${name} leads nowhere; a run that takes it fails${isTrouble ? ' with the reason of the trouble' : ''}.`,
        fix: `Lead "${outcome}" to a step, for example to one of the type "end".`,
      });
    });
}
