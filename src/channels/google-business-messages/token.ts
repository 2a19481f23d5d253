import { createSign } from 'node:crypto';
import { Failure, toFailureData } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { ChannelIo } from '../channel.ts';
import { parseObject, textAt } from '../providers/reading.ts';
import { refusal } from '../providers/refusal.ts';
import { type GbmConfig, secretsOf, tokenUrlOf } from './config.ts';
import { GBM } from './errors.ts';

type Io = ChannelIo<GbmConfig>;
type Token = { value: string; until: number };

const SCOPE = 'https://www.googleapis.com/auth/businessmessages';
const LIFE_S = 3600;
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;
const NOTE = 'google-business-messages/token';

/**
 * An access token of the service account, fetched once for all who need it at the same time. Google gives out as many as
 * are asked for, so each process has its own. `refused` is one that was not accepted: it is not given again.
 */
export async function accessTokenOf(io: Io, refused?: string): Promise<string> {
  const known = noteIn(io);
  const kept = known && (await known.catch(() => undefined));
  if (kept && kept.value !== refused && kept.until - MARGIN_MS > io.now()) return kept.value;
  const begun = noteIn(io);
  // Somebody else has begun to fetch one meanwhile.
  if (begun && begun !== known) return (await begun).value;
  const fetching = fetchToken(io);
  io.local.set(NOTE, fetching);
  return (await fetching).value;
}

const noteIn = ({ local }: Io) => local.get(NOTE) as Promise<Token> | undefined;

async function fetchToken(io: Io): Promise<Token> {
  const { config, now } = io;
  const url = tokenUrlOf(config);
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(io) };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(grant).toString();
  const response = await io.http({ method: 'POST', url, headers, body }).catch(asHarmless);
  const answer = parseObject(response.text());
  const value = textAt(answer, 'access_token');
  const seconds = Number(textAt(answer, 'expires_in') ?? LIFE_S);
  if (response.status === 200 && value !== undefined) return { value, until: now() + seconds * 1000 };
  throw refusedToken(response, textAt(answer, 'error'), io);
}

/** Says who we are, signed with the key of the service account (RFC 7523). */
function assertionOf({ config, now }: Io): string {
  const iat = Math.floor(now() / 1000);
  const claims = { iss: config.serviceAccount, scope: SCOPE, aud: tokenUrlOf(config), iat, exp: iat + LIFE_S };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)));
  const text = parts.map((part) => part.toString('base64url')).join('.');
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(config.privateKey, 'base64url')}`;
  } catch {
    // What the library says may quote the key.
    const message = 'The private key is no RSA key in PEM; copy it whole from the service account’s file.';
    throw new Failure({ code: 'auth', message });
  }
}

/** Whoever asked for a token has sent nothing yet. */
function asHarmless(thrown: unknown): never {
  const data = toFailureData(thrown);
  if (data.code !== 'unknown_outcome') throw thrown;
  throw new Failure({ ...data, code: 'unavailable' }, { cause: thrown });
}

/** RFC 6749, section 5.2: a refused grant is HTTP 400. */
function refusedToken(response: HttpResponse, code: string | undefined, { config, now }: Io): Failure {
  const asked = { write: false, now: now(), secrets: secretsOf(config) };
  const failure = refusal(response, { code }, GBM, asked);
  if (response.status === 200) return new Failure({ code: 'unavailable', message: 'Google gave no access token.' });
  if (response.status !== 400) return failure;
  const message = 'Google does not take the service account’s key; make a new one and copy it into the connection.';
  return new Failure({ ...failure.data, code: 'auth', message });
}
