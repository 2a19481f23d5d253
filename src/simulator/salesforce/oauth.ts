import { createHmac, timingSafeEqual } from 'node:crypto';
import { jsonAnswer, type Answer } from './answer.ts';
import { GRANTS, type Granted } from './grants.ts';
import { makeIdToken } from './id-token.ts';
import type { OAuthClient } from './oauth-client.ts';
import { NO_STORE, needParameter, oauthError } from './oauth-error.ts';
import type { Org } from './org.ts';

/** A call of an OAuth endpoint that takes a form, with the Authorization header and the server's own URL. */
export type TokenCall = { body: string; contentType: string; authorization: string | undefined; baseUrl: string };

/** An app that proved who it is; `secret` is the one that it sent. */
export type Caller = { client: OAuthClient; secret: string };

/** Answers `POST /services/oauth2/token`. Throws a refusal in the words of the endpoint. */
export function issueToken(org: Org, call: TokenCall): Answer {
  const form = readForm(call);
  const grantType = needParameter(form, 'grant_type');
  if (org.policies.org().locked) throw oauthError('inactive_org', 'organization is inactive');
  if (grantType === 'password') throw oauthError('invalid_grant', 'authentication failure');
  const grant = GRANTS[grantType];
  if (!grant) throw oauthError('unsupported_grant_type', 'grant type not supported');
  const asked = { org, form, baseUrl: call.baseUrl, identify: () => identify(org, form, call.authorization) };
  return tokenAnswer(org, grant(asked), call.baseUrl);
}

/** Answers `POST /services/oauth2/revoke`: a refresh token takes its access tokens along. */
export function revokeToken(org: Org, token: string): Answer {
  if (org.sessions.revokeToken(token)) return { status: 200, body: '' };
  throw oauthError('unsupported_token_type', 'this token is not supported');
}

/** Answers `POST /services/oauth2/introspect`: the only way to learn when an opaque token ends. */
export function introspectToken(org: Org, call: TokenCall): Answer {
  const form = readForm(call);
  const { client } = identify(org, form, call.authorization);
  const token = needParameter(form, 'token');
  const session = org.sessions.look(token);
  const holder = session ?? org.sessions.holderOf(token);
  const user = holder && org.store.find(holder.userId);
  if (!holder || !user || (holder.client ?? client.id) !== client.id) {
    return jsonAnswer(200, { active: false }, NO_STORE);
  }
  const times = session && {
    exp: Math.floor(session.endsAt / 1000),
    iat: Math.floor(session.openedAt / 1000),
    nbf: Math.floor(session.openedAt / 1000),
  };
  const body = {
    active: true,
    scope: holder.scopes.join(' '),
    client_id: client.id,
    username: user.fields['Username'],
    sub: `${call.baseUrl}/id/${org.organizationId}/${holder.userId}`,
    token_type: session ? 'access_token' : 'refresh_token',
    ...times,
  };
  return jsonAnswer(200, body, NO_STORE);
}

/** The form of a call; any other media type is refused. */
function readForm(call: TokenCall): URLSearchParams {
  if (call.contentType.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(call.body);
  throw oauthError('invalid_request', 'content type must be application/x-www-form-urlencoded');
}

/** Client id and secret stand in the form or in HTTP Basic. */
function identify(org: Org, form: URLSearchParams, authorization: string | undefined): Caller {
  const basic = authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString('utf8')
    : undefined;
  const colon = basic?.indexOf(':') ?? -1;
  const id = basic === undefined ? needParameter(form, 'client_id') : decode(basic.slice(0, colon));
  const secret = basic === undefined ? (form.get('client_secret') ?? '') : decode(basic.slice(colon + 1));
  const client = org.clients.need(id);
  if (!isRightSecret(client, secret, org.clients.open)) {
    throw oauthError('invalid_client', 'invalid client credentials');
  }
  return { client, secret };
}

function isRightSecret(client: OAuthClient, secret: string, open: boolean): boolean {
  if (client.secret === undefined) return secret === '' || open;
  if (secret === '' && client.requireSecret === false) return true;
  return sameText(client.secret, secret);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function tokenAnswer(org: Org, granted: Granted, baseUrl: string): Answer {
  const { holder, secret, accessToken, refreshToken } = granted;
  const identity = `${baseUrl}/id/${org.organizationId}/${holder.userId}`;
  const issuedAt = String(org.now());
  const signature = createHmac('sha256', secret)
    .update(identity + issuedAt)
    .digest('base64');
  const body = {
    access_token: accessToken,
    refresh_token: refreshToken,
    signature,
    scope: holder.scopes.join(' '),
    id_token: holder.scopes.includes('openid')
      ? makeIdToken({ subject: identity, audience: holder.client ?? '', issuer: baseUrl, at: org.now() }, granted.nonce)
      : undefined,
    instance_url: baseUrl,
    id: identity,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
  return jsonAnswer(200, body, NO_STORE);
}
