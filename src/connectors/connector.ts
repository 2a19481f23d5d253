import type { FailureData } from '../base/failure.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Schema } from '../base/schema.ts';
import type { Translations } from '../base/translate.ts';
import type { Http } from '../net/http.ts';
import type { Preparation } from './preparation.ts';

/**
 * Whether an operation may be performed again after an unknown outcome.
 * - `safe`: repeating changes nothing (reads, or it looks before it writes).
 * - `keyed`: the outside system recognises `io.key`.
 * - `unsafe`: it might happen twice; such an effect is parked for a person.
 */
export type Repeat = 'safe' | 'keyed' | 'unsafe';

/** What is known about earlier attempts of the same effect. */
export type Attempt = {
  /** 1 for the first. */
  number: number;
  /** When an earlier attempt first ended without a known outcome; unset when none did. */
  unknownSince?: number;
  /** Set along with it: no attempt whose outcome is unknown had gone out before this time. */
  sentAfter?: number;
};

/** The only way a connector reaches the world and remembers. */
export type ConnectorIo<C extends JsonObject = JsonObject> = {
  config: C;
  http: Http;
  now(): number;
  /** Idempotency key of this effect, 45 characters of `[A-Za-z0-9_-]`: the same for every attempt, for ever. */
  key: string;
  attempt: Attempt;
  log(message: string, facts?: JsonObject): void;
  connection: {
    /**
     * Changes the stored configuration under a lock: one caller at a time per connection. `change` gets the newest
     * configuration (somebody may have refreshed it meanwhile) and returns the next; it is on disk when this resolves.
     * Returning the same object writes nothing. If `change` throws, nothing is stored.
     */
    update(change: (current: C) => Promise<C> | C): Promise<C>;
  };
  /** Small durable notes, private to the connection: on disk when `put` resolves. */
  memory: {
    get(name: string): Promise<JsonValue | undefined>;
    put(name: string, value: JsonValue): Promise<void>;
    /**
     * Changes a note under a lock: one caller at a time per name. `change` gets what stands there and returns what is to
     * stand there; the same value writes nothing. Resolves with it when it is on disk.
     */
    update(
      name: string,
      change: (current: JsonValue | undefined) => Promise<JsonValue | undefined> | JsonValue | undefined,
    ): Promise<JsonValue | undefined>;
  };
  /** Notes of this process for this connection: the same map for every attempt, gone when the process ends. */
  local: Map<string, unknown>;
  /** Records of this connection that stand for the person whom the effect is about, newest link first. */
  links(): Promise<readonly LinkedRecord[]>;
  /** Opens a file of this installation by its id. Throws `not_found` for one that is not here (any more). */
  openMedia(id: string): Promise<OpenMedia>;
};

/** A record that a person was linked with before. */
export type LinkedRecord = { object: string; record: string; how: 'created' | 'matched' | 'told'; at: number };

/** A file: its size, and its bytes in pieces. */
export type OpenMedia = { bytes: number; stream(): AsyncIterable<Uint8Array> };

/**
 * A record of an outside system that stands for somebody, or something of theirs. `gone`: it does so no more, because it
 * was deleted, merged or converted; a link with it is dropped.
 */
export type FoundRecord = { object: string; record: string; how: 'created' | 'matched' | 'gone'; url?: string };

/** One of several effects that are performed together. */
export type BatchItem<C extends JsonObject = JsonObject> = { input: JsonObject; io: ConnectorIo<C> };

/** What became of one of them. */
export type BatchResult = { output: JsonObject } | { failure: FailureData };

/** What a flow will give for an input, as far as it is known before a run: a value, or the form that it will have. */
export type Planned = JsonValue | { readonly [UNKNOWN]: Schema };

/** Marks, in a planned input, a part that only a run knows; behind it stands the form that the part will have. */
export const UNKNOWN = '$unknown';

/** A problem with an operation's input that only the outside system knows of. */
export type Finding = {
  /** A stable kebab-case word. */
  code: string;
  /** Where in the input. */
  path: readonly (string | number)[];
  severity: 'error' | 'warning';
  message: string;
  fix: string;
};

/** One value that can be chosen, as the outside system shows it; `value` is what goes into the input. */
export type Suggestion = { value: JsonValue; label: string; detail?: string };

