import { createHmac, timingSafeEqual } from 'node:crypto';
import { jsonAnswer, Refusal, type Answer } from './answer.ts';
import type { Sessions } from './sessions.ts';

/** An app that may ask for tokens. */
export type OAuthClient = { id: string; secret: string };

/** What the token endpoint needs to know of its org. */
export type TokenIssuer = {
  sessions: Sessions;
  /** The apps that are known; without a list any id and secret is accepted. */
  clients?: readonly OAuthClient[] | undefined;
  organizationId: string;
  userId: string;
  now: () => number;
};

/** A call of the token endpoint: the form, the Authorization header and the server's own URL. */
export type TokenCall = { body: string; contentType: string; authorization: string | undefined; baseUrl: string };

/** Answers `POST /services/oauth2/token` for a refresh token or client credentials. */
export function issueToken(issuer: TokenIssuer, call: TokenCall): Answer {
  try {
    return issue(issuer, call);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}

/** Answers `POST /services/oauth2/revoke`. */
export function revokeToken(sessions: Sessions, token: string): Answer {
  if (sessions.revokeToken(token)) return { status: 200, body: '' };
  return oauthError('unsupported_token_type', 'this token is not supported').answer;
}

/** An OAuth error in the shape of the token endpoint. */
export function oauthError(error: string, description: string, status = 400): Refusal {
  return new Refusal(jsonAnswer(status, { error, error_description: description }, NO_STORE));
}

const NO_STORE = { 'Cache-Control': 'no-cache, no-store', Pragma: 'no-cache' };

function issue(issuer: TokenIssuer, call: TokenCall): Answer {
  if (!call.contentType.startsWith('application/x-www-form-urlencoded')) {
    throw oauthError('invalid_request', 'content type must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(call.body);
  const grantType = need(form, 'grant_type');
  if (grantType !== 'refresh_token' && grantType !== 'client_credentials') {
    throw oauthError('unsupported_grant_type', 'grant type not supported');
  }
  const client = identify(issuer.clients, form, call.authorization);
  if (grantType === 'client_credentials') {
    if (client.secret === '') throw oauthError('invalid_client', 'invalid client credentials');
    return tokenAnswer(issuer, { accessToken: issuer.sessions.open() }, { client, baseUrl: call.baseUrl });
  }
  const refreshed = issuer.sessions.refresh(need(form, 'refresh_token'));
  if (!refreshed) throw oauthError('invalid_grant', 'expired access/refresh token');
  return tokenAnswer(issuer, refreshed, { client, baseUrl: call.baseUrl });
}

function need(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw oauthError('invalid_request', `missing required parameter: ${name}`);
}

/** Client id and secret stand in the form or in HTTP Basic. */
function identify(
  clients: readonly OAuthClient[] | undefined,
  form: URLSearchParams,
  authorization: string | undefined,
): OAuthClient {
  const basic = authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString('utf8')
    : undefined;
  const colon = basic?.indexOf(':') ?? -1;
  const id = basic === undefined ? need(form, 'client_id') : decodeURIComponent(basic.slice(0, colon));
  const secret = basic === undefined ? (form.get('client_secret') ?? '') : decodeURIComponent(basic.slice(colon + 1));
  if (clients === undefined) return { id, secret };
  const known = clients.find((client) => client.id === id);
  if (!known) throw oauthError('invalid_client_id', 'client identifier invalid');
  if (!sameText(known.secret, secret)) throw oauthError('invalid_client', 'invalid client credentials');
  return known;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function tokenAnswer(
  issuer: TokenIssuer,
  tokens: { accessToken: string; refreshToken?: string },
  to: { client: OAuthClient; baseUrl: string },
): Answer {
  const identity = `${to.baseUrl}/id/${issuer.organizationId}/${issuer.userId}`;
  const issuedAt = String(issuer.now());
  const signature = createHmac('sha256', to.client.secret)
    .update(identity + issuedAt)
    .digest('base64');
  const body = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    signature,
    scope: 'api refresh_token',
    instance_url: to.baseUrl,
    id: identity,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
  return jsonAnswer(200, body, NO_STORE);
}
