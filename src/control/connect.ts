import { randomUUID } from 'node:crypto';
import { id } from '../base/ids.ts';
import type { Certificate, Connector, ConnectorIo } from '../connectors/connector.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { createConnectorIo } from '../engine/connector-io.ts';
import type { BegunSignIn, SignInState } from '../engine/sign-ins.ts';
import { own } from '../flow/flow.ts';
import { createHttp } from '../net/pool.ts';
import { connectorsById } from './catalog.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { detach } from './webhook.ts';

/** Longest time that one look at a sign-in waits for it to end: a server that stops must not wait for it. */
const LONGEST_LOOK_MS = 2000;

type Named = { connection: string };

/** Lets connections into outside systems, and out of them again. */
export function connectFunctions(parts: ControlParts) {
  const { connections, signIns, now } = parts;
  return {
    /** Begins a sign-in with a browser. */
    'connections.connect': ({ connection }: Named): Promise<BegunSignIn> =>
      signIns.begin(named(parts, connection).record.key),

    /** Ends one with what the browser came back with. */
    'connections.connected': ({ connection, returned }: Named & { returned: string }): Promise<{ message: string }> =>
      signIns.finish(named(parts, connection).record.key, returned),

    /** How one stands; waits for its end, two seconds at most. */
    'connections.awaitConnect': ({ connection, id: signIn }: Named & { id: string }): Promise<SignInState> =>
      signIns.look(named(parts, connection).record.key, signIn, LONGEST_LOOK_MS),

    /** The certificate by which the other side knows a connection. */
    'connections.certificate': ({ connection, renew = false }: Named & { renew?: boolean }): Promise<Certificate> =>
      using(parts, connection, ({ connector, io }) => {
        if (!connector.certificate) throw lacks(connector, 'has no certificates');
        return connector.certificate({ renew }, io);
      }),

    /** Gives back what the other side gave, and forgets it; what the flows do over it waits. */
    'connections.disconnect': async ({
      connection,
      by,
    }: Named & { by: string }): Promise<{ connection: string; kind: ConnectionRecord['kind'] }> => {
      const found = named(parts, connection);
      if (found.record.kind === 'channel') {
        if (!(await detach(parts, found)))
          throw new ControlError('refused', `Nothing was begun for "${connection}" that could be ended from here.`);
        return { connection: found.record.key, kind: 'channel' };
      }
      return using(parts, connection, async ({ connector, io, open }) => {
        if (!connector.disconnect) throw lacks(connector, 'gives nothing that could be given back');
        await connector.disconnect(io);
        const message = `Disconnected by ${by}. Connect it again: rondine connections connect ${open.record.key}`;
        await connections.breakDown(open.record.key, { code: 'auth', message }, now());
        return { connection: open.record.key, kind: 'connector' };
      });
    },
  };
}

function named({ connections }: ControlParts, name: string): OpenConnection {
  const found = connections.get(id.connection(name));
  return found ?? missing(`connection "${name}"`, '', 'See them with: rondine connections list');
}

type Used = { connector: Connector; io: ConnectorIo; open: OpenConnection };

/** Works with the connector of a connection, on a way to the world that ends with it. */
async function using<T>(parts: ControlParts, name: string, work: (used: Used) => Promise<T>): Promise<T> {
  const open = named(parts, name);
  const connector = own(connectorsById, open.record.type);
  if (!connector) throw new ControlError('refused', `Connection "${name}" (${open.record.type}) cannot do that.`);
  const { http, close } = createHttp();
  const use = { connection: open, http, log: () => undefined, key: `by-hand-${randomUUID()}`, attempt: { number: 1 } };
  try {
    return await work({ connector, open, io: createConnectorIo(parts, use) });
  } finally {
    await close();
  }
}

function lacks({ title }: Connector, what: string): ControlError {
  return new ControlError('refused', `${title} ${what}.`);
}
