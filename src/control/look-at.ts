import { randomUUID } from 'node:crypto';
import type { ConnectionId } from '../base/ids.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Use } from '../connectors/connector.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { createChannelIo } from '../engine/channel-io.ts';
import { createConnectorIo } from '../engine/connector-io.ts';
import { own } from '../flow/flow.ts';
import { usesOf } from '../flow/uses.ts';
import type { Http } from '../net/http.ts';
import { createHttp } from '../net/pool.ts';
import type { Books } from './books.ts';
import { catalogOf, channelsById, connectorsById } from './catalog.ts';
import { mappingProbes } from './mappings.ts';
import { templateProbes } from './templates.ts';

/** What a look at a connection works with. */
export type Surroundings = Pick<Books, 'store' | 'flows' | 'connections' | 'installation' | 'templates'> & {
  now(): number;
  /** Where the server is reached; undefined where none runs. */
  url?: string;
};

/** The calls that published flows make over a connection, with what is known of their input before a run. */
export function usesOn(
  { flows, connections, installation }: Pick<Surroundings, 'flows' | 'connections' | 'installation'>,
  connection: ConnectionId,
): Use[] {
  const current = flows.current();
  const around = { connections: connections.all().map(({ record }) => record), flows: current };
  const catalog = catalogOf({ ...around, facts: installation.facts() });
  return current
    .flatMap((flow) => usesOf(flow, catalog))
    .filter((use) => use.connection === connection)
    .map(({ connection: _connection, ...use }) => use);
}

/** Where a browser comes back to after somebody let us into the system behind a connection. */
export function redirectUriOf(url: string, connection: ConnectionId): string {
  return `${url.replace(/\/+$/, '')}/connect/${encodeURIComponent(connection)}/callback`;
}

/** `through` is put around the way out, to listen to what is said; `told` hears what was found as soon as it is. */
export type LookOptions = { through?: (http: Http) => Http; told?(found: readonly ProbeResult[]): void };

/** Looks at a connection from outside, and whether it may do what the published flows do over it. */
export async function lookAt(
  parts: Surroundings,
  connection: OpenConnection,
  { through = (http) => http, told = () => undefined }: LookOptions = {},
): Promise<ProbeResult[]> {
  const { record } = connection;
  const telling = (found: ProbeResult[]): ProbeResult[] => {
    told(found);
    return found;
  };
  const client = createHttp();
  const way = { connection, http: through(client.http), log: () => undefined };
  const io = createConnectorIo(parts, {
    ...way,
    key: `check-${randomUUID()}`,
    attempt: { number: 1 },
  });
  try {
    const connector = record.kind === 'connector' ? own(connectorsById, record.type) : undefined;
    if (connector) {
      const around = parts.url === undefined ? {} : { redirectUri: redirectUriOf(parts.url, record.key) };
      const uses = usesOn(parts, record.key);
      let count = 0;
      const hear = (found: readonly ProbeResult[]): void => {
        count += found.length;
        told(found);
      };
      const probes = await connector.check(io, uses, { ...around, told: hear });
      // A connector need not tell step by step.
      if (count < probes.length) told(probes.slice(count));
      return [...probes, ...telling(await mappingProbes(parts, connection, uses))];
    }
    const channel = own(channelsById, record.type);
    if (!channel?.check)
      return telling([{ name: 'Check', ok: true, message: `A ${record.type} connection has nothing to look at.` }]);
    const asChannel = createChannelIo(parts, way);
    const probes = telling(await channel.check(asChannel));
    return [...probes, ...telling(await templateProbes(parts, { connection, channel, io: asChannel }))];
  } finally {
    await client.close();
  }
}
