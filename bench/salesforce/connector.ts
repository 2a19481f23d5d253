// The connector's side of the Salesforce bench: the same requests as the rival's, made by the connector as the engine asks
// for them, with everything that it does besides.
//
// usage: node bench/salesforce/connector.ts '<task as JSON>'
import type { JsonObject } from '../../src/base/json.ts';
import { salesforce } from '../../src/connectors/salesforce/salesforce.ts';
import type { SalesforceConfig } from '../../src/connectors/salesforce/config.ts';
import { memoryConnection } from '../../src/connectors/testing/memory-connection.ts';
import { createHttp } from '../../src/net/pool.ts';

type Batches = { org: string; batches: number; size: number; atOnce: number; warmUp: number };

const { org, batches, size, atOnce, warmUp } = JSON.parse(process.argv[2] ?? '{}') as Batches;
const client = createHttp();
const connection = memoryConnection<SalesforceConfig>({
  config: { loginUrl: org, grant: 'client_credentials', clientId: 'bench', clientSecret: 'bench' },
  http: client.http,
});
const create = salesforce.operations['create'];
let made = 0;

await run(warmUp);
const before = process.cpuUsage();
await run(batches);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuMicros: user + system, leads: batches * size }));
await client.close();

async function run(count: number): Promise<void> {
  let left = count;
  const slot = async (): Promise<void> => {
    while (left-- > 0) await createLeads();
  };
  await Promise.all(Array.from({ length: atOnce }, slot));
}

async function createLeads(): Promise<void> {
  const items = Array.from({ length: size }, () => {
    const number = made++;
    const fields: JsonObject = {
      LastName: `Rossi ${number}`,
      Company: 'Privato',
      MobilePhone: `+39333${String(number).padStart(7, '0')}`,
      LeadSource: 'WhatsApp',
      Description: 'Vorrei essere richiamata domani mattina, grazie.',
    };
    return { input: { object: 'Lead', fields }, io: connection.io(`bench${String(number).padStart(40, '0')}`) };
  });
  const results = (await create?.runMany?.(items, connection.io('group'))) ?? [];
  const failed = results.find((result) => 'failure' in result);
  if (failed || results.length !== size) throw new Error(`A Lead was not created: ${JSON.stringify(failed)}`);
}
