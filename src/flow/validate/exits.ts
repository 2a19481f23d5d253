import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import type { Flow } from '../flow.ts';
import { didYouMean } from './closest.ts';
import { listOf, nameOfStep, pathOfStep, type Rule, type TypedStep } from './subject.ts';

/** Every exit of a step leads somewhere, or a handler of the flow takes its place; and only exits that it has do. */
export const exits: Rule = ({ flow, steps }) =>
  steps.flatMap((typed) => {
    const name = nameOfStep(flow, typed.id);
    const open = openExits(typed, name);
    return [...unknownExits(typed, name), ...open.filter(({ outcome }) => !isHandled(outcome, typed, flow)).map(tell)];
  });

/** True where one of the flow's handlers takes what would leave by an exit that leads nowhere. */
function isHandled(outcome: string, { type }: TypedStep, { handlers = [] }: Flow): boolean {
  const kind = type.troubles.includes(outcome) ? 'failure' : outcome === 'invalid' ? 'invalidReply' : undefined;
  return handlers.some(({ on }) => on === kind);
}

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

type Open = { outcome: string; isTrouble: boolean; id: string; name: string };

function openExits({ id, step, type }: TypedStep, name: string): Open[] {
  return type
    .outcomes(step.params)
    .filter((outcome) => !Object.hasOwn(step.next, outcome))
    .map((outcome) => ({ outcome, isTrouble: type.troubles.includes(outcome), id, name }));
}

function tell({ outcome, isTrouble, id, name }: Open): Diagnostic {
  return diagnose(isTrouble ? 'open_trouble' : 'open_exit', pathOfStep(id, 'next'), {
    message: `The exit "${outcome}" of ${name} leads nowhere; a run that takes it fails${isTrouble ? ' with the reason of the trouble' : ''}.`,
    fix: `Lead "${outcome}" to a step, for example to one of the type "end"${isTrouble ? ', or add a handler for failures' : ''}.`,
  });
}
