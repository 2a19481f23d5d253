import { createHash, createHmac } from 'node:crypto';
import type { SmsVonageConfig } from './config.ts';

/** A way in which an account signs, by Vonage's name for it. */
export type SignatureMethod = NonNullable<SmsVonageConfig['signatureMethod']>;

const HASHES: Readonly<Record<SignatureMethod, string>> = {
  'MD5 hash': 'md5',
  'HMAC-MD5': 'md5',
  'HMAC-SHA1': 'sha1',
  'HMAC-SHA256': 'sha256',
  'HMAC-SHA512': 'sha512',
};

/**
 * The signature of parameters: over all but `sig`, by name, with the separators inside values replaced. Undefined where
 * the signature would be ambiguous: a name given twice, or one that holds a separator.
 */
export function signatureOf(
  parameters: URLSearchParams,
  { secret, method }: { secret: string; method: SignatureMethod },
): Buffer | undefined {
  const pairs = [...parameters].filter(([name]) => name !== 'sig');
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length || [...names].some((name) => /[&=]/.test(name))) return undefined;
  const text = pairs
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replaceAll(/[&=]/g, '_')}`)
    .join('');
  const hash = HASHES[method];
  if (method === 'MD5 hash') return createHash(hash).update(`${text}${secret}`).digest();
  return createHmac(hash, secret).update(text).digest();
}
