import type { Reply } from '../api/client.ts';
import type { Place } from './moments.ts';
import type { Effect } from './api-types.ts';

/** What the parts of the page of a run share. */
export type RunView = {
  details: Reply<'GET /runs/:run'>;
  /** Undefined while it is on its way. */
  conversation: Reply<'GET /runs/:run/conversation'> | undefined;
  place: Place;
  /** The effects of the run, by key. */
  effects: ReadonlyMap<string, Effect>;
  /** Goes to a moment, by its place among the events. */
  go(index: number): void;
};
