import { generateKeyPairSync } from 'node:crypto';

/** A key that assertions are signed with, and what the org is told to check them by. */
export function assertionKeys(): { certificate: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    certificate: publicKey.export({ type: 'spki', format: 'pem' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}
