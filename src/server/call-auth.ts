import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { WebhookTrigger } from '../flow/trigger.ts';
import { rawBody } from './call-body.ts';
import { Problem } from './problem.ts';

/** How callers of a webhook prove who they are. */
export type CallAuth = NonNullable<WebhookTrigger['auth']>;
type HmacAuth = Extract<CallAuth, { kind: 'hmac' }>;

const SIGNATURE_HEADER = 'x-rondine-signature';
const TIME_HEADER = 'x-rondine-timestamp';
const TOLERANCE_S = 300;
/** Headers that carry credentials: no flow is shown them. */
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie'];

/** What checking a caller needs: secrets by their names, and the time. */
export type CallAuthParts = { secret(name: string): string | undefined; now(): number };

/** The headers of a call that a flow may see, names in lower case: no credentials, no signature. */
export function visibleHeaders({ headers }: Pick<FastifyRequest, 'headers'>, auth: CallAuth | undefined) {
  const hidden = new Set([...CREDENTIALS, ...(auth?.kind === 'hmac' ? [signatureHeader(auth)] : [])]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hidden.has(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/**
 * The problem of a call that does not prove who it is: it says what is missing or wrong, never what would be right.
 * Undefined for one that does. Compares in constant time.
 *
 * Of an HMAC-SHA256 the caller signs `<time>.<body>`: the time as it stands in the header, in epoch seconds, a dot, and
 * the body byte by byte; hexadecimal or base64, with or without `sha256=` in front.
 */
export function callerProblem(
  request: FastifyRequest,
  auth: CallAuth | undefined,
  { secret, now }: CallAuthParts,
): Problem | undefined {
  if (!auth) return undefined;
  const known = secret(auth.secret);
  if (known === undefined || known === '') {
    return new Problem(
      'no-secret',
      `This webhook checks the secret "${auth.secret}", which this installation does not have. Set it, then call again.`,
    );
  }
  const fault = auth.kind === 'bearer' ? bearerFault(request, known) : hmacFault(request, auth, known, now());
  if (fault === undefined) return undefined;
  const scheme = auth.kind === 'bearer' ? 'Bearer' : 'HMAC-SHA256';
  return new Problem('unproven', fault, { headers: { 'www-authenticate': scheme } });
}

function bearerFault({ headers }: FastifyRequest, secret: string): string | undefined {
  const [, token] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) return 'The header "Authorization: Bearer <secret>" is missing.';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(secret)) ? undefined : 'The bearer token is not this webhook’s.';
}

function signatureHeader({ header = SIGNATURE_HEADER }: HmacAuth): string {
  return header.toLowerCase();
}

function hmacFault(request: FastifyRequest, auth: HmacAuth, secret: string, now: number): string | undefined {
  const { timestampHeader = TIME_HEADER, toleranceSeconds = TOLERANCE_S } = auth;
  const name = signatureHeader(auth);
  const signature = request.headers[name];
  const time = request.headers[timestampHeader.toLowerCase()];
  if (typeof signature !== 'string') return `The header "${name}" with the signature is missing.`;
  if (typeof time !== 'string') return `The header "${timestampHeader}" with the time of signing is missing.`;
  if (!/^\d{1,12}$/.test(time)) return `"${timestampHeader}" is no time in epoch seconds.`;
  if (Math.abs(now / 1000 - Number(time)) > toleranceSeconds) {
    return `The time in "${timestampHeader}" is more than ${toleranceSeconds} seconds from now. Sign each call anew, and set your clock.`;
  }
  const given = decodeSignature(signature);
  if (!given) return `"${name}" is no SHA-256 signature in hexadecimal or base64.`;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(rawBody(request)).digest();
  return timingSafeEqual(given, expected)
    ? undefined
    : `The signature does not fit. Sign the time, a dot and the body byte by byte: "<${timestampHeader}>.<body>".`;
}

function decodeSignature(text: string): Buffer | undefined {
  const bare = text.trim().replace(/^sha256=/i, '');
  if (/^[0-9a-f]{64}$/i.test(bare)) return Buffer.from(bare, 'hex');
  return /^[A-Za-z0-9+/]{43}=?$/.test(bare) ? Buffer.from(bare, 'base64') : undefined;
}
