import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrgServer } from '../../src/simulator/salesforce/server.ts';
import { createCustomer } from '../../src/simulator/whatsapp/customer.ts';
import { startPhoneServer } from '../../src/simulator/whatsapp/server.ts';
import { MAIN, startProgram, type Process } from '../harness/program.ts';
import { waitUntil } from '../harness/wait-until.ts';

/** What a burst of messages cost the org. */
export type Burst = { leads: number; writeCalls: number; otherCalls: number; tookMs: number };

/** How long the org takes for a call: a good day of a real one. */
export const ORG_TAKES_MS = 300;

const WRITES = ['create', 'upsert', 'create-many', 'upsert-many', 'update', 'update-many', 'composite'];
const WITHIN_MS = 120_000;
const FIRST_NUMBER = 393_400_000_000;

const CREDENTIALS = {
  phoneNumberId: '106540352242922',
  appSecret: 'bench-app-secret',
  verifyToken: 'bench-verify-token',
  accessToken: 'bench-access-token',
} as const;

/** A message comes, a Lead is created, its id goes back. */
const FLOW = {
  rondine: 1,
  flow: {
    id: 'bench-burst',
    name: 'Lead from the first message',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: 'createLead',
    steps: {
      createLead: {
        type: 'call',
        params: {
          connection: 'salesforce',
          operation: 'create',
          input: {
            object: 'Lead',
            fields: { LastName: '{{ contact.name }}', Company: 'Privato', MobilePhone: '{{ contact.phone }}' },
          },
          saveAs: 'lead',
        },
        next: { done: 'thank', failed: 'finish' },
      },
      thank: {
        type: 'send',
        params: { text: 'Grazie, il tuo riferimento è {{ vars.lead.id }}.' },
        next: { sent: 'finish', failed: 'finish' },
      },
      finish: { type: 'end', params: {}, next: {} },
    },
  },
};

/**
 * Lets so many people write at the same moment to the real server, and counts what the org was asked by its own log.
 * Throws when a Lead is missing or there twice.
 */
export async function burst(leads: number, folder: string): Promise<Burst> {
  const org = await startOrgServer({ faults: [{ kind: 'latency', ms: ORG_TAKES_MS }], dailyApiRequests: 1_000_000 });
  const server = await startPhoneServer({ ...CREDENTIALS, statuses: [], log: false });
  try {
    const subject = await startProduct(join(folder, 'burst'), { org: org.url, graph: server.url });
    server.phone.setTarget(`${subject.url}/hooks/whatsapp`);
    const began = performance.now();
    for (let number = 0; number < leads; number++) {
      createCustomer(server.phone, { number: String(FIRST_NUMBER + number * 7919), name: 'Ada Rossi' }).say('Ciao');
    }
    await waitUntil('every Lead is there', () => [...org.org.store.list('Lead')].length >= leads, WITHIN_MS).catch(
      (error: unknown) => subject.giveUp(error),
    );
    const tookMs = performance.now() - began;
    await waitUntil('every reply is sent', () => server.phone.state.counters.sent >= leads, WITHIN_MS);
    await subject.stop();
    const { creates = 0, updates = 0 } = org.org.store.counts()['Lead'] ?? {};
    if (creates !== leads || updates !== 0) throw new Error(`${creates} Leads were made and ${updates} written twice.`);
    const { total, byOperation } = org.org.calls.counts();
    const writeCalls = WRITES.reduce((sum, operation) => sum + (byOperation[operation] ?? 0), 0);
    return { leads, writeCalls, otherCalls: total - writeCalls, tookMs };
  } finally {
    await server.close();
    await org.close();
    rmSync(join(folder, 'burst'), { recursive: true, force: true });
  }
}

function startProduct(folder: string, { org, graph }: { org: string; graph: string }): Promise<Process> {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'flows'), { recursive: true });
  writeFileSync(join(project, 'flows', 'lead.json'), JSON.stringify(FLOW));
  const connections = {
    whatsapp: { channel: 'whatsapp', config: { ...CREDENTIALS, apiBase: graph } },
    salesforce: {
      connector: 'salesforce',
      config: { loginUrl: org, grant: 'client_credentials', clientId: 'bench', clientSecret: 'bench' },
    },
  };
  writeFileSync(join(project, 'rondine.json'), JSON.stringify({ connections }));
  return startProgram({
    name: 'product',
    args: [MAIN, '--project', project],
    env: { RONDINE_PORT: '0', RONDINE_DATA: join(folder, 'data') },
  });
}
