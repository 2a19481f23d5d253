import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../../base/testing/cases.contract.ts';

/**
 * A test of something that holds for every input: once with a fixed seed, once with one that is printed.
 * `RONDINE_SEED=<number>` runs that seed in place of both.
 */
export function holdsAlways<Input>(name: string, arbitrary: fc.Arbitrary<Input>, check: Check<Input>): void {
  const given = process.env['RONDINE_SEED'];
  const seeds = given === undefined ? [1, Math.floor(Math.random() * 2 ** 31)] : [Number(given)];
  for (const seed of seeds)
    test(`${name} (seed ${seed})`, () => {
      fc.assert(fc.property(arbitrary, check.holds), { seed, numRuns: casesOf(check.cases) });
    });
}

/** What must hold, and for how many cases in a short run. It throws where it does not hold. */
export type Check<Input> = { cases: number; holds: (input: Input) => void };
