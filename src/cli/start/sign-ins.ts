import { randomUUID } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { systemClock } from '../../engine/clock.ts';
import { createConnectorIo } from '../../engine/connector-io.ts';
import type { Host } from '../../engine/host.ts';
import { createSignIns, type SignIns } from '../../engine/sign-ins.ts';
import { own } from '../../flow/flow.ts';
import type { Http } from '../../net/http.ts';
import { createVault } from '../../store/secrets.ts';
import type { Books } from '../../control/books.ts';
import { connectorsById } from '../../control/catalog.ts';

type Ways = {
  http: Http;
  reach: { readonly url: string };
  host: Pick<Host, 'resume'>;
  log(message: string, facts: JsonObject): void;
};

const PLACE = { connection: 'installation', field: 'sign-in' };

/** Sign-ins of this installation; what they keep until the browser comes back is sealed. */
export function openSignIns(books: Books, { http, reach, host, log }: Ways): SignIns {
  const { store, connections, keys } = books;
  const vault = createVault(keys);
  return createSignIns({
    store,
    clock: systemClock,
    vault: { seal: (text) => vault.seal(PLACE, text), open: (sealed) => vault.open(PLACE, sealed) },
    address: () => reach.url,
    connectorOf(id) {
      const connection = connections.get(id);
      const connector = connection && own(connectorsById, connection.record.type);
      if (!connector)
        throw new Failure({ code: 'not_found', message: `There is no connection "${id}" to sign in to.` });
      const key = `sign-in-${randomUUID()}`;
      const use = {
        connection,
        http,
        key,
        attempt: { number: 1 },
        log: (message: string, facts?: JsonObject) => log(message, { connection: id, ...facts }),
      };
      return { connector, io: createConnectorIo({ store, connections, now: Date.now }, use) };
    },
    async connected(id) {
      await connections.repair(id);
      host.resume(id);
    },
  });
}
