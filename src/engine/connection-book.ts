import type { FailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { canonicalJson, type JsonObject } from '../base/json.ts';
import type { ConnectionLimits, ConnectionRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

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
  /** How hard it may be driven. Changed limits count from the next start, whatever the seed. */
  limits?: ConnectionLimits;
};

/** All connections, in memory and on disk. */
export type ConnectionBook = {
  get(id: ConnectionId): OpenConnection | undefined;
  all(): readonly OpenConnection[];
  /**
   * Stores a connection from configuration. A seed that was used before changes nothing: what the connection learned
   * since (rotated tokens, that it is broken) stays. A different seed replaces configuration and state. Limits are as
   * this seed has them either way.
   */
  seed(seed: ConnectionSeed): Promise<'seeded' | 'kept'>;
  /** Changes a configuration, one caller at a time; on disk when it resolves. */
  update(id: ConnectionId, change: (current: JsonObject) => Promise<JsonObject> | JsonObject): Promise<JsonObject>;
  /**
   * Marks a connection broken. True when it was working until now, so that it is reported once. `used` is what the
   * refused attempt was made with: a connection that was repaired meanwhile stays as it is.
   */
  breakDown(id: ConnectionId, failure: FailureData, at: number, used?: OpenConnection): Promise<boolean>;
  /** Takes a connection for working again: with these fields changed, or because what was wrong with it is over. */
  repair(id: ConnectionId, fields?: JsonObject): Promise<void>;
  /** Overrides fields for this process only: addresses of simulators that change at each start. */
  overlay(id: ConnectionId, fields: JsonObject): void;
  /** Notes of this process about a connection: the same map until its configuration is replaced. */
  local(id: ConnectionId): Map<string, unknown>;
};

/** Loads every connection of a store. */
export async function openConnectionBook(store: Store, vault: ConfigVault): Promise<ConnectionBook> {
  const book = new Map<ConnectionId, OpenConnection>();
  /** Configurations as they are stored, secrets opened. */
  const stored = new Map<ConnectionId, JsonObject>();
  const overlays = new Map<ConnectionId, JsonObject>();
  const locks = new Map<ConnectionId, Promise<unknown>>();
  const generations = new Map<ConnectionId, number>();
  const locals = new Map<ConnectionId, Map<string, unknown>>();
  const generationOf = (id: ConnectionId): number => generations.get(id) ?? 0;
  const remember = (record: ConnectionRecord, config: JsonObject): void => {
    stored.set(record.key, config);
    const generation = generationOf(record.key);
    book.set(record.key, { record, config: { ...config, ...overlays.get(record.key) }, generation });
  };
  const storedConfig = (id: ConnectionId): JsonObject => stored.get(id) ?? {};
  const need = (id: ConnectionId): OpenConnection => {
    const found = book.get(id);
    if (!found) throw new Error(`There is no connection "${id}".`);
    return found;
  };
  const save = async (record: ConnectionRecord, config: JsonObject): Promise<void> => {
    const sealed = { ...record, config: vault.seal(record.key, record.type, config) };
    await store.commit([{ op: 'put', kind: 'connection', record: sealed }]);
    remember(sealed, config);
  };
  /** Saves what a person has put right. */
  const renew = (record: ConnectionRecord, config: JsonObject): Promise<void> => {
    generations.set(record.key, generationOf(record.key) + 1);
    locals.delete(record.key);
    return save(record, config);
  };
  /** Runs one piece of work at a time per connection. */
  const locked = <T>(id: ConnectionId, work: () => Promise<T>): Promise<T> => {
    const next = (locks.get(id) ?? Promise.resolve()).then(work, work);
    locks.set(
      id,
      next.catch(() => undefined),
    );
    return next;
  };
  for (const record of await store.list('connection', { limit: 100_000 }))
    remember(record, vault.open(record.key, record.type, record.config));
  return {
    get: (id) => book.get(id),
    all: () => [...book.values()],
    seed: (seed) =>
      locked(seed.key, async () => {
        const { config, ...facts } = seed;
        const former = book.get(seed.key)?.record;
        if (former?.seed !== seed.seed) {
          await renew({ ...facts, config: {}, state: 'working' }, config);
          return 'seeded';
        }
        const { limits: formerLimits, ...rest } = former;
        if (canonicalJson(formerLimits ?? {}) !== canonicalJson(seed.limits ?? {}))
          await save({ ...rest, ...(seed.limits ? { limits: seed.limits } : {}) }, storedConfig(seed.key));
        return 'kept';
      }),
    update: (id, change) =>
      locked(id, async () => {
        const { record, config } = need(id);
        const next = await change(config);
        if (next !== config) await save(record, withoutOverlay(next, overlays.get(id), storedConfig(id)));
        return need(id).config;
      }),
    breakDown: (id, failure, at, used) =>
      locked(id, async () => {
        const { record, generation } = need(id);
        if (record.state === 'broken' || (used && used.generation !== generation)) return false;
        await save({ ...record, state: 'broken', problem: { ...failure, at } }, storedConfig(id));
        return true;
      }),
    repair: (id, fields = {}) =>
      locked(id, () => {
        const { problem: _over, ...record } = need(id).record;
        return renew({ ...record, state: 'working' }, { ...storedConfig(id), ...fields });
      }),
    overlay(id, fields) {
      overlays.set(id, fields);
      remember(need(id).record, storedConfig(id));
    },
    local(id) {
      let local = locals.get(id);
      if (!local) locals.set(id, (local = new Map()));
      return local;
    },
  };
}

/** The configuration to store: overlaid fields belong to this process, and what they cover stays as it was. */
function withoutOverlay(next: JsonObject, overlay: JsonObject | undefined, stored: JsonObject): JsonObject {
  if (!overlay) return next;
  const own = Object.entries(next).filter(([name, value]) => !(name in overlay) || value !== overlay[name]);
  const covered = Object.entries(stored).filter(([name]) => name in overlay && next[name] === overlay[name]);
  return Object.fromEntries([...own, ...covered]);
}
