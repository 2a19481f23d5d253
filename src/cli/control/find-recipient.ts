import type { ConnectionBook } from '../../engine/connection-book.ts';
import type { FindRecipient } from '../../inbox/options.ts';
import { channelsById } from '../start/catalog.ts';

/** Says whom an address means on a connection, as the channel behind it reads addresses. */
export function createFindRecipient(connections: Pick<ConnectionBook, 'get'>): FindRecipient {
  return (connection, address, country) => {
    const found = connections.get(connection);
    const sender = found && channelsById[found.record.type]?.recipient?.(address, found.config, country);
    return found && sender ? { connection, channel: found.record.type, sender } : undefined;
  };
}
