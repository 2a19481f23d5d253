import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import type { LineConfig } from './config.ts';

/** True for a POST whose header has the SHA-256 HMAC of the raw body with the channel secret, in Base64. */
export function verify(request: HookRequest, { channelSecret }: LineConfig): boolean {
  const claimed: unknown = request.headers['x-line-signature'];
  if (request.method !== 'POST' || typeof claimed !== 'string') return false;
  // As texts: several texts of Base64 stand for the same bytes.
  const expected = Buffer.from(createHmac('sha256', channelSecret).update(request.body).digest('base64'));
  const given = Buffer.from(claimed);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
