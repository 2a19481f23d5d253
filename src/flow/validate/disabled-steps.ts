import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { own, type Step } from '../flow.ts';
import { mainExitOf } from '../step-type.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** A disabled step is told of, and leads on by its main exit. */
export const disabledSteps: Rule = ({ flow, catalog }) =>
  Object.entries<Step>(flow.steps).flatMap(([id, step]): Diagnostic[] => {
    const type = own(catalog.types.steps, step.type);
    if (!step.disabled || !type) return [];
    const main = mainExitOf(step, type);
    const name = nameOfStep(flow, id);
    const passed = diagnose('disabled_step', pathOfStep(id), {
      message:
        main === undefined
          ? `${name} is disabled: a run that comes to it ends there.`
          : `${name} is disabled: runs pass it over by its exit "${main}".`,
      fix: 'Enable it, or remove it.',
    });
    if (main === undefined || own(step.next, main) !== undefined) return [passed];
    const open = diagnose('open_exit', pathOfStep(id, 'next'), {
      message: `Runs pass ${name} over by its exit "${main}", which leads nowhere; they fail there.`,
      fix: `Lead "${main}" to a step, for example to one of the type "end".`,
    });
    return [passed, open];
  });
