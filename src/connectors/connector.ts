import type { JsonObject, JsonValue } from '../base/json.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Schema } from '../base/schema.ts';
import type { Http } from '../net/http.ts';

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
  };
};

/** A record of an outside system that stands for somebody, or something of theirs. */
export type FoundRecord = { object: string; record: string; how: 'created' | 'matched'; url?: string };

/** One thing an outside system can do for a flow. */
export type Operation<C extends JsonObject = JsonObject> = {
  title: string;
  description: string;
  input: Schema;
  output: Schema;
  repeat(input: JsonObject, config: C): Repeat;
  /** Records that it has made or found, told from what went in and came out: the contact is linked with them. */
  records?(input: JsonObject, output: JsonObject): readonly FoundRecord[];
  /** Throws a `Failure` classified by the outside system's code. `input` fits the schema. */
  run(input: JsonObject, io: ConnectorIo<C>): Promise<JsonObject>;
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
 * The port for outside systems. `connector.contract.ts` holds the suite that each one passes.
 * A connector does not know messages or flows.
 */
export type Connector<C extends JsonObject = JsonObject> = {
  id: string;
  title: string;
  /** Form of a connection's configuration; secret fields are marked so. */
  config: Schema;
  operations: Readonly<Record<string, Operation<C>>>;
  /** What flows can be started by; absent where nothing is looked for. */
  polls?: Readonly<Record<string, Poll<C>>>;
  /** True where a connection reaches many systems: trouble with one of them says nothing about the others. */
  reachesMany?(config: C): boolean;
  check(io: ConnectorIo<C>): Promise<ProbeResult[]>;
};
