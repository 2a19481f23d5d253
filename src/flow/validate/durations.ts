import { parseDuration } from '../../base/duration.ts';
import { diagnose } from '../diagnose.ts';
import type { Rule } from './subject.ts';

/** Every duration can be read and is longer than nothing. */
export const durations: Rule = ({ fields }) =>
  fields.flatMap(({ kind, value, path }) => {
    if (kind !== 'duration' || typeof value !== 'string' || parseDuration(value)) return [];
    return diagnose('bad_duration', path, {
      message: `"${value}" is no duration.`,
      fix: 'Write it like PT30S (seconds), PT15M (minutes), PT24H (hours), P3D (days) or P2W (weeks), at most ten years.',
    });
  });
