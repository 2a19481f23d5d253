import type { Attempt, ConnectorIo, LinkedRecord, OpenMedia } from '../connectors/connector.ts';
import { Failure } from '../base/failure.ts';
import type { ConnectionId, EffectId } from '../base/ids.ts';
import type { JsonValue } from '../base/json.ts';
import type { Http } from '../net/http.ts';
import type { Store } from '../store/store.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';

/** What stands behind the io of connectors. */
export type ConnectorWorld = {
  store: Store;
  connections: Pick<ConnectionBook, 'update' | 'local'>;
  now(): number;
  /** Records of a connection that stand for the person whom an effect is about; none unless told. */
  linksOf?(effect: EffectId, connection: ConnectionId): Promise<readonly LinkedRecord[]>;
  /** Opens a file by its id; undefined for one that is not here. */
  openMedia?(id: string): Promise<OpenMedia | undefined>;
};

/** One use of a connection: an attempt of an effect, or a look at it. */
export type ConnectorUse = {
  connection: OpenConnection;
  http: Http;
  log: ConnectorIo['log'];
  key: string;
  attempt: Attempt;
  /** Unset where no effect is behind it. */
  effect?: EffectId;
};

/** Makes the only way by which a connector reaches the world and remembers. */
export function createConnectorIo(
  { store, connections, now, linksOf, openMedia }: ConnectorWorld,
  { connection: { record, config }, http, log, key, attempt, effect }: ConnectorUse,
): ConnectorIo {
  return {
    config,
    http,
    now,
    key,
    attempt,
    log,
    connection: { update: (change) => connections.update(record.key, change) },
    memory: memoryOf(store, record.key),
    local: connections.local(record.key),
    links: async () => (effect && linksOf ? linksOf(effect, record.key) : []),
    async openMedia(id) {
      const file = await openMedia?.(id);
      if (file) return file;
      throw new Failure({
        code: 'not_found',
        message: 'The file is not here (any more). Files of messages are kept as long as the retention of media says.',
      });
    },
  };
}

function memoryOf(store: Store, connection: ConnectionId): ConnectorIo['memory'] {
  const get = async (name: string): Promise<JsonValue | undefined> =>
    (await store.get('memory', `${connection}/${name}`))?.value;
  const put = (name: string, value: JsonValue | undefined): Promise<void> => {
    const key = `${connection}/${name}`;
    if (value === undefined) return store.commit([{ op: 'delete', kind: 'memory', key }]);
    return store.commit([{ op: 'put', kind: 'memory', record: { key, value } }]);
  };
  return {
    get,
    put,
    update: (name, change) =>
      oneAtATime(store, `${connection}/${name}`, async () => {
        const current = await get(name);
        const next = await change(current);
        if (next !== current) await put(name, next);
        return next;
      }),
  };
}

/** What is under way of each note, so that the next change of it waits. */
const underWay = new WeakMap<Store, Map<string, Promise<unknown>>>();

function oneAtATime<T>(store: Store, name: string, work: () => Promise<T>): Promise<T> {
  let queues = underWay.get(store);
  if (!queues) underWay.set(store, (queues = new Map()));
  const mine = (queues.get(name) ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => undefined);
  queues.set(name, settled);
  void settled.then(() => {
    if (queues.get(name) === settled) queues.delete(name);
  });
  return mine;
}
