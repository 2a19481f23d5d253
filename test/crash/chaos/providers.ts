import type { JsonObject } from '../../../src/base/json.ts';
import type { Faults } from '../../../src/simulator/phone/faults.ts';
import { startOrgServer, type OrgServer } from '../../../src/simulator/salesforce/server.ts';
import { startPhoneServer, type PhoneServer } from '../../../src/simulator/whatsapp/server.ts';

/** What the number and the app are called. */
const CREDENTIALS = {
  phoneNumberId: '106540352242922',
  appSecret: 'chaos-app-secret',
  verifyToken: 'chaos-verify-token',
  accessToken: 'chaos-access-token',
} as const;
const CLIENT = { clientId: 'chaos-client', clientSecret: 'chaos-client-secret' } as const;

/** How phones behave: they redeliver until they are answered 200, and now and then afterwards too. */
export const ROUGH = { duplicateEvery: 7, redeliveryMs: [50, 100, 200, 400, 800] } as const;

/** A WhatsApp phone and the connection that leads to it. */
export type ChaosPhone = PhoneServer & { connection: JsonObject };

/** Starts a phone that reports what was sent and delivered. */
export async function startChaosPhone(): Promise<ChaosPhone> {
  const server = await startPhoneServer({ ...CREDENTIALS, statuses: ['sent', 'delivered'], ...ROUGH });
  return { ...server, connection: { channel: 'whatsapp', config: { ...CREDENTIALS, apiBase: server.url } } };
}

/** How an org behaves: each call takes a while, and of the writes such parts get no answer. */
export type OrgManners = { seed: number; lineMs: number; lostAnswers: number; silences: number };

/** An org and the connection that leads to it. */
export type ChaosOrg = OrgServer & { connection: JsonObject };

/** Starts an org that sometimes loses its answer to a write, or never gives one, having done it or not. */
export async function startChaosOrg({ seed, lineMs, lostAnswers, silences }: OrgManners): Promise<ChaosOrg> {
  const server = await startOrgServer();
  server.org.faults.add([
    { kind: 'latency', ms: lineMs },
    { kind: 'drop-after-commit', operation: 'write', probability: lostAnswers, seed },
    { kind: 'never-answer', operation: 'write', commit: true, probability: silences, seed: seed + 1 },
    { kind: 'never-answer', operation: 'write', probability: silences, seed: seed + 2 },
  ]);
  const config = { loginUrl: server.url, grant: 'client_credentials', ...CLIENT };
  return { ...server, connection: { connector: 'salesforce', config } };
}

/** Lets a part of the sends get no answer, having reached the phone or not. */
export function silence(faults: Faults, probability: number, seed: number): void {
  faults.add({ kind: 'hang', accepted: true, probability, seed });
  faults.add({ kind: 'hang', probability, seed: seed + 1 });
}
