import type { JsonObject } from '../../base/json.ts';
import type { DemoCustomer, DemoState } from '../../server/routes/demo/demo-state.ts';

/** What a person does on the phone: writes, or taps one of the things offered by a message. */
export type Act = { text: string } | { choice: JsonObject };

/** The place where a transcript is played: a running server with a pretend phone and a pretend org. */
export type World = {
  /** Brings in a person who has never written before, and watches everything that is known of them. */
  enter(kind: 'number' | 'hidden'): Promise<Visit>;
};

/** One person's stay in a world. */
export type Visit = {
  customer: DemoCustomer;
  /** Does something on the person's phone; resolves to the message's id. */
  act(act: Act): Promise<string>;
  /**
   * Gives the state to `look`, first as it is and then after each change, until it answers something.
   * Undefined when it has not within the time. Rejects when the world is gone.
   */
  watch<T>(look: (state: DemoState) => T | undefined, withinMs: number): Promise<T | undefined>;
  /** The state of this very moment, every part read after the call. */
  now(): Promise<DemoState>;
  /** Stops watching. */
  leave(): void;
};
