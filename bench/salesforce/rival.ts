// The rival of the Salesforce bench: a bare pool that sends the same requests as the connector, as lean as one would write
// them by hand for this one job. It imports nothing of ours.
//
// It makes the body from records, sends it, reads the ids out of the answer. It does not do what makes a connector of it:
// no look at the org's fields, no second thought about a lost answer, no splitting, no budget of daily calls, no result
// for each effect.
//
// usage: node bench/salesforce/rival.ts '<task as JSON>'
import { Pool } from 'undici';

type Batches = { org: string; batches: number; size: number; atOnce: number; warmUp: number };

const { org, batches, size, atOnce, warmUp } = JSON.parse(process.argv[2] ?? '{}') as Batches;
const pool = new Pool(org, { connections: atOnce });
const headers = {
  authorization: `Bearer ${await fetchToken()}`,
  accept: 'application/json',
  'content-type': 'application/json',
};
let made = 0;

await run(warmUp);
const before = process.cpuUsage();
await run(batches);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuMicros: user + system, leads: batches * size }));
await pool.close();

async function run(count: number): Promise<void> {
  let left = count;
  const slot = async (): Promise<void> => {
    while (left-- > 0) await createLeads();
  };
  await Promise.all(Array.from({ length: atOnce }, slot));
}

async function createLeads(): Promise<void> {
  const records = Array.from({ length: size }, () => {
    const number = made++;
    return {
      attributes: { type: 'Lead' },
      Rondine_Key__c: `rival${String(number).padStart(40, '0')}`,
      LastName: `Rossi ${number}`,
      Company: 'Privato',
      MobilePhone: `+39333${String(number).padStart(7, '0')}`,
      LeadSource: 'WhatsApp',
      Description: 'Vorrei essere richiamata domani mattina, grazie.',
    };
  });
  const answer = await pool.request({
    method: 'PATCH',
    path: '/services/data/v67.0/composite/sobjects/Lead/Rondine_Key__c',
    headers,
    body: JSON.stringify({ allOrNone: false, records }),
  });
  const results = (await answer.body.json()) as { id: string; success: boolean }[];
  if (results.length !== size || results.some(({ success }) => !success)) throw new Error('A Lead was not created.');
}

async function fetchToken(): Promise<string> {
  const answer = await pool.request({
    method: 'POST',
    path: '/services/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=bench&client_secret=bench',
  });
  return ((await answer.body.json()) as { access_token: string }).access_token;
}
