// One of several processes that work on one connection: creates its share of leads, then prints what became of them.
import { toFailureData } from '../../../src/base/failure.ts';
import { id } from '../../../src/base/ids.ts';
import { systemClock } from '../../../src/engine/clock.ts';
import { openConnectionBook } from '../../../src/engine/connection-book.ts';
import { createConnectorIo } from '../../../src/engine/connector-io.ts';
import { connectorsById } from '../../../src/control/catalog.ts';
import { openConfigVault } from '../../../src/cli/start/config-vault.ts';
import { createHttp } from '../../../src/net/pool.ts';
import { openStore } from '../../../src/store/sql/sqlite.ts';

const [folder = '', name = '', share = '0'] = process.argv.slice(2);
const CONNECTION = id.connection('crm');
const IN_FLIGHT = 4;
const MOST_ATTEMPTS = 8;

const store = await openStore({ folder });
const connections = await openConnectionBook(store, openConfigVault(folder, process.env), systemClock);
const { http, close } = createHttp();
const lost: string[] = [];
let created = 0;
let next = 0;

/** Creates one lead as an engine does: with the newest credentials, and again where that is right. */
async function create(number: number): Promise<void> {
  const key = `rd${name}${String(number).padStart(43 - name.length, '0')}`;
  for (let attempt = 1; ; attempt++) {
    const connection = connections.get(CONNECTION);
    const connector = connection && connectorsById[connection.record.type];
    const operation = connector?.operations['create'];
    if (!connection || !operation) throw new Error('There is no connection to create over.');
    const use = { connection, http, key, attempt: { number: attempt }, log: () => undefined };
    const io = createConnectorIo({ store, connections, now: Date.now }, use);
    const input = { object: 'Lead', fields: { LastName: key, Company: 'Acme' } };
    try {
      await operation.run(input, io);
      created += 1;
      return;
    } catch (error) {
      const { code, message } = toFailureData(error);
      if (code === 'auth' || code === 'defect' || attempt === MOST_ATTEMPTS)
        return void lost.push(`${code}: ${message}`);
    }
  }
}

async function work(): Promise<void> {
  while (next < Number(share)) await create(next++);
}

await Promise.all(Array.from({ length: IN_FLIGHT }, work));
await close();
await store.close();
process.stdout.write(`${JSON.stringify({ created, lost })}\n`);
