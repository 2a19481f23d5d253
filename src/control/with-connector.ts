import { randomUUID } from 'node:crypto';
import type { Connector, ConnectorIo } from '../connectors/connector.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { createConnectorIo, type ConnectorWorld } from '../engine/connector-io.ts';
import { own } from '../flow/flow.ts';
import { createHttp } from '../net/pool.ts';
import { connectorsById } from './catalog.ts';

/** Longest wait for one answer: a person waits for the whole. */
const TIMEOUT_MS = 15_000;

/**
 * Gives the connector of a connection, and the io for asking it something while no effect is behind it; the way out is
 * closed afterwards. Undefined for a channel, and for a connector that this Rondine does not have.
 */
export async function withConnector<T>(
  world: ConnectorWorld,
  connection: OpenConnection,
  ask: (connector: Connector, io: ConnectorIo) => Promise<T>,
): Promise<T | undefined> {
  const { kind, type } = connection.record;
  const connector = kind === 'connector' ? own(connectorsById, type) : undefined;
  if (!connector) return undefined;
  const client = createHttp();
  const io = createConnectorIo(world, {
    connection,
    http: (request) => client.http({ timeoutMs: TIMEOUT_MS, ...request }),
    log: () => undefined,
    key: `ask-${randomUUID()}`,
    attempt: { number: 1 },
  });
  try {
    return await ask(connector, io);
  } finally {
    await client.close();
  }
}
