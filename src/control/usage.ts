import type { DailyUsage } from '../connectors/connector.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { createConnectorIo } from '../engine/connector-io.ts';
import { own } from '../flow/flow.ts';
import { connectorsById } from './catalog.ts';
import type { ControlParts } from './control.ts';

/** What is known of the daily calls of the system behind a connection; nothing is asked of it. */
export async function usageOf(parts: ControlParts, connection: OpenConnection): Promise<DailyUsage | undefined> {
  const { record } = connection;
  const connector = record.kind === 'connector' ? own(connectorsById, record.type) : undefined;
  if (!connector?.usage) return undefined;
  const io = createConnectorIo(parts, {
    connection,
    http: () => Promise.reject(new Error('Nothing is asked for here.')),
    log: () => undefined,
    key: 'usage',
    attempt: { number: 1 },
  });
  return connector.usage(io);
}
