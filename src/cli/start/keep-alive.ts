import { randomUUID } from 'node:crypto';
import { toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Clock } from '../../engine/clock.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { createConnectorIo } from '../../engine/connector-io.ts';
import { own } from '../../flow/flow.ts';
import type { Http } from '../../net/http.ts';
import type { Books } from './books.ts';
import { connectorsById } from './catalog.ts';

/** How often it is looked whether a day has passed. */
const LOOK_MS = 3_600_000;
/** A start does what waits first. */
const FIRST_LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

type Ways = {
  http: Http;
  clock: Clock;
  log(message: string, facts: JsonObject): void;
  /** This build's connectors unless told. */
  connectors?: Readonly<Record<string, Connector>>;
};

/**
 * Asks each connection once a day, restarts or not, to keep itself alive where its connector can. Trouble that passes
 * waits for the next day; credentials that are refused mark the connection broken. The returned function stops it.
 */
export function startKeepingAlive(books: Pick<Books, 'store' | 'connections'>, ways: Ways): () => Promise<void> {
  const { clock, log } = ways;
  let cancel = (): void => undefined;
  let working: Promise<void> | undefined;
  const look = (): void => {
    working = keepAll(books, ways)
      .catch((error: unknown) =>
        log('keeping connections alive failed; the next hour tries again', { message: String(error) }),
      )
      .finally(() => plan(LOOK_MS));
  };
  const plan = (afterMs: number): void => void (cancel = clock.after(afterMs, look));
  plan(FIRST_LOOK_MS);
  return async () => {
    cancel();
    await working;
    cancel();
  };
}

async function keepAll(books: Pick<Books, 'store' | 'connections'>, ways: Ways): Promise<void> {
  const { store, connections } = books;
  for (const connection of connections.all()) {
    const { key, type, state, simulator } = connection.record;
    const connector = own(ways.connectors ?? connectorsById, type);
    if (!connector?.keepAlive || state === 'broken' || simulator) continue;
    const name = `kept-alive/${key}`;
    const last = (await store.get('setting', name))?.value;
    const now = ways.clock.now();
    if (typeof last === 'number' && now - last < DAY_MS) continue;
    await store.commit([{ op: 'put', kind: 'setting', record: { key: name, value: now } }]);
    await keepOne(books, ways, { connection, connector });
  }
}

type Kept = { connection: OpenConnection; connector: Connector };

async function keepOne(
  { store, connections }: Pick<Books, 'store' | 'connections'>,
  { http, clock, log }: Ways,
  { connection, connector }: Kept,
): Promise<void> {
  const { key } = connection.record;
  const note = (message: string, facts?: JsonObject): void => log(message, { connection: key, ...facts });
  const use = { connection, http, log: note, key: `keep-alive-${randomUUID()}`, attempt: { number: 1 } };
  try {
    await connector.keepAlive?.(createConnectorIo({ store, connections, now: clock.now }, use));
  } catch (error) {
    const failure = toFailureData(error);
    note('a connection could not be kept alive', { code: failure.code, message: failure.message });
    if (failure.code === 'auth') await connections.breakDown(key, failure, clock.now(), connection);
  }
}
