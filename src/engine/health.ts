import type { ConnectionId } from '../base/ids.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Store } from '../store/store.ts';
import type { Trouble } from './troubles.ts';

/** What the last looks at connections found wrong: on disk, and at hand for alerts. */
export type Health = {
  /** When a connection was last looked at. */
  checkedAt(connection: ConnectionId): number | undefined;
  /** Keeps what a look found in the place of what the one before it did. */
  keep(connection: ConnectionId, results: readonly ProbeResult[], at: number): Promise<void>;
  /** Lets go of what was found of connections that are no more. */
  forget(except: ReadonlySet<ConnectionId>): Promise<void>;
  troubles(): Trouble[];
};

type Note = { at: number; bad: readonly { name: string; message: string }[] };

const PREFIX = 'checked/';

/** Loads what was found before. Each probe that fails is a trouble of its own, so that a new one is told. */
export async function openHealth(store: Pick<Store, 'list' | 'commit'>): Promise<Health> {
  const notes = new Map<string, Note>();
  for (const { key, value } of await store.list('setting', { limit: 100_000 })) {
    const note = key.startsWith(PREFIX) ? readNote(value) : undefined;
    if (note) notes.set(key.slice(PREFIX.length), note);
  }
  return {
    checkedAt: (connection) => notes.get(connection)?.at,
    async keep(connection, results, at) {
      const bad = results.filter(({ ok }) => !ok).map(({ name, message }) => ({ name, message }));
      const record = { key: `${PREFIX}${connection}`, value: { at, bad } };
      await store.commit([{ op: 'put', kind: 'setting', record }]);
      notes.set(connection, { at, bad });
    },
    async forget(except) {
      const gone = [...notes.keys()].filter((key) => !except.has(key as ConnectionId));
      if (gone.length === 0) return;
      await store.commit(gone.map((key) => ({ op: 'delete', kind: 'setting', key: `${PREFIX}${key}` })));
      for (const key of gone) notes.delete(key);
    },
    troubles: () =>
      [...notes].flatMap(([connection, { bad }]) =>
        bad.map(({ name, message }): Trouble => ({ what: 'unfit', about: `${connection}/${name}`, message, count: 1 })),
      ),
  };
}

function readNote(value: JsonValue): Note | undefined {
  if (!isObject(value) || typeof value['at'] !== 'number' || !Array.isArray(value['bad'])) return undefined;
  const bad = value['bad'].filter(isObject).map(({ name, message }) => ({
    name: typeof name === 'string' ? name : '',
    message: typeof message === 'string' ? message : '',
  }));
  return { at: value['at'], bad };
}
