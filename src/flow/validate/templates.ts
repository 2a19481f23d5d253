import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { checkTemplate } from '../expression/template.ts';
import { filters } from '../expression/filters.ts';
import { didYouMean } from './closest.ts';
import type { Rule } from './subject.ts';

/** Every template can be read, with filters that exist. */
export const templates: Rule = ({ leaves }) => leaves.flatMap(({ text, path }) => templateFaults(text, path));

/** What keeps one template from being read. */
export function templateFaults(text: string, path: Diagnostic['path']): Diagnostic[] {
  const fault = checkTemplate(text);
  if (fault === undefined) return [];
  const filter = /^there is no filter "([^"]*)"/.exec(fault)?.[1];
  const hint = filter === undefined ? '' : didYouMean(filter, Object.keys(filters));
  return [
    diagnose('bad_template', path, {
      message: `This template cannot be used: ${fault}.${hint}`,
      fix: filter === undefined ? 'Correct the template.' : 'Use a filter from the reference.',
    }),
  ];
}
