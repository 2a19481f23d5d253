import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Http } from '../../net/http.ts';
import { Failure } from '../../base/failure.ts';
import type { Attempt, ConnectorIo, LinkedRecord, OpenMedia } from '../connector.ts';

/** What a test decides about a connection; `key` and `attempt` can also be given for each effect. */
export type MemoryConnectionOptions<C extends JsonObject> = {
  config: C;
  http: Http;
  now?: () => number;
  /** Called before a changed configuration counts as stored; throwing stands for a process that dies just then. */
  beforeStore?: (next: C) => void;
  /** Records that stand for the person, asked for at each attempt. */
  links?: () => readonly LinkedRecord[];
  media?: Readonly<Record<string, OpenMedia>>;
};

/** A connection that lives in memory and keeps the promises of `ConnectorIo`: for tests of connectors. */
export type MemoryConnection<C extends JsonObject> = {
  /** The stored configuration. */
  config(): C;
  notes: Map<string, JsonValue>;
  logs: { message: string; facts: JsonObject | undefined }[];
  /** The io of one attempt of the effect with this key. */
  io(key: string, attempt?: Attempt): ConnectorIo<C>;
};

/** Makes a connection in memory; `update` runs one change at a time, as on disk. */
export function memoryConnection<C extends JsonObject>(options: MemoryConnectionOptions<C>): MemoryConnection<C> {
  let stored = options.config;
  let last: Promise<unknown> = Promise.resolve();
  const notes = new Map<string, JsonValue>();
  const logs: MemoryConnection<C>['logs'] = [];

  const update = (change: (current: C) => Promise<C> | C): Promise<C> => {
    const next = last.then(async () => {
      const changed = await change(stored);
      if (changed !== stored) options.beforeStore?.(changed);
      stored = changed;
      return stored;
    });
    last = next.catch(() => undefined);
    return next;
  };

  let lastNote: Promise<unknown> = Promise.resolve();
  const local = new Map<string, unknown>();
  const updateNote: ConnectorIo['memory']['update'] = (name, change) => {
    const next = lastNote.then(async () => {
      const changed = await change(notes.get(name));
      if (changed === undefined) notes.delete(name);
      else notes.set(name, changed);
      return changed;
    });
    lastNote = next.catch(() => undefined);
    return next;
  };

  return {
    config: () => stored,
    notes,
    logs,
    io: (key, attempt = { number: 1 }) => ({
      config: stored,
      http: options.http,
      now: options.now ?? Date.now,
      key,
      attempt,
      log: (message, facts) => void logs.push({ message, facts }),
      connection: { update },
      memory: {
        get: (name) => Promise.resolve(notes.get(name)),
        put: (name, value) => {
          notes.set(name, value);
          return Promise.resolve();
        },
        update: updateNote,
      },
      local,
      links: async () => options.links?.() ?? [],
      openMedia: async (id) => {
        const file = options.media?.[id];
        if (!file) throw new Failure({ code: 'not_found', message: `There is no file ${id}.` });
        return file;
      },
    }),
  };
}
