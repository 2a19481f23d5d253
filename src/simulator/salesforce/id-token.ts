import { createSign, generateKeyPairSync } from 'node:crypto';

type KeyPair = ReturnType<typeof makeKeys>;

const KEY_ID = 'simulated-org';
const LIFE_SECONDS = 120;

let kept: KeyPair | undefined;

function makeKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** The keys of this process, made when the first one is needed: that takes a tenth of a second. */
function keys(): KeyPair {
  return (kept ??= makeKeys());
}

/** Who an OpenID token is about, whom it is for and who says so. */
export type IdClaims = { subject: string; audience: string; issuer: string; at: number };

/** Signs an OpenID token, valid for two minutes. */
export function makeIdToken(claims: IdClaims, nonce?: string): string {
  const seconds = Math.floor(claims.at / 1000);
  const header = encode({ alg: 'RS256', typ: 'JWT', kid: KEY_ID });
  const payload = encode({
    iss: claims.issuer,
    sub: claims.subject,
    aud: claims.audience,
    iat: seconds,
    exp: seconds + LIFE_SECONDS,
    ...(nonce === undefined ? {} : { nonce }),
  });
  const signature = createSign('RSA-SHA256').update(`${header}.${payload}`).sign(keys().privateKey, 'base64url');
  return `${header}.${payload}.${signature}`;
}

/** The public keys as `/id/keys` shows them. */
export function publicKeys(): { keys: object[] } {
  return { keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
