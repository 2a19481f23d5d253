import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import type { ViberConfig } from './config.ts';

const HEX = /^[0-9a-f]{64}$/;

/** True for a POST whose header has the SHA-256 HMAC of the raw body with the bot's token, in small hexadecimal. */
export function verify(request: HookRequest, { authToken }: ViberConfig): boolean {
  const claimed: unknown = request.headers['x-viber-content-signature'];
  if (request.method !== 'POST' || typeof claimed !== 'string' || !HEX.test(claimed)) return false;
  const expected = createHmac('sha256', authToken).update(request.body).digest();
  return timingSafeEqual(Buffer.from(claimed, 'hex'), expected);
}
