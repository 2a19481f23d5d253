import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { HttpResponse } from '../../../net/http.ts';
import { retryAfterMs } from '../../../net/status.ts';
import { withoutSlash, type SalesforceIo } from '../config.ts';
import { oauthFailure } from './oauth-errors.ts';

/** What the token endpoint gave. The user and the org stand in its identity address. */
export type TokenAnswer = {
  accessToken: string;
  instanceUrl: string;
  refreshToken?: string;
  userId?: string;
  organizationId?: string;
  /** What was granted; absent where the answer does not say. */
  scopes?: readonly string[];
};

const TOKEN_TIMEOUT_MS = 20_000;

/**
 * Asks the token endpoint once. Throws `auth` only when a person has to act, with cause and cure; trouble that passes is
 * `unavailable` or `rate_limited`.
 */
export async function requestToken(io: SalesforceIo, loginUrl: string, form: URLSearchParams): Promise<TokenAnswer> {
  const response = await postForm(io, `${loginUrl}/services/oauth2/token`, form);
  return readTokenAnswer(response, io.now());
}

/** Posts a form to an OAuth endpoint. A lost answer is `unavailable`: no record is changed by asking again. */
export async function postForm(io: SalesforceIo, url: string, form: URLSearchParams): Promise<HttpResponse> {
  try {
    return await io.http({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'unknown_outcome') throw error;
    throw new Failure(
      { code: 'unavailable', message: `The Salesforce ${endpointOf(url)} endpoint gave no answer.` },
      { cause: error },
    );
  }
}

/** The failure that a refusing answer of an OAuth endpoint means. */
export function oauthRefusal(response: HttpResponse, now: number): Failure {
  const wait = retryAfterMs(response.headers, now);
  const waiting = wait === undefined ? {} : { retryAfterMs: wait };
  if (response.status === 429) {
    return new Failure({ code: 'rate_limited', message: 'Salesforce limits sign-ins for now.', ...waiting });
  }
  const body = parseObject(response.text());
  const error = body?.['error'];
  const description = body?.['error_description'];
  if (response.status < 400 || response.status >= 500 || typeof error !== 'string') {
    return new Failure({
      code: 'unavailable',
      message: `The Salesforce token endpoint answered ${response.status} without a usable token.`,
      details: { status: response.status },
      ...waiting,
    });
  }
  return oauthFailure(error, typeof description === 'string' ? description : '');
}

function readTokenAnswer(response: HttpResponse, now: number): TokenAnswer {
  const body = response.status === 200 ? parseObject(response.text()) : undefined;
  const { access_token: accessToken, instance_url: instanceUrl, refresh_token: refreshToken } = body ?? {};
  if (!body || typeof accessToken !== 'string' || !accessToken || !isHttpUrl(instanceUrl)) {
    throw oauthRefusal(response, now);
  }
  const scope = body['scope'];
  return {
    accessToken,
    instanceUrl: withoutSlash(instanceUrl),
    ...(typeof refreshToken === 'string' && refreshToken ? { refreshToken } : {}),
    ...holderOf(body['id']),
    ...(typeof scope === 'string' && scope ? { scopes: scope.split(/\s+/) } : {}),
  };
}

/** The identity address ends with the ids of org and user: /id/<org>/<user>. */
function holderOf(identity: unknown): { organizationId?: string; userId?: string } {
  const match =
    typeof identity === 'string' ? /\/(?:(00D[A-Za-z0-9]{12,15})\/)?(005[A-Za-z0-9]{12,15})$/.exec(identity) : null;
  const [, organizationId, userId] = match ?? [];
  return { ...(organizationId ? { organizationId } : {}), ...(userId ? { userId } : {}) };
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

function endpointOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
