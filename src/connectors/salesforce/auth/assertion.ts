import { createPrivateKey, sign } from 'node:crypto';
import { Failure } from '../../../base/failure.ts';

/** What a signed assertion says. */
export type Assertion = {
  clientId: string;
  username: string;
  /** Where it is used: an origin. */
  audience: string;
  /** PEM. */
  privateKey: string;
  now: number;
};

/** Salesforce takes assertions for at most five minutes, and clocks differ. */
const LIFE_SECONDS = 180;

/** Signs in a user by proof of a private key, RS256. Throws `auth` for a key that is none. */
export function signAssertion({ clientId, username, audience, privateKey, now }: Assertion): string {
  const exp = Math.floor(now / 1000) + LIFE_SECONDS;
  const claims = { iss: clientId, sub: username, aud: audience, exp };
  const signed = [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  try {
    return `${signed}.${sign('sha256', Buffer.from(signed), createPrivateKey(privateKey)).toString('base64url')}`;
  } catch (cause) {
    const message =
      'The private key of the connection cannot be read: it has to be an RSA key in PEM. Make a new one with "rondine connections certificate NAME --new" and upload its certificate.';
    throw new Failure({ code: 'auth', message }, { cause });
  }
}
