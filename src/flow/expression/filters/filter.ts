import type { JsonObject } from '../../../base/json.ts';
import type { Clock } from '../clock.ts';

/** What a filter may look at besides its value. */
export type FilterTools = {
  clock: Clock;
  /** Says beforehand how many characters or items are about to be made; throws where that is too many. */
  charge: (count: number) => void;
};

/** A template and the text it gives; `scope` is what it reads, where it reads anything. */
export type FilterExample = { template: string; scope?: JsonObject; result: string };

/** One word after a bar in `{{ value | filter: argument }}`. Pure; an odd value gives a harmless result, no error. */
export type Filter = {
  /** What a list of filters calls it. */
  title: string;
  /** One sentence for the reference. */
  description: string;
  /** The reference shows them and a test holds each true. */
  examples: readonly FilterExample[];
  apply(value: unknown, args: readonly unknown[], tools: FilterTools): unknown;
};
