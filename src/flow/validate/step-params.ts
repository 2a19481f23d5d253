import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { didYouMean } from './closest.ts';
import { explainSchema } from './explain-schema.ts';
import { pathOfStep, type Rule } from './subject.ts';

/** Every step is of a known type, and its fields are filled in as the type wants them. */
export const stepParams: Rule = ({ flow, catalog, steps }) => {
  const faults = Object.entries(flow.steps).flatMap(([id, step]) => {
    const type = own(catalog.types.steps, step.type);
    if (type && step.disabled) return [];
    if (type) return explainSchema(type.params, step.params, { code: 'bad_params', path: pathOfStep(id, 'params') });
    return diagnose('unknown_step_type', pathOfStep(id, 'type'), {
      message: `There is no type of step called "${step.type}".${didYouMean(step.type, Object.keys(catalog.types.steps))}`,
      fix: 'Choose a type that exists.',
    });
  });
  return [...faults, ...steps.flatMap(({ step, type, path }) => type.validate?.(step.params, path) ?? [])];
};
