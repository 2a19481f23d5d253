import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_DURATION_MS, parseDuration } from './duration.ts';

const DURATIONS: readonly [text: string, ms: number | undefined][] = [
  ['PT30S', 30_000],
  ['PT1.5S', 1500],
  ['PT15M', 900_000],
  ['PT24H', 86_400_000],
  ['P3D', 259_200_000],
  ['P2W', 1_209_600_000],
  ['P1DT2H3M4S', 93_784_000],
  ['PT0S', 0],
  ['P3650D', MAX_DURATION_MS],
  ['P3651D', undefined],
  ['P1Y', undefined],
  ['P1M', undefined],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['-PT1S', undefined],
  ['pt1s', undefined],
  ['1h', undefined],
  ['', undefined],
];

for (const [text, ms] of DURATIONS)
  test(`"${text}" is ${ms === undefined ? 'no duration' : `${ms} ms`}`, () => assert.equal(parseDuration(text), ms));
