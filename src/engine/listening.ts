import type { Channel, HookRequest } from '../channels/channel.ts';
import { toFailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { createChannelIo } from './channel-io.ts';
import type { Clock } from './clock.ts';
import type { OpenConnection } from './connection-book.ts';
import { logOf, redactorOf, type OutingOptions } from './outing.ts';

/** What fetching news needs besides the way out. */
export type ListeningOptions = OutingOptions & {
  clock: Clock;
  /** Takes a request in; resolves when all of it is on disk. */
  take(request: HookRequest, connection: OpenConnection, channel: Channel): Promise<void>;
};

/** How often it is looked whether a connection has come to ask for it, or was put right. */
const LOOK_MS = 10_000;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 300_000;

/** Fetching news for connections that nobody can call. */
export type Listening = {
  /** Fetches for a connection from now on, where its channel can and its configuration asks for it. */
  begin(connection: ConnectionId): void;
  /** Ends that; resolves when what was fetched is on disk. */
  end(connection: ConnectionId): Promise<void>;
  /** Ends it for all. */
  close(): Promise<void>;
};

/**
 * Fetches news for connections whose channel can and whose configuration asks for it, until told to end. What fails is
 * tried again later and later; refused credentials mark the connection broken. A connection that is broken or in shadow
 * mode is left alone: fetching takes the news away from whoever else reads them. It belongs to the process that holds
 * the data folder, of which there is one.
 */
export function startListening(connections: readonly ConnectionId[], options: ListeningOptions): Listening {
  const open = new Map<ConnectionId, { over: AbortController; done: Promise<void> }>();
  const begin = (connection: ConnectionId): void => {
    if (open.has(connection) || !channelOf(options, connection)?.listen) return;
    const over = new AbortController();
    open.set(connection, { over, done: keepListening(options, connection, over.signal) });
  };
  const end = async (connection: ConnectionId): Promise<void> => {
    const found = open.get(connection);
    open.delete(connection);
    found?.over.abort();
    await found?.done;
  };
  for (const connection of connections) begin(connection);
  return { begin, end, close: async () => void (await Promise.all([...open.keys()].map(end))) };
}

function channelOf({ connections, channels }: ListeningOptions, id: ConnectionId): Channel | undefined {
  const record = connections.get(id)?.record;
  return record?.kind === 'channel' ? channels[record.type] : undefined;
}

async function keepListening(options: ListeningOptions, id: ConnectionId, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const connection = options.connections.get(id);
    if (!connection || !mayListen(connection)) {
      await rest(options.clock, LOOK_MS, signal);
      continue;
    }
    const ended = await listenOnce(options, connection, signal);
    failures = ended === 'failed' ? failures + 1 : ended === 'heard' ? 1 : 0;
    const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1));
    await rest(options.clock, failures > 0 ? backOffMs : LOOK_MS, signal);
  }
}

function mayListen({ record }: OpenConnection): boolean {
  return record.state === 'working' && !record.shadow;
}

/** Listens until it fails, is told to stop, or the connection is another one. `heard`: it failed after it had worked. */
async function listenOnce(
  options: ListeningOptions,
  connection: OpenConnection,
  signal: AbortSignal,
): Promise<'quiet' | 'heard' | 'failed'> {
  const { key } = connection.record;
  const channel = channelOf(options, key);
  const log = logOf(options, connection, redactorOf(options, connection));
  const io = createChannelIo(options, { connection, http: options.http, log });
  const watch = watchConnection(options, connection);
  let heard = false;
  try {
    await channel?.listen?.(
      io,
      async (request) => {
        await options.take(request, connection, channel);
        heard = true;
      },
      AbortSignal.any([signal, watch.signal]),
    );
    return 'quiet';
  } catch (error) {
    if (signal.aborted || watch.signal.aborted) return 'quiet';
    const failure = toFailureData(error);
    log('news could not be fetched; trying again', { code: failure.code, message: failure.message });
    if (failure.code === 'auth') await options.connections.breakDown(key, failure, options.clock.now(), connection);
    return heard ? 'heard' : 'failed';
  } finally {
    watch.stop();
  }
}

/** Ends listening with credentials that were put right meanwhile, or on a connection that is to be left alone. */
function watchConnection({ connections, clock }: ListeningOptions, { record, generation }: OpenConnection) {
  const changed = new AbortController();
  let cancel = (): void => undefined;
  const look = (): void => {
    const now = connections.get(record.key);
    if (!now || now.generation !== generation || !mayListen(now)) changed.abort();
    else cancel = clock.after(LOOK_MS, look);
  };
  cancel = clock.after(LOOK_MS, look);
  return { signal: changed.signal, stop: () => cancel() };
}

function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', done);
  });
}