/** What a value is that flows know by themselves. */
export type Meaning =
  | 'name'
  | 'phone'
  | 'email'
  | 'username'
  | 'language'
  | 'channel'
  | 'ad'
  | 'message'
  | 'priority'
  | 'contact-record';

/** A value that flows know: what it is, and the text that stands for it in an input. */
export type KnownValue = { means: Meaning; template: string };

/** A likely input for an author to go on from, with the reason of each part, and what is left open. */
export type Proposal = {
  input: JsonObject;
  why: readonly { path: readonly (string | number)[]; confidence: 'sure' | 'likely' | 'guess'; why: string }[];
  open: readonly { path: readonly (string | number)[]; message: string }[];
};

/** What performing an operation would do, found out without doing it. */
export type DryRun = {
  /** The request that would be sent, secrets left out. */
  request: JsonObject;
  /** What the outside system would have made of it; or its refusal. */
  result: BatchResult;
  /** What such a trial cannot tell, for people. */
  blind: readonly string[];
};

/** One thing an outside system can do for a flow. */
export type Operation<C extends JsonObject = JsonObject> = {
  title: string;
  description: string;
  input: Schema;
  output: Schema;
  /** Values of the output's member `outcome`, which a step may have exits for. */
  outcomes?: readonly string[];
  repeat(input: JsonObject, config: C): Repeat;
  /** Records that it has made or found, told from what went in and came out: the contact is linked with them. */
  records?(input: JsonObject, output: JsonObject): readonly FoundRecord[];
  /** Throws a `Failure` classified by the outside system's code. `input` fits the schema. */
  run(input: JsonObject, io: ConnectorIo<C>): Promise<JsonObject>;
  /**
   * Effects of one connection and operation that wait at the same time, and whose keys are the same, are performed
   * together; undefined: alone. Only with `runMany`.
   */
  groupKey?(input: JsonObject, config: C): string | undefined;
  /** True where `runMany` keeps the order of its items: then two effects of one conversation may go together. */
  groupInOrder?: true;
  /** Most effects that are performed together just now. Only with `runMany`. */
  groupSize?(key: string, io: Pick<ConnectorIo<C>, 'config' | 'local'>): number;
  /** Performs several inputs of one group: a result for each, in their order. What it throws is the end of all. */
  runMany?(items: readonly BatchItem<C>[], io: ConnectorIo<C>): Promise<readonly BatchResult[]>;
  /** The form of the input for this very system, given what is filled in already. It costs few calls or none. */
  shape?(partial: JsonObject, io: ConnectorIo<C>): Promise<Schema>;
  /** Values for one member of the input, the likeliest first; at most 20. */
  suggest?(
    ask: { input: JsonObject; path: readonly (string | number)[]; text: string },
    io: ConnectorIo<C>,
  ): Promise<readonly Suggestion[]>;
  /** Looks whether an input will be taken, as far as that can be known before. */
  inspect?(input: { readonly [member: string]: Planned }, io: ConnectorIo<C>): Promise<readonly Finding[]>;
  /** Goes on from what is filled in already with what flows know by themselves. */
  propose?(ask: { input: JsonObject; known: readonly KnownValue[] }, io: ConnectorIo<C>): Promise<Proposal>;
  /** Tries an input without leaving anything behind. */
  dryRun?(input: JsonObject, io: ConnectorIo<C>): Promise<DryRun>;
};

/** Most things that one look gives; what is left comes with the next one. */
export const MOST_ITEMS = 200;

/** What one look at an outside system has found, the oldest first, and where the next look goes on. */
export type Found = {
  /**
   * Things that fit `Poll.item`. Those with an `id` (a text) start each flow once, however often they are found: who
   * tells of changes puts the version into the id.
   */
  items: readonly JsonObject[];
  /** What to hand in next time; plain JSON. */
  cursor: JsonValue;
};

/**
 * One kind of news that an outside system is looked at for. Each look gives what is new since a cursor: everything at
 * least once and in the order of its coming, at most `MOST_ITEMS` at a time. It changes nothing outside, and the same
 * cursor gives the same again for as long as nothing comes.
 */
export type Poll<C extends JsonObject = JsonObject> = {
  title: string;
  description: string;
  input: Schema;
  /** Form of one item: what a run is started with. */
  item: Schema;
  /**
   * Looks once. With the cursor null it is the first look: it finds nothing, and its cursor stands for this moment.
   * Throws a `Failure` classified by the outside system's code. `input` fits the schema.
   */
  run(input: JsonObject, cursor: JsonValue, io: ConnectorIo<C>): Promise<Found>;
};

