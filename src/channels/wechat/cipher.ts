import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

const HEX = /^[0-9a-f]{40}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BLOCK = 32;
/** Random bytes before the length of the message. */
const NOISE = 16;
const LENGTH = 4;

/** True where a signature is the SHA-1 of these texts, sorted and joined; compared in constant time. */
export function isSignature(claimed: unknown, texts: readonly string[]): boolean {
  if (typeof claimed !== 'string' || !HEX.test(claimed)) return false;
  const expected = createHash('sha1').update(texts.toSorted().join('')).digest();
  return timingSafeEqual(Buffer.from(claimed, 'hex'), expected);
}

/**
 * The message in an encrypted text; undefined where it was not written with this key for this account. The padding goes
 * in blocks of 32 bytes, which is more than AES knows by itself, and the last bits of the key are of no matter.
 */
export function decrypt(encrypted: string, { key, appId }: { key: string; appId: string }): string | undefined {
  const secret = Buffer.from(`${key}=`, 'base64');
  const bytes = BASE64.test(encrypted) ? Buffer.from(encrypted, 'base64') : Buffer.alloc(0);
  if (secret.length !== BLOCK || bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK) return undefined;
  const plain = padded.subarray(0, -padding);
  if (plain.length < NOISE + LENGTH) return undefined;
  const start = NOISE + LENGTH;
  const end = start + plain.readUInt32BE(NOISE);
  if (end > plain.length || plain.subarray(end).toString('utf8') !== appId) return undefined;
  return plain.subarray(start, end).toString('utf8');
}
