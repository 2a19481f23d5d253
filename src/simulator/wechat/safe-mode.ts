import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** What an account signs and encrypts with; without a key its messages are plain. */
export type Keys = { appId: string; token: string; aesKey: string };

/** The SHA-1 of texts in their order. */
export function sha1(...texts: readonly string[]): string {
  return createHash('sha1').update(texts.toSorted().join('')).digest('hex');
}

/** A message encrypted for an account: noise, length, message, AppID, padded to blocks of 32 bytes. */
export function encrypt(message: string, { appId, aesKey }: Keys): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const bytes = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const plain = Buffer.concat([randomBytes(16), length, bytes, Buffer.from(appId)]);
  const missing = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(missing, missing)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
