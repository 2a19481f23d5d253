import type { Clock } from '../clock.ts';

/** What a filter may look at besides its value. */
export type FilterTools = {
  clock: Clock;
  /** Says beforehand how many characters or items are about to be made; throws where that is too many. */
  charge: (count: number) => void;
};

/** One word after a bar in `{{ value | filter: argument }}`. Pure; an odd value gives a harmless result, no error. */
export type Filter = {
  /** One sentence for the reference. */
  description: string;
  /** A template and what it gives; the reference shows it and a test holds it true. */
  example: readonly [template: string, result: string];
  apply(value: unknown, args: readonly unknown[], tools: FilterTools): unknown;
};
