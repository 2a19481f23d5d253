import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { WhatsAppPhone } from './phone.ts';

/** Plays Meta's handshake with an address, and tells how it went. */
export async function shakeHands(phone: WhatsAppPhone, target: string, token: string): Promise<JsonObject> {
  const challenge = randomBytes(5).readUInt32BE().toString();
  const url = new URL(target);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.verify_token', token);
  url.searchParams.set('hub.challenge', challenge);
  try {
    const { status, body } = await phone.call({ method: 'GET', url: url.href, headers: {} });
    return { ok: status === 200 && body === challenge, status, body: body.slice(0, 1000) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
