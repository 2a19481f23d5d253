import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { HttpResponse } from '../../../net/http.ts';
import { retryAfterMs } from '../../../net/status.ts';
import { loginUrlOf, withoutSlash, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { oauthFailure } from './oauth-errors.ts';

/** What a call to the org needs; the user's id is missing when a person entered the access token. */
export type Session = { accessToken: string; instanceUrl: string; userId: string | undefined };

/** A session after a refusal: `adopted` when somebody else had renewed it meanwhile. */
export type Renewed = { session: Session; adopted: boolean };

const TOKEN_TIMEOUT_MS = 20_000;

/** The session that the configuration holds; nothing when the org was never signed in to. */
export function storedSession(config: SalesforceConfig): Session | undefined {
  const { accessToken, instanceUrl, userId } = config;
  return accessToken && instanceUrl ? { accessToken, instanceUrl: withoutSlash(instanceUrl), userId } : undefined;
}

/**
 * Gets a session that replaces the refused access token (`undefined`: there was none).
 * Runs under the connection's lock, so any number of callers make one token request; the others adopt its result.
 * A rotated refresh token is on disk before the new access token is used: if storing fails, this throws.
 * Throws `auth` only when a person has to act, with cause and cure; trouble that passes is `unavailable` or
 * `rate_limited`.
 */
export async function renewSession(io: SalesforceIo, refused: string | undefined): Promise<Renewed> {
  let adopted = true;
  const config = await io.connection.update(async (current) => {
    if (storedSession(current) && current.accessToken !== refused) return current;
    adopted = false;
    const answer = await requestToken(io, current);
    return { ...current, ...answer };
  });
  const session = storedSession(config);
  if (!session) throw new Failure({ code: 'defect', message: 'The stored connection lost its Salesforce session.' });
  return { session, adopted };
}

type TokenAnswer = { accessToken: string; instanceUrl: string; refreshToken?: string; userId?: string };

async function requestToken(io: SalesforceIo, config: SalesforceConfig): Promise<TokenAnswer> {
  const form = tokenForm(config);
  let response: HttpResponse;
  try {
    response = await io.http({
      method: 'POST',
      url: `${loginUrlOf(config)}/services/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
  } catch (error) {
    // A lost token answer changes no record: asking again is right, even when the request went out.
    if (error instanceof Failure && error.code === 'unknown_outcome') {
      throw unavailable('The Salesforce token endpoint gave no answer.', { cause: error });
    }
    throw error;
  }
  return readTokenAnswer(response, io.now());
}

function tokenForm(config: SalesforceConfig): URLSearchParams {
  const form = new URLSearchParams({ grant_type: config.grant, client_id: config.clientId });
  if (config.grant === 'client_credentials') {
    const { hostname } = new URL(loginUrlOf(config));
    if (hostname === 'login.salesforce.com' || hostname === 'test.salesforce.com') {
      throw auth(
        `Client credentials do not work on ${hostname}: use My Domain as the login URL ` +
          '(Setup > My Domain shows it, https://<domain>.my.salesforce.com).',
      );
    }
    if (!config.clientSecret) {
      throw auth('Client credentials need the Consumer Secret: enter it in the connection.');
    }
  } else {
    if (!config.refreshToken) throw auth('The connection has no refresh token: connect the org again.');
    form.set('refresh_token', config.refreshToken);
  }
  if (config.clientSecret) form.set('client_secret', config.clientSecret);
  return form;
}

function readTokenAnswer(response: HttpResponse, now: number): TokenAnswer {
  const body = parseObject(response.text());
  if (response.status === 200 && body) {
    const { access_token: accessToken, instance_url: instanceUrl, refresh_token: refreshToken, id } = body;
    if (typeof accessToken === 'string' && accessToken && isHttpUrl(instanceUrl)) {
      return {
        accessToken,
        instanceUrl: withoutSlash(instanceUrl),
        ...(typeof refreshToken === 'string' && refreshToken ? { refreshToken } : {}),
        ...userIdOf(id),
      };
    }
  }
  const wait = retryAfterMs(response.headers, now);
  const waiting = wait === undefined ? {} : { retryAfterMs: wait };
  if (response.status === 429) {
    throw new Failure({ code: 'rate_limited', message: 'Salesforce limits sign-ins for now.', ...waiting });
  }
  const error = body?.['error'];
  const description = body?.['error_description'];
  if (response.status < 400 || response.status >= 500 || typeof error !== 'string') {
    throw new Failure({
      code: 'unavailable',
      message: `The Salesforce token endpoint answered ${response.status} without a usable token.`,
      details: { status: response.status },
      ...waiting,
    });
  }
  throw oauthFailure(error, typeof description === 'string' ? description : '');
}

/** The identity address ends with the id of the user: /id/<org>/<user>. */
function userIdOf(identity: unknown): { userId?: string } {
  const match = typeof identity === 'string' ? /\/(005[A-Za-z0-9]{12,15})$/.exec(identity) : null;
  return match?.[1] ? { userId: match[1] } : {};
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function auth(message: string): Failure {
  return new Failure({ code: 'auth', message });
}

function unavailable(message: string, options: { cause: unknown }): Failure {
  return new Failure({ code: 'unavailable', message }, options);
}
