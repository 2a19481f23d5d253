import type { FailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Response, Run } from '../../flow/run.ts';
import type { InboundContent } from '../../message/content.ts';
import type { DeliveryStatus } from '../../message/channel-event.ts';
import type { DemoCustomer, DemoState } from '../../server/routes/demo/demo-state.ts';
import type { Answer, WebhookCall } from './lines.ts';

/**
 * What a person does on the phone: writes, taps one of the things offered by a message, or, where the world knows more
 * than words, sends something else.
 */
export type Act = { text: string } | { choice: JsonObject } | { content: InboundContent };

/** The place where a transcript is played: a running server with simulators, or a pretend world inside this process. */
export type World = {
  /** Brings in a person who has never written before, and watches everything that is known of them. */
  enter(entrance: Entrance): Promise<Visit>;
  /** Present where more can be done than people can do with their phones. */
  hands?: Hands;
};

/** Who comes in, and where. */
export type Entrance = {
  kind: 'number' | 'hidden';
  name?: string;
  /** The channel connection; the first one of the world unless named. */
  connection?: string;
  /** Somebody who is here already on another channel: the same person, with the same number where both show it. */
  like?: DemoCustomer;
};

/** One person's stay in a world, on one channel. */
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

/** A step of a flow. */
export type Place = { flow: string; step: string };

/**
 * What the world is told of an outside system before it is asked; `id` names the line that says so. With `of` it is for
 * that step alone.
 */
export type ToldCall = { id: number; connection: string; operation: string; answer?: Answer; of?: Place };

/** Answers for what comes of one act. */
export type Script = {
  calls: readonly ToldCall[];
  /** For each message that the bot is going to send, in order: the failure of those that are refused. */
  sends: readonly (FailureData | undefined)[];
};

/** A call that a flow made to an outside system. `line` is the told call that answered it, `returns` what that gave. */
export type MadeCall = {
  connection: string;
  operation: string;
  input: JsonObject;
  line?: number;
  returns?: JsonObject;
};

/** Something that cannot be done as a transcript says; `came` is what there is instead. */
export class Impossible extends Error {
  override readonly name = 'Impossible';
  readonly expected: string;
  readonly came: string;
  /** The line that says so, where it is not the one being played. */
  readonly line: number | undefined;

  constructor(expected: string, came: string, line?: number) {
    super(`${expected}: ${came}`);
    this.expected = expected;
    this.came = came;
    this.line = line;
  }
}

/** The place where transcripts are to be played cannot be had; the message says why. */
export class NoWorld extends Error {
  override readonly name = 'NoWorld';
}

/**
 * What can be done in a world that stands still between two lines. Everything resolves when all that comes of it has
 * come; what cannot be done rejects with `Impossible`. `customer` is the id of somebody who has entered.
 */
export type Hands = {
  /** IANA zone by whose clock moments are read. */
  timeZone: string;
  now(): number;
  /** Says what outside systems answer from now on, in place of what was said before. */
  tell(script: Script): void;
  /** Calls made since the last `tell`. */
  calls(): readonly MadeCall[];
  /** What went wrong that is nobody's turn: a call without an answer, a fault of the engine. */
  complaint(): Promise<Impossible | undefined>;
  /** Everybody who was written to or who wrote, on each channel. */
  reached(): readonly { name: string; connection: string }[];
  /** Why a channel would not take a message of the bot. */
  refusal(customer: string, message: string): FailureData | undefined;
  pass(ms: number): Promise<void>;
  /** Moves time on to the flow's next schedule; of the only flow with one where none is named. */
  ring(flow?: string): Promise<void>;
  /** Lets an outside system have news when it is next looked at for a flow, and moves time on to that look. */
  find(items: readonly JsonObject[], flow?: string): Promise<void>;
  call(call: WebhookCall): Promise<void>;
  /** What the last call over HTTP is answered, as things stand. */
  response(): Promise<Response | undefined>;
  start(flow: string, input: JsonObject, to?: string): Promise<void>;
  /** A call from outside for the latest run that waits for one, or for the one that waits under a name. */
  resume(data: JsonObject, key?: string): Promise<void>;
  /** News about the last message that a customer got. */
  news(customer: string, status: DeliveryStatus, failure?: FailureData): Promise<void>;
  /** Staff write to a customer in the provider's own app. */
  staff(customer: string, text: string): Promise<void>;
  release(customer: string, by: string): Promise<void>;
  /** Runs that no other run called, the latest first: of one customer where one is named. */
  runs(customer?: string): Promise<Run[]>;
  /** What is known of a customer; undefined for one whom nobody knows yet. */
  contact(customer: string): Promise<JsonObject | undefined>;
};
