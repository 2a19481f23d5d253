import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { HookRequest } from '../../channel.ts';
import { pairsOf, parseObject, rawQuery } from '../reading.ts';

/** The three generations in which this provider signs: Bird since 2024, MessageBird since 2021, and before. */
export type BirdSignature = 'bird' | 'jwt' | 'legacy';

/** What a connection knows of signatures; a key that is empty or missing proves nothing. */
export type BirdKeys = { keys: readonly (string | undefined)[]; signature: BirdSignature; ageSeconds: number };

/** Clocks differ a little; a token lives for a minute. */
const LEEWAY_MS = 5000;

/**
 * True for a request that was signed with one of the keys a short while ago. Address and body are signed, the method is
 * not. A replay within that time verifies: redeliveries are told by message id.
 */
export function isSignedByBird(request: HookRequest, { keys, signature, ageSeconds }: BirdKeys): boolean {
  const at = request.at ?? Date.now();
  let matches = false;
  for (const key of keys) {
    if (!key) continue;
    if (signature === 'jwt' ? hasToken(request, key, at) : hasHeaders(request, key, { signature, at, ageSeconds })) {
      matches = true;
    }
  }
  return matches;
}

function hasHeaders(
  request: HookRequest,
  key: string,
  { signature, at, ageSeconds }: { signature: 'bird' | 'legacy'; at: number; ageSeconds: number },
): boolean {
  const claimed = Buffer.from(request.headers['messagebird-signature'] ?? '', 'base64');
  const timestamp = request.headers['messagebird-request-timestamp'] ?? '';
  if (!/^\d{9,11}$/.test(timestamp) || Math.abs(at - Number(timestamp) * 1000) > ageSeconds * 1000) return false;
  const place = signature === 'bird' ? withoutFragment(request.url) : sortedQuery(request.url);
  const expected = createHmac('sha256', key).update(`${timestamp}\n${place}\n`).update(sha256(request.body)).digest();
  return expected.length === claimed.length && timingSafeEqual(expected, claimed);
}

function sortedQuery(url: string): string {
  const pairs = pairsOf(rawQuery(url));
  pairs.sort();
  return pairs.toString();
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** A token is good for one address and one body; a body without its hash, or a hash without a body, is not. */
function hasToken(request: HookRequest, key: string, at: number): boolean {
  const claims = claimsOf(request.headers['messagebird-signature-jwt'] ?? '', key);
  if (claims?.['iss'] !== 'MessageBird') return false;
  const { nbf, exp, url_hash: url, payload_hash: payload } = claims;
  if (typeof nbf !== 'number' || typeof exp !== 'number') return false;
  if (at + LEEWAY_MS < nbf * 1000 || at - LEEWAY_MS > exp * 1000) return false;
  if (!isHash(url, sha256(Buffer.from(withoutFragment(request.url))))) return false;
  return request.body.length === 0 ? payload === undefined : isHash(payload, sha256(request.body));
}

/** The claims of a token that this key signed; the algorithm is ours to choose, never the token's. */
function claimsOf(token: string, key: string): JsonObject | undefined {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0) return undefined;
  const claimed = Buffer.from(signature, 'base64url');
  const expected = createHmac('sha256', key).update(`${head}.${body}`).digest();
  if (expected.length !== claimed.length || !timingSafeEqual(expected, claimed)) return undefined;
  const header = parseObject(Buffer.from(head, 'base64url').toString('utf8'));
  if (!isObject(header) || header['alg'] !== 'HS256') return undefined;
  return parseObject(Buffer.from(body, 'base64url').toString('utf8'));
}

function isHash(claim: unknown, actual: Buffer): boolean {
  const claimed = typeof claim === 'string' ? Buffer.from(claim, 'hex') : Buffer.alloc(0);
  return claimed.length === actual.length && timingSafeEqual(claimed, actual);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
