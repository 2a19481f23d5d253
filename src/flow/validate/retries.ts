import { parseDuration } from '../../base/duration.ts';
import { diagnose } from '../diagnose.ts';
import type { Flow, Step } from '../flow.ts';
import { durationFaults } from './durations.ts';
import { pathOfStep, type Rule } from './subject.ts';

/** Retry policies have durations that can be read, and delays that fit each other. */
export const retries: Rule = ({ flow }: { flow: Flow }) =>
  Object.entries<Step>(flow.steps).flatMap(([id, { retry, disabled }]) => {
    if (!retry || disabled) return [];
    const path = pathOfStep(id, 'retry');
    const { firstDelay, longestDelay, deadline } = retry;
    const found = Object.entries({ firstDelay, longestDelay, deadline }).flatMap(([name, value]) =>
      value === undefined ? [] : durationFaults(value, [...path, name]),
    );
    if (found.length > 0) return found;
    const [first, longest] = [firstDelay, longestDelay].map((text) => parseDuration(text ?? ''));
    if (first === undefined || longest === undefined || first <= longest) return [];
    return diagnose('bad_retry', path, {
      message: `The first delay (${firstDelay}) is longer than the longest (${longestDelay}).`,
      fix: 'Make the first delay the shorter one.',
    });
  });
