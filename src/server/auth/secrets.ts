import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretKey } from '../../store/secrets.ts';

/** A secret of 32 random bytes, as it stands in links and tokens. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: it has 256 bits of chance, so that a plain hash is as good as a slow one. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What signs the cookies of sessions: of the installation's first key, and of no use for anything else. */
export function sessionSecret(keys: readonly [SecretKey, ...SecretKey[]]): string {
  return Buffer.from(hkdfSync('sha256', keys[0].bytes, '', 'rondine sign-in sessions v1', 32)).toString('base64url');
}
