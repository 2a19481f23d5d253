import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId, FlowId, Lane, MessageId, RunId } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { EffectRequest, RetryPolicy, Run, RunEvent } from '../../flow/run.ts';
import type { Address } from '../../message/address.ts';
import type { MediaContent } from '../../message/content.ts';

/** A run as it stands; the truth of where it is. */
export type RunRecord = { key: RunId; run: Run };

/** One applied event and the state it led to; `key` is `<run>/<number>` with the number padded. */
export type JournalRecord = { key: string; run: RunId; number: number; at: number; event: RunEvent; after: Run };

/** An effect that a run has issued, and how far performing it got. Its key is the same for ever. */
export type EffectRecord = {
  key: EffectId;
  run: RunId;
  lane: Lane;
  /** The connection it goes out on; null for what we do ourselves. */
  connection: ConnectionId | null;
  request: EffectRequest | FetchRequest | PollRequest;
  /** How often and how long to try, where the step says so. */
  retry?: RetryPolicy;
  /** Of a send: whom it goes to, and the message record that shows it. */
  target?: { to: readonly Address[]; channelContext?: JsonValue; message: MessageId };
  /**
   * `parked`: its outcome is unknown and repeating is not safe; a person decides.
   * `inside`: nothing goes out; it ends when the run that it started ends.
   */
  state: 'pending' | 'done' | 'failed' | 'parked' | 'inside';
  attempts: number;
  /** Not to be tried before; the order in which pending effects are taken up. */
  nextAt: number;
  /** When an attempt first ended without a known outcome. */
  unknownSince?: number;
  /** No attempt whose outcome is or may become unknown went out before; unset: before `at`. */
  sentAfter?: number;
  /** True while it waits for a broken connection: no attempt is under way. */
  held?: boolean;
  possiblyTwice?: true;
  /** Set on a message of a send ladder that arrived although the next rung had gone out. */
  late?: true;
  /** Set where it was not performed, because of shadow mode: how it ended is a pretence. */
  shadow?: true;
  /** Set where the outside system is only asked what it would do, for a test user. */
  dry?: true;
  output?: JsonObject;
  failure?: FailureData;
  at: number;
  /** When it ended. */
  endedAt?: number;
  /** HTTP requests of the last attempts, secrets masked. */
  exchanges?: readonly Exchange[];
};

/** Fetches the file of an incoming message from its provider, before the provider's link expires. */
export type FetchRequest = { kind: 'fetch'; message: MessageId; content: MediaContent };

/** Looks for what is new in an outside system since `cursor`, for one trigger of a flow. */
export type PollRequest = {
  kind: 'poll';
  connection: ConnectionId;
  poll: string;
  input: JsonObject;
  cursor: JsonValue;
  flow: FlowId;
  trigger: number;
};

/** One HTTP request that performing an effect made, secrets masked and long bodies cut. */
export type Exchange = {
  at: number;
  ms: number;
  method: string;
  url: string;
  request?: string;
  /** 0 where no answer came. */
  status: number;
  response?: string;
};

/** Something that has to be done on a lane at a time of its own: schedules, polls, idle conversations. */
export type TimerRecord = { key: string; lane: Lane; at: number; event: JsonObject };

/** Which run waits for a call from outside under a name; `key` is `<flow>/<name>`. */
export type ResumeRecord = { key: string; run: RunId; lane: Lane };

/** A value that flows keep; `key` is `<store>/<name>`. After `until` it is as if it were not there. */
export type ValueRecord = { key: string; value: JsonValue; until?: number; at: number };

/** An accepted event that our own bug kept from being applied: kept for repair, never dropped. */
export type StuckRecord = { key: string; lane: Lane; event: JsonValue; message: string; at: number };
