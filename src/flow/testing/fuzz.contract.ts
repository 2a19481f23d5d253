import { test } from 'node:test';
import fc from 'fast-check';

/** `RONDINE_FUZZ=full` runs fifty times as many cases. */
const TIMES = process.env['RONDINE_FUZZ'] === 'full' ? 50 : 1;

/**
 * A test of something that holds for every input: once with a fixed seed, once with one that is printed.
 * `RONDINE_SEED=<number>` runs that seed in place of both.
 */
export function holdsAlways<Input>(name: string, arbitrary: fc.Arbitrary<Input>, check: Check<Input>): void {
  const given = process.env['RONDINE_SEED'];
  const seeds = given === undefined ? [1, Math.floor(Math.random() * 2 ** 31)] : [Number(given)];
  for (const seed of seeds)
    test(`${name} (seed ${seed})`, () => {
      fc.assert(fc.property(arbitrary, check.holds), { seed, numRuns: check.cases * TIMES });
    });
}

/** What must hold, and for how many cases in a short run. It throws where it does not hold. */
export type Check<Input> = { cases: number; holds: (input: Input) => void };
