import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Clients, OAuthClient } from './oauth-client.ts';
import { oauthError } from './oauth-error.ts';

/** Who an assertion speaks for and through which app. */
export type Asserted = { client: OAuthClient; username: string };

/** What an assertion is checked against: the apps, the hosts that it may name, and the time. */
export type AssertionContext = { clients: Clients; hosts: readonly string[]; now: number };

/** `exp` beyond this is in milliseconds, as the Salesforce CLI writes it. */
const MILLISECONDS_FROM = 100_000_000_000;
/** A clock of the caller that runs ahead or behind by less is forgiven. */
const SKEW_MS = 3 * 60_000;

/**
 * Checks a JWT bearer assertion: RS256 by the app's certificate, audience (a slash at its end is no matter) and
 * expiry, in seconds or milliseconds. Throws a refusal in the words of the token endpoint.
 */
export function readAssertion(assertion: string, context: AssertionContext): Asserted {
  const [header = '', payload = '', signature = '', ...more] = assertion.split('.');
  const claims = readPart(payload);
  const isJwt = more.length === 0 && readPart(header)?.['alg'] === 'RS256';
  if (!isJwt || !claims) throw invalid();
  const client = context.clients.need(String(claims['iss'] ?? ''));
  const key = keyOf(client);
  if (!key || !createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(key, signature, 'base64url')) {
    throw invalid();
  }
  if (!context.hosts.includes(String(claims['aud']).replace(/\/+$/, ''))) {
    throw oauthError('invalid_grant', 'audience is invalid');
  }
  const expires = Number(claims['exp']);
  const expiresAt = expires > MILLISECONDS_FROM ? expires : expires * 1000;
  if (!(expiresAt + SKEW_MS > context.now)) throw invalid();
  return { client, username: String(claims['sub'] ?? '') };
}

function readPart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(client: OAuthClient): KeyObject | undefined {
  return client.certificate === undefined ? undefined : createPublicKey(client.certificate);
}

function invalid(): Error {
  return oauthError('invalid_grant', 'invalid assertion');
}
