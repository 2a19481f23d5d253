import { Failure, type FailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { canonicalJson, type JsonObject } from '../base/json.ts';
import type { ConnectionLimits, ConnectionRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { systemClock, type Clock } from './clock.ts';
import { openConnectionShelf } from './connection-shelf.ts';

/** A connection ready for use: its record, and its configuration with the secrets opened. */
export type OpenConnection = {
  readonly record: ConnectionRecord;
  readonly config: JsonObject;
  /** Grows each time a person puts credentials right: what was begun with former ones says nothing about these. */
  readonly generation: number;
};

/** Seals and opens the secret fields of a connection's configuration. */
export type ConfigVault = {
  seal(connection: ConnectionId, type: ConnectionRecord['type'], config: JsonObject): JsonObject;
  /** Throws when a field cannot be opened; the message names the connection and the cure. */
  open(connection: ConnectionId, type: ConnectionRecord['type'], config: JsonObject): JsonObject;
};

/** What a connection is seeded from: a project file, the demo. */
export type ConnectionSeed = Pick<ConnectionRecord, 'key' | 'kind' | 'type'> & {
  config: JsonObject;
  /** Hash of the configuration as it was written. */
  seed: string;
  simulator?: boolean;
  /** How hard it may be driven. Changed limits count from the next start, whatever the seed; so does what follows. */
  limits?: ConnectionLimits;
  acknowledge?: boolean;
  capabilities?: JsonObject;
  /** Whether it is in shadow mode; where it is not said, it stays as it is. */
  shadow?: boolean;
};

/** Members of a connection that are as its seed has them, whatever else the connection has learned. */
const SETTINGS = ['limits', 'acknowledge', 'capabilities', 'shadow'] as const;

/** Members that a person sets; null takes one away. */
export type ConnectionSettings = {
  limits?: ConnectionLimits | null;
  acknowledge?: boolean | null;
  capabilities?: JsonObject | null;
};

/** A connection that a person makes. */
export type NewConnection = Pick<ConnectionRecord, 'key' | 'kind' | 'type'> & {
  config: JsonObject;
  simulator?: boolean;
  shadow?: boolean;
};

/** All connections, in memory and on disk. */
export type ConnectionBook = {
  get(id: ConnectionId): OpenConnection | undefined;
  all(): readonly OpenConnection[];
  /**
   * Stores a connection from configuration. A seed that was used before changes nothing: what the connection learned
   * since (rotated tokens, that it is broken) stays. A different seed replaces configuration and state. Limits and the
   * like are as this seed has them either way; only shadow mode stays as it is where the seed says nothing of it.
   */
  seed(seed: ConnectionSeed): Promise<'seeded' | 'kept'>;
  /** Makes a connection. Throws the failure `conflict` where its name is taken. */
  create(connection: NewConnection): Promise<void>;
  /**
   * Changes what a person may change: fields of the configuration (null takes one away), which puts the connection right
   * as `repair` does, and settings, which do not.
   */
  change(id: ConnectionId, change: { fields?: JsonObject; settings?: ConnectionSettings }): Promise<void>;
  /** Takes a connection away, and gives its record as it was stored: `restore` puts it back. */
  remove(id: ConnectionId): Promise<ConnectionRecord>;
  /** Puts a connection back as it was removed. Throws the failure `conflict` where its name is taken. */
  restore(record: ConnectionRecord): Promise<void>;
  /**
   * Changes the newest configuration, one caller at a time among all processes that share the store; on disk when it
   * resolves.
   */
  update(id: ConnectionId, change: (current: JsonObject) => Promise<JsonObject> | JsonObject): Promise<JsonObject>;
  /**
   * Marks a connection broken. True when it was working until now, so that it is reported once. `used` is what the
   * refused attempt was made with: a connection that was repaired meanwhile stays as it is.
   */
  breakDown(id: ConnectionId, failure: FailureData, at: number, used?: OpenConnection): Promise<boolean>;
  /** Takes a connection for working again: with these fields changed, or because what was wrong with it is over. */
  repair(id: ConnectionId, fields?: JsonObject): Promise<void>;
  /** Puts a connection into shadow mode, or takes it out; what is performed from then on heeds it. */
  setShadow(id: ConnectionId, on: boolean): Promise<void>;
  /** Overrides fields for this process only: addresses of simulators that change at each start. */
  overlay(id: ConnectionId, fields: JsonObject): void;
  /** Notes of this process about a connection: the same map until its configuration is replaced. */
  local(id: ConnectionId): Map<string, unknown>;
};

/** Loads every connection of a store; the clock times how long other processes may hold one. */
export async function openConnectionBook(
  store: Store,
  vault: ConfigVault,
  clock: Clock = systemClock,
): Promise<ConnectionBook> {
  const shelf = await openConnectionShelf(store, vault, clock);
  const { changing, need, storedConfig } = shelf;
  return {
    get: shelf.get,
    all: shelf.all,
    overlay: shelf.overlay,
    local: shelf.local,
    seed: (seed) =>
      changing(seed.key, async (held) => {
        const { config, ...facts } = seed;
        const former = shelf.get(seed.key)?.record;
        const shadow = seed.shadow ?? former?.shadow;
        const settings = settingsOf({ ...seed, ...(shadow === undefined ? {} : { shadow }) });
        if (former?.seed !== seed.seed) {
          await shelf.renew(held, { ...facts, ...settings, config: {}, state: 'working' }, config);
          return 'seeded';
        }
        const next = { ...without(former, SETTINGS), ...settings };
        if (canonicalJson(next) !== canonicalJson(former)) await shelf.save(held, next, storedConfig(seed.key));
        return 'kept';
      }),
    create: ({ config, ...facts }) =>
      changing(facts.key, (held) => {
        if (shelf.get(facts.key)) throw taken(facts.key);
        return shelf.renew(held, { ...facts, config: {}, state: 'working' }, config);
      }),
    change: (id, { fields, settings = {} }) =>
      changing(id, (held) => {
        const given = Object.keys(settings) as (keyof ConnectionSettings)[];
        const { problem, ...rest } = need(id).record;
        const record: Omit<ConnectionRecord, 'problem'> = { ...without(rest, given), ...present(settings) };
        if (!fields) return shelf.save(held, { ...record, ...(problem ? { problem } : {}) }, storedConfig(id));
        return shelf.renew(held, { ...record, state: 'working' }, present({ ...storedConfig(id), ...fields }));
      }),
    remove: (id) =>
      changing(id, async (held) => {
        const { record } = need(id);
        await shelf.drop(held, id);
        return record;
      }),
    restore: (record) =>
      changing(record.key, (held) => {
        if (shelf.get(record.key)) throw taken(record.key);
        return shelf.renew(held, record, vault.open(record.key, record.type, record.config));
      }),
    setShadow: (id, on) =>
      changing(id, async (held) => {
        const { record } = need(id);
        if ((record.shadow ?? false) !== on) await shelf.save(held, { ...record, shadow: on }, storedConfig(id));
      }),
    update: (id, change) =>
      changing(id, async (held) => {
        const { config } = need(id);
        const next = await change(config);
        if (next !== config) await shelf.saveChange(held, id, next);
        return need(id).config;
      }),
    breakDown: (id, failure, at, used) =>
      changing(id, async (held) => {
        const { record, generation } = need(id);
        if (record.state === 'broken' || (used && used.generation !== generation)) return false;
        await shelf.save(held, { ...record, state: 'broken', problem: { ...failure, at } }, storedConfig(id));
        return true;
      }),
    repair: (id, fields = {}) =>
      changing(id, (held) => {
        const { problem: _over, ...record } = need(id).record;
        return shelf.renew(held, { ...record, state: 'working' }, { ...storedConfig(id), ...fields });
      }),
  };
}

function taken(id: ConnectionId): Failure {
  return new Failure({ code: 'conflict', message: `There is a connection "${id}" already. Choose another name.` });
}

/** The members that are there. */
function present<T extends object>(members: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const there = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof T]?: NonNullable<T[Name]> };
}

function settingsOf(seed: ConnectionSeed): Pick<ConnectionRecord, (typeof SETTINGS)[number]> {
  return Object.fromEntries(SETTINGS.filter((name) => seed[name] !== undefined).map((name) => [name, seed[name]]));
}

function without<T extends object, Name extends keyof T>(record: T, names: readonly Name[]): Omit<T, Name> {
  const left = Object.entries(record).filter(([name]) => !names.includes(name as Name));
  return Object.fromEntries(left) as Omit<T, Name>;
}
