import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../../channel.ts';

/** The secrets by which one of Meta's apps and we know each other. */
export type MetaKeys = { appSecret: string; previousAppSecret?: string; verifyToken: string };

/**
 * True for Meta's set-up handshake with our verify token, and for a POST signed with the app secret over its raw bytes.
 * While a secret is being changed the previous one is good too. The older sha1 header is not looked at. Nothing signed
 * carries a time: redeliveries are told by their ids.
 */
export function verifyMeta(request: HookRequest, keys: MetaKeys): boolean {
  if (request.method === 'GET') return isHandshake(request, keys);
  if (request.method !== 'POST') return false;
  const claimed = signatureOf(request.headers['x-hub-signature-256']);
  if (!claimed) return false;
  let matches = false;
  for (const key of [keys.appSecret, keys.previousAppSecret]) {
    if (key && timingSafeEqual(createHmac('sha256', key).update(request.body).digest(), claimed)) matches = true;
  }
  return matches;
}

/** Proves to the Graph API that a call comes from somebody who has the app secret: `appsecret_proof`. */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

function isHandshake({ query }: HookRequest, { verifyToken }: MetaKeys): boolean {
  const token: unknown = query['hub.verify_token'];
  if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || !verifyToken) return false;
  // Digests have one length, so the comparison gives away neither content nor length.
  return timingSafeEqual(digest(token), digest(verifyToken));
}

function signatureOf(header: unknown): Buffer | undefined {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/.exec(header)?.[1] : undefined;
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
