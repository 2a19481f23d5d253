import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import { parseObject, textAt } from '../providers/reading.ts';
import type { GbmConfig } from './config.ts';

/** True for a body signed with the partner key (SHA-512), or the set-up call with our client token, which is unsigned. */
export function verify(request: HookRequest, { partnerKey, clientToken }: GbmConfig): boolean {
  if (request.method !== 'POST') return false;
  const claimed: unknown = request.headers['x-goog-signature'];
  if (claimed === undefined) {
    const told = handshakeIn(request.body)?.clientToken;
    return told !== undefined && timingSafeEqual(digest(told), digest(clientToken));
  }
  if (typeof claimed !== 'string') return false;
  const expected = createHmac('sha512', partnerKey).update(request.body).digest('base64');
  return timingSafeEqual(digest(claimed), digest(expected));
}

/** The set-up call, which holds a token and a secret to be given back, and nothing else. */
export function handshakeIn(body: Uint8Array): { clientToken: string; secret: string } | undefined {
  const object = parseObject(Buffer.from(body).toString('utf8'));
  const clientToken = textAt(object, 'clientToken');
  const secret = textAt(object, 'secret');
  const bare = object !== undefined && Object.keys(object).length === 2;
  return bare && clientToken !== undefined && secret !== undefined ? { clientToken, secret } : undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
