import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { createRedactor } from '../../net/redact.ts';
import { retryAfterMs } from '../../net/status.ts';
import { btoaUtf8, secretsOf, type HttpConfig, type HttpIo } from './config.ts';

/** A configuration with an access token; `adopted` when somebody else had fetched it meanwhile. */
export type Renewed = { config: HttpConfig; adopted: boolean };

const TOKEN_TIMEOUT_MS = 20_000;
const TOKEN_MAX_BYTES = 64 * 1024;
const MARGIN_MS = 60_000;

/** Refusals that no repeat cures (RFC 6749, section 5.2, and RFC 8707): a person has to correct something. */
const FINAL: Readonly<Record<string, string>> = {
  invalid_grant: 'Connect it again: the refresh token was revoked, has expired, or was rotated by another program.',
  invalid_client: 'Check client ID and client secret, and whether the secret goes into the body or a header.',
  unauthorized_client: 'Allow this grant for the client at the other system.',
  unsupported_grant_type: 'Choose a grant that the token URL supports.',
  invalid_scope: 'Correct the scope.',
  invalid_target: 'Correct the audience.',
  invalid_request: 'Check the token URL, the scope and the audience.',
  access_denied: 'Allow the client at the other system.',
};

/** The configuration with an access token that is valid by its date; fetches one where there is none. */
export async function freshToken(io: HttpIo): Promise<HttpConfig> {
  const { config } = io;
  return isFresh(config, io.now()) ? config : (await renewToken(io, config.accessToken)).config;
}

/**
 * Gets an access token that replaces the refused one (`undefined`: there was none).
 * Runs under the connection's lock, so any number of callers make one token request and the others adopt its result.
 * A rotated refresh token is on disk before the access token is used: if storing fails, this throws.
 * Throws `auth` only when a person has to act; trouble that passes is `unavailable` or `rate_limited`.
 */
export async function renewToken(io: HttpIo, refused: string | undefined): Promise<Renewed> {
  let adopted = true;
  const config = await io.connection.update(async (current) => {
    if (current.accessToken !== refused && isFresh(current, io.now())) return current;
    adopted = false;
    const { accessTokenUntil: _ended, ...kept } = current;
    return { ...kept, ...(await requestToken(io, current)) };
  });
  return { config, adopted };
}

function isFresh({ accessToken, accessTokenUntil }: HttpConfig, now: number): boolean {
  return Boolean(accessToken) && (accessTokenUntil === undefined || now < accessTokenUntil);
}

type Token = Pick<HttpConfig, 'accessToken' | 'accessTokenUntil' | 'refreshToken'>;

async function requestToken(io: HttpIo, config: HttpConfig): Promise<Token> {
  try {
    const response = await io.http({
      method: 'POST',
      url: config.tokenUrl ?? '',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...clientHeader(config),
      },
      body: tokenForm(config).toString(),
      timeoutMs: TOKEN_TIMEOUT_MS,
      maxBytes: TOKEN_MAX_BYTES,
      guard: { allowPrivate: config.allowPrivate ?? [] },
    });
    return readToken(response, config, io.now());
  } catch (error) {
    // A lost token answer changes nothing that a flow sees: asking again is right, even when the request went out.
    if (error instanceof Failure && error.code === 'unknown_outcome') {
      throw unavailable('The token URL gave no answer.', { cause: error });
    }
    throw error;
  }
}

function tokenForm(config: HttpConfig): URLSearchParams {
  const { grant = '', clientId = '', clientSecret, clientAuth, refreshToken = '', scope, audience } = config;
  const form = new URLSearchParams({ grant_type: grant });
  if (grant === 'refresh_token') form.set('refresh_token', refreshToken);
  else if (scope) form.set('scope', scope);
  if (audience) form.set('audience', audience);
  if (clientAuth === 'basic' && clientSecret) return form;
  form.set('client_id', clientId);
  if (clientSecret) form.set('client_secret', clientSecret);
  return form;
}

function clientHeader({ clientAuth, clientId = '', clientSecret }: HttpConfig): Record<string, string> {
  if (clientAuth !== 'basic' || !clientSecret) return {};
  // Both halves are form-encoded first (RFC 6749, section 2.3.1), so that a colon in the id stays where it is.
  const [user, password] = [clientId, clientSecret].map((text) => new URLSearchParams({ s: text }).toString().slice(2));
  return { authorization: `Basic ${btoaUtf8(`${user}:${password}`)}` };
}

function readToken(response: HttpResponse, config: HttpConfig, now: number): Token {
  const body = parseObject(response.text());
  const token = body?.['access_token'];
  if (response.status < 200 || response.status >= 300 || typeof token !== 'string' || token === '') {
    throw refusal(response, config, { body, now });
  }
  const seconds = Number(body?.['expires_in'] ?? NaN);
  const rotated = body?.['refresh_token'];
  return {
    accessToken: token,
    ...(seconds > 0 ? { accessTokenUntil: now + seconds * 1000 - Math.min(MARGIN_MS, seconds * 100) } : {}),
    ...(typeof rotated === 'string' && rotated ? { refreshToken: rotated } : {}),
  };
}

type Read = { body: JsonObject | undefined; now: number };

function refusal(response: HttpResponse, config: HttpConfig, { body, now }: Read): Failure {
  const { status } = response;
  const wait = retryAfterMs(response.headers, now);
  const waiting = { details: { status }, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  if (status === 429) {
    return new Failure({ code: 'rate_limited', message: 'The token URL limits sign-ins for now.', ...waiting });
  }
  const error = body?.['error'];
  if (status < 500 && typeof error === 'string' && Object.hasOwn(FINAL, error)) {
    const description = body?.['error_description'];
    const said = createRedactor(secretsOf(config)).text(typeof description === 'string' ? description : '');
    return new Failure({
      code: 'auth',
      message: `The token URL refuses this connection (${error}). ${FINAL[error]}`,
      providerCode: error,
      ...(said ? { providerMessage: said.slice(0, 300) } : {}),
      details: { status },
    });
  }
  if (status === 401) {
    return auth('The token URL refuses client ID and client secret. Correct them in the connection.', status);
  }
  if (status === 404 || status === 405) {
    return auth(`The token URL answered ${status}. Correct it in the connection.`, status);
  }
  return new Failure({
    code: 'unavailable',
    message: `The token URL answered ${status} without a usable token.`,
    ...waiting,
  });
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function auth(message: string, status: number): Failure {
  return new Failure({ code: 'auth', message, details: { status } });
}

function unavailable(message: string, options: { cause: unknown }): Failure {
  return new Failure({ code: 'unavailable', message }, options);
}
