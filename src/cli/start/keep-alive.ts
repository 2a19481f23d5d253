import { randomUUID } from 'node:crypto';
import { toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Channel } from '../../channels/channel.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Clock } from '../../engine/clock.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { createChannelIo } from '../../engine/channel-io.ts';
import { createConnectorIo, type ConnectorUse } from '../../engine/connector-io.ts';
import { own } from '../../flow/flow.ts';
import type { Http } from '../../net/http.ts';
import type { Books } from '../../control/books.ts';
import { channelsById, connectorsById } from '../../control/catalog.ts';

/** How often it is looked whether a day has passed. */
const LOOK_MS = 3_600_000;
/** A start does what waits first. */
const FIRST_LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

type Ways = {
  http: Http;
  clock: Clock;
  log(message: string, facts: JsonObject): void;
  /** This build's connectors and channels unless told. */
  connectors?: Readonly<Record<string, Connector>>;
  channels?: Readonly<Record<string, Channel>>;
};

/**
 * Asks each connection once a day, restarts or not, to keep itself alive where its connector or channel can. Trouble that passes
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
    const { key, state, simulator } = connection.record;
    const keep = keeperOf(books, ways, connection);
    if (!keep || state === 'broken' || simulator) continue;
    const name = `kept-alive/${key}`;
    const last = (await store.get('setting', name))?.value;
    const now = ways.clock.now();
    if (typeof last === 'number' && now - last < DAY_MS) continue;
    await store.commit([{ op: 'put', kind: 'setting', record: { key: name, value: now } }]);
    await keepOne(books, ways, { connection, keep });
  }
}

type Keep = (use: Pick<ConnectorUse, 'http' | 'log'>) => Promise<void>;

/** What keeps a connection alive; undefined where nothing does. In shadow mode a channel touches nothing outside. */
function keeperOf(
  books: Pick<Books, 'store' | 'connections'>,
  ways: Ways,
  connection: OpenConnection,
): Keep | undefined {
  const { kind, type, shadow } = connection.record;
  const world = { ...books, now: ways.clock.now };
  const connector = kind === 'connector' ? own(ways.connectors ?? connectorsById, type) : undefined;
  if (connector?.keepAlive) {
    const use = { connection, key: `keep-alive-${randomUUID()}`, attempt: { number: 1 } };
    return async (way) => connector.keepAlive?.(createConnectorIo(world, { ...use, ...way }));
  }
  const channel = kind === 'channel' && !shadow ? own(ways.channels ?? channelsById, type) : undefined;
  return channel?.keepAlive && (async (way) => channel.keepAlive?.(createChannelIo(world, { connection, ...way })));
}

async function keepOne(
  { connections }: Pick<Books, 'connections'>,
  { http, clock, log }: Ways,
  { connection, keep }: { connection: OpenConnection; keep: Keep },
): Promise<void> {
  const { key } = connection.record;
  const note = (message: string, facts?: JsonObject): void => log(message, { connection: key, ...facts });
  try {
    await keep({ http, log: note });
  } catch (error) {
    const failure = toFailureData(error);
    note('a connection could not be kept alive', { code: failure.code, message: failure.message });
    if (failure.code === 'auth') await connections.breakDown(key, failure, clock.now(), connection);
  }
}
