import { toFailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import { createChannelIo } from './channel-io.ts';
import { logOf, redactorOf, type OutingOptions } from './outing.ts';

/** Tells providers that messages have come in: read, typing, a button that waits. */
export type Acknowledger = {
  /** Takes a message that is on disk; returns at once. */
  take(connection: ConnectionId, message: MessageEvent): void;
  /** Begins nothing more; resolves when what is under way has ended. */
  close(): Promise<void>;
};

type Waiting = { connection: ConnectionId; message: MessageEvent; lane: string };

/** Acknowledgements under way at once, of all connections. */
const MOST_AT_ONCE = 8;
/** More than this is not worth telling any more when its turn comes. */
const MOST_WAITING = 1000;
const TIMEOUT_MS = 10_000;

/**
 * Creates the acknowledger. Each message is told of once at most, those of one person in their order; a failure is logged
 * and changes nothing. Echoes and copies are never told of, nor is anything on a connection that is broken, in shadow
 * mode. A connection that is told to keep it to itself still answers taps.
 */
export function createAcknowledger(options: OutingOptions): Acknowledger {
  const waiting: Waiting[] = [];
  const busy = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const pump = (): void => {
    while (!closed && underWay.size < MOST_AT_ONCE) {
      const at = waiting.findIndex(({ lane }) => !busy.has(lane));
      const [next] = at === -1 ? [] : waiting.splice(at, 1);
      if (!next) return;
      busy.add(next.lane);
      const work = acknowledge(options, next).finally(() => {
        busy.delete(next.lane);
        underWay.delete(work);
        pump();
      });
      underWay.add(work);
    }
  };

  return {
    take(connection, message) {
      if (closed || message.echo || message.standby || !wants(options, connection)) return;
      if (waiting.length >= MOST_WAITING) return;
      waiting.push({ connection, message, lane: `${connection}/${message.sender.key}` });
      pump();
    },
    async close() {
      closed = true;
      await Promise.all(underWay);
    },
  };
}

function wants({ connections, channels }: OutingOptions, id: ConnectionId): boolean {
  const { record } = connections.get(id) ?? {};
  if (!record || record.shadow || record.state === 'broken') return false;
  const { answerTap, acknowledge: tell } = channels[record.type] ?? {};
  return answerTap !== undefined || (record.acknowledge !== false && tell !== undefined);
}

async function acknowledge(options: OutingOptions, { connection: id, message }: Waiting): Promise<void> {
  const connection = options.connections.get(id);
  const channel = connection && options.channels[connection.record.type];
  if (!connection || !channel || !wants(options, id)) return;
  const log = logOf(options, connection, redactorOf(options, connection));
  const http: OutingOptions['http'] = (request) => options.http({ timeoutMs: TIMEOUT_MS, ...request });
  try {
    const io = createChannelIo(options, { connection, http, log });
    await channel.answerTap?.(message, io);
    if (connection.record.acknowledge !== false) await channel.acknowledge?.(message, io);
  } catch (error) {
    const { code, message: text } = toFailureData(error);
    log('that a message came in could not be told to its sender', { code, message: text });
  }
}
