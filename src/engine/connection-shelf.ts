import { Failure } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../base/json.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { ConflictError, type Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { ConfigVault, ConnectionBook, OpenConnection } from './connection-book.ts';
import { createLeases, REST_MS, type Lease } from './lease.ts';

/** Connections in memory as they stand in the store, and the only ways to change them there. */
export type ConnectionShelf = Pick<ConnectionBook, 'get' | 'all' | 'overlay' | 'local'> & {
  /** Throws where there is none. */
  need(id: ConnectionId): OpenConnection;
  /** The configuration as it is stored, secrets opened. */
  storedConfig(id: ConnectionId): JsonObject;
  /** Works on the newest state of a connection, one caller at a time among all processes. */
  changing<T>(id: ConnectionId, work: (held: Lease) => Promise<T>): Promise<T>;
  /** Writes a connection, sealed, and ends the lease with it. */
  save(held: Lease, record: ConnectionRecord, config: JsonObject): Promise<void>;
  /** Saves what a person has put right: what was begun before says nothing about it. */
  renew(held: Lease, record: ConnectionRecord, config: JsonObject): Promise<void>;
  /** Saves a changed configuration, even where the lease was lost meanwhile. */
  saveChange(held: Lease, id: ConnectionId, next: JsonObject): Promise<void>;
  /** Takes a connection out of store and memory. */
  drop(held: Lease, id: ConnectionId): Promise<void>;
};

/** Loads every connection of a store. */
export async function openConnectionShelf(store: Store, vault: ConfigVault, clock: Clock): Promise<ConnectionShelf> {
  const memory = createMemory();
  const { need, storedConfig, remember } = memory;
  const leases = createLeases(store, clock);
  for (const record of await store.list('connection', { limit: 100_000 }))
    remember(record, vault.open(record.key, record.type, record.config));
  /** What the store holds now: another process may have changed it. */
  const refresh = async (id: ConnectionId): Promise<void> => {
    const known = memory.get(id)?.record;
    const record = await store.get('connection', id);
    if (!record || (known && canonicalJson(record) === canonicalJson(known))) return;
    const repaired = known?.state === 'broken' && record.state === 'working';
    if (repaired || (known && known.seed !== record.seed)) memory.outdate(id);
    remember(record, vault.open(id, record.type, record.config));
  };
  const changing = inLine(clock, async (id) => {
    const lease = await leases.take(`connection/${id}`);
    await refresh(id).catch(async (error: unknown) => {
      await lease.end();
      throw error;
    });
    return lease;
  });
  const save: ConnectionShelf['save'] = async (held, record, config) => {
    const sealed = { ...record, config: vault.seal(record.key, record.type, config) };
    const former = memory.get(record.key)?.record;
    const write = former ? ({ op: 'put', former } as const) : ({ op: 'insert' } as const);
    await held.finish([{ ...write, kind: 'connection', record: sealed }]);
    remember(sealed, config);
  };
  return {
    ...memory,
    changing,
    save,
    renew(held, record, config) {
      memory.outdate(record.key);
      return save(held, record, config);
    },
    async drop(held, id) {
      await held.finish([{ op: 'delete', kind: 'connection', key: id }]);
      memory.forget(id);
    },
    async saveChange(held, id, next) {
      const base = storedConfig(id);
      const stored = memory.withoutOverlay(id, next);
      try {
        await save(held, need(id).record, stored);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        // This process slept so long that its lease was taken. A rotated token must not be lost over it.
        const again = await leases.take(`connection/${id}`);
        try {
          await refresh(id);
          await save(again, need(id).record, rebased({ base, next: stored, newest: storedConfig(id) }));
        } finally {
          await again.end();
        }
      }
    },
  };
}

function createMemory() {
  const book = new Map<ConnectionId, OpenConnection>();
  /** Configurations as they are stored, secrets opened. */
  const stored = new Map<ConnectionId, JsonObject>();
  const overlays = new Map<ConnectionId, JsonObject>();
  const generations = new Map<ConnectionId, number>();
  const locals = new Map<ConnectionId, Map<string, unknown>>();
  const generationOf = (id: ConnectionId): number => generations.get(id) ?? 0;
  const storedConfig = (id: ConnectionId): JsonObject => stored.get(id) ?? {};
  const need = (id: ConnectionId): OpenConnection => {
    const found = book.get(id);
    if (!found) throw new Error(`There is no connection "${id}".`);
    return found;
  };
  const remember = (record: ConnectionRecord, config: JsonObject): void => {
    stored.set(record.key, config);
    const generation = generationOf(record.key);
    book.set(record.key, { record, config: { ...config, ...overlays.get(record.key) }, generation });
  };
  return {
    get: (id: ConnectionId) => book.get(id),
    all: () => [...book.values()],
    need,
    storedConfig,
    remember,
    /** What was begun with the former credentials is of the past from now on. */
    outdate(id: ConnectionId) {
      generations.set(id, generationOf(id) + 1);
      locals.delete(id);
    },
    overlay(id: ConnectionId, fields: JsonObject) {
      overlays.set(id, fields);
      remember(need(id).record, storedConfig(id));
    },
    /** What is begun under the same name later is another connection. */
    forget(id: ConnectionId) {
      for (const map of [book, stored, overlays, locals]) map.delete(id);
      generations.set(id, generationOf(id) + 1);
    },
    local(id: ConnectionId) {
      let local = locals.get(id);
      if (!local) locals.set(id, (local = new Map()));
      return local;
    },
    withoutOverlay: (id: ConnectionId, next: JsonObject) => withoutOverlay(next, overlays.get(id), storedConfig(id)),
  };
}

/** Those of this process who change one connection, and the lease that they hand on. */
type Line = { last: Promise<unknown>; waiting: number; lease?: Lease; handOnUntil: number };

/** How long a lease is handed on within a process before others have their turn. */
const HAND_ON_MS = 1000;

/**
 * Runs one piece of work at a time per connection, under a lease. A hundred callers that come at once, as when a session
 * ends, share one: taking it anew for each would be two commits apiece.
 */
function inLine(clock: Clock, take: (id: ConnectionId) => Promise<Lease>): ConnectionShelf['changing'] {
  const lines = new Map<ConnectionId, Line>();
  const begin = async (line: Line, id: ConnectionId): Promise<Lease> => {
    if (line.lease) return line.lease;
    line.handOnUntil = clock.now() + HAND_ON_MS;
    return (line.lease = await take(id));
  };
  const leave = async (line: Line): Promise<void> => {
    const { lease, waiting, handOnUntil } = line;
    const goesOn = waiting > 0 && lease?.isHeld();
    if (!lease || (goesOn && clock.now() < handOnUntil)) return;
    delete line.lease;
    await lease.end();
    // Others look now and then: who took it anew at once would always be first.
    if (goesOn) await new Promise<void>((resolve) => void clock.after(REST_MS, resolve));
  };
  return (id, work) => {
    const line: Line = lines.get(id) ?? { last: Promise.resolve(), waiting: 0, handOnUntil: 0 };
    lines.set(id, line);
    line.waiting += 1;
    const mine = line.last.then(async () => {
      line.waiting -= 1;
      try {
        return await work(await begin(line, id));
      } finally {
        await leave(line);
      }
    });
    line.last = mine.catch(() => undefined);
    return mine;
  };
}

/** The configuration to store: overlaid fields belong to this process, and what they cover stays as it was. */
function withoutOverlay(next: JsonObject, overlay: JsonObject | undefined, stored: JsonObject): JsonObject {
  if (!overlay) return next;
  const own = Object.entries(next).filter(([name, value]) => !(name in overlay) || value !== overlay[name]);
  const covered = Object.entries(stored).filter(([name]) => name in overlay && next[name] === overlay[name]);
  return Object.fromEntries([...own, ...covered]);
}

/** What was changed from `base` to `next`, put into the newest. Throws where somebody else changed the same. */
function rebased({ base, next, newest }: { base: JsonObject; next: JsonObject; newest: JsonObject }): JsonObject {
  const text = (value: JsonValue | undefined): string => canonicalJson(value ?? null);
  const names = new Set([...Object.keys(base), ...Object.keys(next)]);
  const changed = [...names].filter((name) => text(base[name]) !== text(next[name]));
  if (changed.some((name) => text(newest[name]) !== text(base[name]))) {
    const message = 'The connection was changed elsewhere meanwhile; the next attempt begins with that.';
    throw new Failure({ code: 'unavailable', message });
  }
  const kept = Object.entries(newest).filter(([name]) => !changed.includes(name));
  const own = Object.entries(next).filter(([name]) => changed.includes(name));
  return Object.fromEntries([...kept, ...own]);
}
