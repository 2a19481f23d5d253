import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/base/json.ts';
import type { OrgServer } from '../../../src/simulator/salesforce/server.ts';
import type { WhatsAppPhone } from '../../../src/simulator/whatsapp/phone.ts';
import { flowFile } from './plan.ts';
import { silence, startChaosOrg, startChaosPhone } from './providers.ts';

/** Calls of the org wait a little, as on a real line, and some answers are lost after the record was written. */
const LINE_MS = 15;
const LOST_ANSWERS = 0.02;
/** Calls that get no answer while the storm lasts: until the next kill they are under way, done already or not begun. */
const SILENCES = 0.04;

/** The pretend providers: they outlive every kill. */
export type World = {
  phone: WhatsAppPhone;
  org: OrgServer['org'];
  /** The connections that lead to them. */
  connections: JsonObject;
  /** Answers every call from now on, delivers statuses at once, and says how many calls got no answer. */
  calm(): number;
  close(): Promise<void>;
};

/** Starts an org and a phone that redelivers until it is answered 200, and now and then afterwards too. */
export async function startWorld(seed: number): Promise<World> {
  const org = await startChaosOrg({ seed, lineMs: LINE_MS, lostAnswers: LOST_ANSWERS, silences: SILENCES });
  const server = await startChaosPhone();
  silence(server.faults, SILENCES, seed);
  return {
    phone: server.phone,
    org: org.org,
    connections: { whatsapp: server.connection, salesforce: org.connection },
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
export async function writeProject(folder: string, { connections }: World): Promise<void> {
  await mkdir(join(folder, 'flows'), { recursive: true });
  await writeFile(join(folder, 'rondine.json'), JSON.stringify({ connections }, null, 2));
  for (const write of ['create', 'upsert'] as const)
    await writeFile(join(folder, 'flows', `${write}.json`), JSON.stringify(flowFile(write), null, 2));
}
