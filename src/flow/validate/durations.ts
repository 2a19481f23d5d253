import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import { diagnose } from '../diagnose.ts';
import type { Rule } from './subject.ts';

/** Every duration of a step can be read and is longer than nothing. */
export const durations: Rule = ({ fields }) =>
  fields.flatMap(({ kind, value, path }) =>
    kind === 'duration' && typeof value === 'string' ? durationFaults(value, path) : [],
  );

/** What is wrong with one duration. */
export function durationFaults(text: string, path: Diagnostic['path']): Diagnostic[] {
  if (parseDuration(text)) return [];
  return [
    diagnose('bad_duration', path, {
      message: `"${text}" is no duration.`,
      fix: 'Write it like PT30S (seconds), PT15M (minutes), PT24H (hours), P3D (days) or P2W (weeks), at most ten years.',
    }),
  ];
}
