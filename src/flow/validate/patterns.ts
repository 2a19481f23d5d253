import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { checkPattern } from '../expression/condition.ts';
import type { Rule } from './subject.ts';

/** Every pattern is a regular expression of RE2. */
export const patterns: Rule = ({ fields }) =>
  fields.flatMap(({ kind, value, path }) =>
    kind === 'pattern' && typeof value === 'string' ? patternFaults(value, path) : [],
  );

/** What is wrong with one pattern. */
export function patternFaults(pattern: string, path: Diagnostic['path']): Diagnostic[] {
  const fault = checkPattern(pattern);
  if (fault === undefined) return [];
  return [
    diagnose('bad_pattern', path, {
      message: fault,
      fix: 'Correct the pattern; look-ahead, look-behind and back-references do not exist in RE2.',
    }),
  ];
}
