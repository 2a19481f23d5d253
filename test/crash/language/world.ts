import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/base/json.ts';
import type { OrgServer } from '../../../src/simulator/salesforce/server.ts';
import type { WhatsAppPhone } from '../../../src/simulator/whatsapp/phone.ts';
import { silence, startChaosOrg, startChaosPhone } from '../chaos/providers.ts';
import { flowFiles } from './flows.ts';
import { startShop, type Shop } from './shop.ts';

/** What callers of the protected webhook prove themselves with. */
export const CALLER_SECRET = 'chaos-caller-secret';

const LINE_MS = 5;
/** Chance that an answer is lost after the call was carried out, and that there is none at all. */
const LOST_ANSWERS = 0.02;
const SILENCES = 0.01;

/** The pretend providers: they outlive every kill. */
export type World = {
  phone: WhatsAppPhone;
  org: OrgServer['org'];
  shop: Shop;
  /** The connections that lead to them. */
  connections: JsonObject;
  /** The message that this person is sent next is taken, and does not arrive. */
  loseNextTo(recipient: string): void;
  /** Everybody answers every call from now on. */
  calm(): void;
  close(): Promise<void>;
};

/** Starts an org, a phone that redelivers until it is answered 200, and a shop. All have faults. */
export async function startWorld(seed: number): Promise<World> {
  const org = await startChaosOrg({ seed, lineMs: LINE_MS, lostAnswers: LOST_ANSWERS, silences: SILENCES });
  const server = await startChaosPhone();
  const shop = await startShop(seed + 3);
  silence(server.faults, SILENCES, seed);
  server.faults.add({ kind: 'drop', accepted: true, probability: LOST_ANSWERS, seed: seed + 2 });
  return {
    phone: server.phone,
    org: org.org,
    shop,
    connections: {
      whatsapp: server.connection,
      salesforce: org.connection,
      shop: { connector: 'http', config: { baseUrl: shop.url, allowPrivate: [new URL(shop.url).host] } },
    },
    loseNextTo: (to) => server.faults.add({ kind: 'fail-later', to, code: 131026, times: 1 }),
    calm() {
      org.org.faults.clear();
      server.faults.clear();
      shop.calm();
      server.phone.settings.statusDelayMs = 0;
    },
    async close() {
      await server.close();
      await org.close();
      await shop.close();
    },
  };
}

const ALL_DAY = [{ from: '00:00', to: '24:00' }];

/** Writes the project folder: connections to the pretend providers, a calendar, a secret, every flow. */
export async function writeProject(folder: string, { connections }: World): Promise<void> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const project = {
    connections,
    calendars: {
      always: { timeZone: 'Europe/Rome', weekly: Object.fromEntries(days.map((day) => [day, ALL_DAY])), holidays: [] },
    },
    secrets: { caller: CALLER_SECRET },
  };
  await mkdir(join(folder, 'flows'), { recursive: true });
  await writeFile(join(folder, 'rondine.json'), JSON.stringify(project, null, 2));
  for (const [name, file] of Object.entries(flowFiles()))
    await writeFile(join(folder, 'flows', `${name}.json`), JSON.stringify(file, null, 2));
}
