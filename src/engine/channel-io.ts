import type { ChannelIo } from '../channels/channel.ts';
import type { Http } from '../net/http.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';

/** What stands behind the io of channels. */
export type ChannelWorld = { connections: Pick<ConnectionBook, 'update' | 'local'>; now(): number };

/** Makes the only way by which a channel reaches the world. */
export function createChannelIo(
  { connections, now }: ChannelWorld,
  { connection, http, log }: { connection: OpenConnection; http: Http; log: ChannelIo['log'] },
): ChannelIo {
  const { record, config } = connection;
  return {
    config,
    http,
    now,
    log,
    connection: { update: (change) => connections.update(record.key, change) },
    local: connections.local(record.key),
  };
}
