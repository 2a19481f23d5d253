import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import { rawQuery } from '../providers/reading.ts';
import { DEFAULT_SIGNATURE_AGE, type SmsGatewayConfig } from './config.ts';

/** Name of the header or parameter that holds the proof, in each way of proving. */
export const PROOF_NAMES = {
  hmac: 'x-signature',
  header: 'x-webhook-secret',
  query: 'secret',
  basic: 'authorization',
} as const;

/**
 * True for a request that proves itself in the way that the connection names. Only a signature speaks for what is in the
 * request and for when it was made; a secret alone says who called. Either of two secrets is good.
 */
export function verify(request: HookRequest, config: SmsGatewayConfig): boolean {
  if (request.method !== 'GET' && request.method !== 'POST') return false;
  let matches = false;
  for (const secret of [config.authSecret, config.previousAuthSecret]) {
    if (secret && proves(request, config, secret)) matches = true;
  }
  return matches;
}

function proves(request: HookRequest, config: SmsGatewayConfig, secret: string): boolean {
  const auth = config.auth ?? 'hmac';
  const name = config.authName ?? PROOF_NAMES[auth];
  const header = request.headers[name.toLowerCase()];
  switch (auth) {
    case 'hmac':
      return isSigned(request, config, { claimed: header, secret });
    case 'header':
      return isSame(header, secret);
    case 'query':
      return isSame(request.query[name], secret);
    case 'basic':
      return isSame(header, `Basic ${Buffer.from(`${config.authUser ?? ''}:${secret}`).toString('base64')}`);
  }
}

function isSigned(
  request: HookRequest,
  { signature = {} }: SmsGatewayConfig,
  { claimed, secret }: { claimed: string | undefined; secret: string },
): boolean {
  const { encoding = 'hex', over = 'timestamp.body', timestampHeader = 'x-timestamp' } = signature;
  const stamp = request.headers[timestampHeader.toLowerCase()];
  if (over === 'timestamp.body' && !isFresh(stamp, request, signature.ageSeconds)) return false;
  const mac = createHmac('sha256', secret);
  if (over === 'timestamp.body') mac.update(`${stamp}.`);
  // What a GET says stands in its query.
  mac.update(request.method === 'GET' ? rawQuery(request.url) : request.body);
  const expected = mac.digest();
  const given = Buffer.from((claimed ?? '').replace(/^sha256=/, ''), encoding);
  return given.length === expected.length && timingSafeEqual(expected, given);
}

function isFresh(stamp: string | undefined, { at = Date.now() }: HookRequest, ageSeconds = DEFAULT_SIGNATURE_AGE) {
  if (stamp === undefined || !/^\d{9,14}$/.test(stamp)) return false;
  // Thirteen digits are milliseconds.
  const made = Number(stamp) * (stamp.length > 11 ? 1 : 1000);
  return Math.abs(at - made) <= ageSeconds * 1000;
}

/** Digests have one length, so the comparison gives away neither content nor length. */
function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(secret).digest());
}
