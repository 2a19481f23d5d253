import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import type { HookRequest } from '../../channel.ts';
import { isOfType, pairsOf, rawQuery } from '../reading.ts';

const PARTS = /^(https?):\/\/([^/?#]*)([^?#]*)/i;
const STANDARD_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * True when one of the auth tokens signed the request: HMAC-SHA1 over the address and, for a form, its parameters; any
 * other body has to have the hash that the signed address names. Twilio does not always sign the address as it calls
 * it: ports come and go and queries are written anew, so each such spelling is tried. Nothing signed carries a time, so a
 * replay verifies: redeliveries are told by message id.
 */
export function isSignedByTwilio(request: HookRequest, tokens: readonly (string | undefined)[]): boolean {
  const claimed = Buffer.from(request.headers['x-twilio-signature'] ?? '', 'base64');
  const rest = signedOfBody(request);
  if (claimed.length !== 20 || rest === undefined) return false;
  let matches = false;
  for (const url of spellingsOf(request.url)) {
    for (const token of tokens) {
      if (!token) continue;
      const expected = createHmac('sha1', token).update(`${url}${rest}`).digest();
      if (timingSafeEqual(expected, claimed)) matches = true;
    }
  }
  return matches;
}

/** What is signed behind the address; undefined where nothing signed would speak for the body. */
function signedOfBody(request: HookRequest): string | undefined {
  const hash = pairsOf(rawQuery(request.url)).get('bodySHA256');
  if (hash !== null) return hasHash(request.body, hash) ? '' : undefined;
  if (request.body.length === 0) return '';
  if (request.method !== 'POST' || !isOfType(request, 'application/x-www-form-urlencoded')) return undefined;
  return signedForm(Buffer.from(request.body).toString('utf8'));
}

/** The parameters of a form as they are signed: names in order, each value of a name once and in order. */
export function signedForm(form: string): string {
  const pairs = pairsOf(form);
  const names = [...new Set(pairs.keys())].sort();
  return names.flatMap((name) => [...new Set(pairs.getAll(name))].sort().map((value) => `${name}${value}`)).join('');
}

function hasHash(body: Uint8Array, hex: string): boolean {
  const claimed = Buffer.from(hex, 'hex');
  const actual = createHash('sha256').update(body).digest();
  return claimed.length === actual.length && timingSafeEqual(actual, claimed);
}

function spellingsOf(url: string): Set<string> {
  const [, scheme, authority, path] = PARTS.exec(url) ?? [];
  if (scheme === undefined || authority === undefined) return new Set();
  const port = /:(\d+)$/.exec(authority)?.[1] ?? STANDARD_PORT[scheme.toLowerCase()];
  const bare = authority.replace(/:\d+$/, '');
  const places = [authority, bare, `${bare}:${port}`].map((place) => `${scheme}://${place}${path}`);
  const query = rawQuery(url);
  const queries = query === '' ? [''] : [`?${query}`, normalQuery(url), `?${stringify(parse(query))}`];
  return new Set(places.flatMap((place) => queries.map((each) => `${place}${each}`)));
}

function normalQuery(url: string): string {
  return URL.parse(url)?.search ?? '';
}