/**
 * One call that published flows make over a connection: what is known of its input, and where it stands. The look of a
 * trigger is one too: its step is `trigger 1`, `trigger 2`, …, and its operation the poll.
 */
export type Use = {
  flow: string;
  step: string;
  operation: string;
  input: { readonly [member: string]: Planned };
};

/** How many of the calls that a system allows in 24 hours are used, by us and by others. */
export type DailyUsage = {
  used: number;
  most: number;
  /** What is left to the system's other programs: at `most - reserve` effects wait. */
  reserve: number;
  /** When the system told so. */
  at: number;
  /** Calls in an hour, lately; unset while that is not known. */
  perHour?: number;
  /** When effects will begin to wait at this pace, where that is within a day; `at` or before: they do. */
  fullAt?: number;
};

/** How a person lets us into an outside system with a browser. */
export type Authorize<C extends JsonObject = JsonObject> = {
  /**
   * Begins: where to send the browser, and what must be kept until it comes back. `redirectUri` is ours; where the
   * connection has an address of its own to come back to, `pasted` says that the person copies it from there to us.
   */
  begin(
    ask: { redirectUri: string; state: string },
    io: ConnectorIo<C>,
  ): Promise<{ url: string; pending: JsonObject; pasted?: boolean }>;
  /**
   * Ends: `returned` is the address that the browser came back to. What it stores is on disk when it resolves; says for
   * people what is connected now. Throws a `Failure` with cause and cure.
   */
  finish(ask: { returned: string; pending: JsonObject }, io: ConnectorIo<C>): Promise<{ message: string }>;
};

/** What a look at a connection is told besides: where browsers come back to us after `authorize`, and who hears each finding at once. */
export type Around = { redirectUri?: string; told?(found: readonly ProbeResult[]): void };

/** What an administrator hands to an outside system, so that it knows us by our key. */
export type Certificate = {
  pem: string;
  /** Until when it is good. */
  until: number;
  /** True when it was made just now: the outside system does not know it yet. */
  made: boolean;
  /** What to do with it, for people. */
  message: string;
};

/**
 * The port for outside systems. `connector.contract.ts` holds the suite that each one passes.
 * A connector does not know messages or flows.
 */
export type Connector<C extends JsonObject = JsonObject> = {
  id: string;
  title: string;
  /** What it says to people, in other languages than English: its forms, what it finds, why it fails. */
  texts?: Translations;
  /** Form of a connection's configuration; secret fields are marked so. */
  config: Schema;
  operations: Readonly<Record<string, Operation<C>>>;
  /** What flows can be started by; absent where nothing is looked for. */
  polls?: Readonly<Record<string, Poll<C>>>;
  /** True where a connection reaches many systems: trouble with one of them says nothing about the others. */
  reachesMany?(config: C): boolean;
  /**
   * Looks at a connection from outside; with what published flows use it for, at that too. Gives all that it found, and
   * tells it step by step where `around` has somebody to hear it.
   */
  check(io: ConnectorIo<C>, uses?: readonly Use[], around?: Around): Promise<ProbeResult[]>;
  /** What is known of the day's calls, without asking the system. */
  usage?(io: Pick<ConnectorIo<C>, 'config' | 'local' | 'memory' | 'now'>): Promise<DailyUsage | undefined>;
  authorize?: Authorize<C>;
  /**
   * The certificate by which the outside system knows a connection: made with its key where there is none yet, or anew
   * where asked. The key is on disk when it resolves. Throws where the connection does not sign in that way.
   */
  certificate?(ask: { renew: boolean }, io: ConnectorIo<C>): Promise<Certificate>;
  /** Keeps a connection alive that its system would forget unused; asked about daily. */
  keepAlive?(io: ConnectorIo<C>): Promise<void>;
  /** Gives back at the outside system what it gave us, before a connection is removed. Never throws for what is over. */
  disconnect?(io: ConnectorIo<C>): Promise<void>;
  /** How a person prepares the outside system step by step, where that takes a guide. */
  preparation?: Preparation;
  /** Files with which an administrator prepares the outside system for these uses, by path. */
  deployables?(uses: readonly Use[], config: C): Readonly<Record<string, string>>;
};
