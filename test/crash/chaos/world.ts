import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOrgServer, type OrgServer } from '../../../src/simulator/salesforce/server.ts';
import type { Phone } from '../../../src/simulator/whatsapp/phone.ts';
import { startPhoneServer } from '../../../src/simulator/whatsapp/server.ts';
import { flowFile } from './plan.ts';

/** What the number, the app and the org are called. */
const CREDENTIALS = {
  phoneNumberId: '106540352242922',
  appSecret: 'chaos-app-secret',
  verifyToken: 'chaos-verify-token',
  accessToken: 'chaos-access-token',
} as const;
const CLIENT = { clientId: 'chaos-client', clientSecret: 'chaos-client-secret' } as const;

/** Calls wait a little, as on a real line, and some answers are lost after the record was written. */
const LINE_MS = 15;
const LOST_ANSWERS = 0.02;

/** The pretend providers: they outlive every kill. */
export type World = { phone: Phone; org: OrgServer['org']; graphUrl: string; orgUrl: string; close(): Promise<void> };

/** Starts an org and a phone that redelivers until it is answered 200, and now and then afterwards too. */
export async function startWorld(seed: number): Promise<World> {
  const org = await startOrgServer();
  const server = await startPhoneServer({
    ...CREDENTIALS,
    statuses: ['sent', 'delivered'],
    duplicateEvery: 7,
    redeliveryMs: [50, 100, 200, 400, 800],
  });
  org.org.faults.add([
    { kind: 'latency', ms: LINE_MS },
    { kind: 'drop-after-commit', operation: 'write', probability: LOST_ANSWERS, seed },
  ]);
  return {
    phone: server.phone,
    org: org.org,
    graphUrl: server.url,
    orgUrl: org.url,
    async close() {
      await server.close();
      await org.close();
    },
  };
}

/** Writes the project folder: two connections to the pretend providers, two flows. */
export async function writeProject(folder: string, { graphUrl, orgUrl }: World): Promise<void> {
  const connections = {
    whatsapp: { channel: 'whatsapp', config: { ...CREDENTIALS, apiBase: graphUrl } },
    salesforce: {
      connector: 'salesforce',
      config: { loginUrl: orgUrl, grant: 'client_credentials', ...CLIENT },
    },
  };
  await mkdir(join(folder, 'flows'), { recursive: true });
  await writeFile(join(folder, 'rondine.json'), JSON.stringify({ connections }, null, 2));
  for (const write of ['create', 'upsert'] as const)
    await writeFile(join(folder, 'flows', `${write}.json`), JSON.stringify(flowFile(write), null, 2));
}
