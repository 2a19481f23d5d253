import { Failure } from '../base/failure.ts';
import type { ChannelIo, OpenFile } from '../channels/channel.ts';
import type { Http } from '../net/http.ts';
import { isMediaId } from '../store/media/media-store.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';

/** What stands behind the io of channels. */
export type ChannelWorld = {
  connections: Pick<ConnectionBook, 'update' | 'local'>;
  now(): number;
  /** Opens a file by its id; undefined for one that is not here. */
  openMedia?(id: string): Promise<OpenFile | undefined>;
};

/** Makes the only way by which a channel reaches the world. */
export function createChannelIo(
  { connections, now, openMedia }: ChannelWorld,
  { connection, http, log }: { connection: OpenConnection; http: Http; log: ChannelIo['log'] },
): ChannelIo {
  const { record, config } = connection;
  return {
    config,
    http,
    now,
    log,
    async open({ id }) {
      if (!isMediaId(id)) return undefined;
      const file = await openMedia?.(id);
      if (file) return file;
      throw new Failure({
        code: 'not_found',
        message: 'The file is not here any more: media are kept for a time only.',
      });
    },
    connection: { update: (change) => connections.update(record.key, change) },
    local: connections.local(record.key),
  };
}
