import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';

/**
 * True for Meta's set-up handshake with our verify token, and for a POST signed with the app secret.
 * The signature covers the raw bytes; the older sha1 header is not looked at. While a secret is being rotated the
 * previous one is good too. Nothing signed carries a time, so a replay verifies: redeliveries are told by message id.
 */
export function verify(request: HookRequest, config: WhatsAppConfig): boolean {
  if (request.method === 'GET') return isHandshake(request, config);
  if (request.method !== 'POST') return false;
  const claimed = signatureOf(request.headers['x-hub-signature-256']);
  if (!claimed) return false;
  let matches = false;
  for (const key of [config.appSecret, config.previousAppSecret]) {
    if (key && timingSafeEqual(createHmac('sha256', key).update(request.body).digest(), claimed)) matches = true;
  }
  return matches;
}

function isHandshake(request: HookRequest, config: WhatsAppConfig): boolean {
  const token: unknown = request.query['hub.verify_token'];
  if (request.query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || !config.verifyToken) return false;
  // Digests have one length, so the comparison gives away neither content nor length.
  return timingSafeEqual(digest(token), digest(config.verifyToken));
}

function signatureOf(header: unknown): Buffer | undefined {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/.exec(header)?.[1] : undefined;
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
