import { toFailureData } from '../base/failure.ts';
import type { ChannelIo } from '../channels/channel.ts';
import { createChannelIo } from '../engine/channel-io.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { createHttp } from '../net/pool.ts';
import type { ControlParts } from './control.ts';

/** Longest wait for one answer: a person waits for it. */
const TIMEOUT_MS = 15_000;

/**
 * Gives the io of a channel's connection, for asking its provider something; the way out is closed afterwards. Refused
 * credentials mark the connection broken.
 */
export async function withChannel<T>(
  parts: ControlParts,
  connection: OpenConnection,
  work: (io: ChannelIo) => Promise<T>,
): Promise<T> {
  const client = createHttp();
  const http: ChannelIo['http'] = (request) => client.http({ timeoutMs: TIMEOUT_MS, ...request });
  try {
    return await work(createChannelIo(parts, { connection, http, log: () => undefined }));
  } catch (error) {
    const { code } = toFailureData(error);
    if (code === 'auth')
      await parts.connections.breakDown(connection.record.key, toFailureData(error), parts.now(), connection);
    throw error;
  } finally {
    await client.close();
  }
}
