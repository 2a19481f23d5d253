import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOrgServer, type OrgServer } from '../../../src/simulator/salesforce/server.ts';
import type { WhatsAppPhone } from '../../../src/simulator/whatsapp/phone.ts';
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

/** Calls of the org wait a little, as on a real line, and some answers are lost after the record was written. */
const LINE_MS = 15;
const LOST_ANSWERS = 0.02;
/** Calls that get no answer while the storm lasts: until the next kill they are under way, done already or not begun. */
const SILENCES = 0.04;

/** The pretend providers: they outlive every kill. */
export type World = {
  phone: WhatsAppPhone;
  org: OrgServer['org'];
  graphUrl: string;
  orgUrl: string;
  /** Answers every call from now on, delivers statuses at once, and says how many calls got no answer. */
  calm(): number;
  close(): Promise<void>;
};

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
    { kind: 'never-answer', operation: 'write', commit: true, probability: SILENCES, seed: seed + 1 },
    { kind: 'never-answer', operation: 'write', probability: SILENCES, seed: seed + 2 },
  ]);
  server.faults.add({ kind: 'hang', accepted: true, probability: SILENCES, seed });
  server.faults.add({ kind: 'hang', probability: SILENCES, seed: seed + 1 });
  return {
    phone: server.phone,
    org: org.org,
    graphUrl: server.url,
    orgUrl: org.url,
    calm() {
      const atOrg = org.org.faults.list().filter(({ kind }) => kind === 'never-answer');
      const hits = [...atOrg.map(({ struck }) => struck), ...server.faults.list().map((fault) => fault.hits)];
      org.org.faults.clear();
      server.faults.clear();
      server.phone.settings.statusDelayMs = 0;
      return hits.reduce((sum, count) => sum + count, 0);
    },
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
