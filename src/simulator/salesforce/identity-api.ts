import { randomBytes } from 'node:crypto';
import { jsonAnswer, Refusal, type Answer } from './answer.ts';
import { authorize } from './authorize.ts';
import type { ApiCall } from './data-api.ts';
import { publicKeys } from './id-token.ts';
import { NO_STORE, oauthError } from './oauth-error.ts';
import { introspectToken, issueToken, revokeToken, type TokenCall } from './oauth.ts';
import type { Org } from './org.ts';
import type { Operation } from './route.ts';
import { describeIdentity, describeUser } from './user-info.ts';

type Action = (org: Org, call: ApiCall) => Answer;

/** Calls about who is who: they bring their own credentials. */
export const IDENTITY_CALLS: Partial<Record<Operation, Action>> = {
  authorize: (org, call) => {
    const posted = call.method === 'POST';
    const parameters = posted ? new URLSearchParams(call.body) : call.query;
    return authorize(org, { parameters, posted, cookie: header(call, 'cookie') ?? '' });
  },
  token: (org, call) => onPost(call, () => issueToken(org, formOf(call))),
  introspect: (org, call) => onPost(call, () => introspectToken(org, formOf(call))),
  revoke: (org, call) =>
    refusalAsAnswer(() => {
      const token = new URLSearchParams(call.body).get('token') ?? call.query.get('token');
      return revokeToken(org, token ?? '');
    }),
  userinfo: (org, call) => asUser(org, call, (own) => jsonAnswer(200, describeUser(own, call.baseUrl))),
  identity: (org, call) => asUser(org, call, (own) => answerIdentity(own, call)),
  'single-access': (org, call) => asUser(org, call, () => openInBrowser(call)),
  'front-door': (_org, call) => ({ status: 302, body: '', headers: { Location: `${call.baseUrl}/` } }),
  'openid-configuration': (_org, call) => jsonAnswer(200, openIdConfiguration(call.baseUrl)),
  'public-keys': () => jsonAnswer(200, publicKeys()),
};

/** The access token of a call, from its Authorization header. */
export function bearerOf(call: ApiCall): string | undefined {
  return /^(?:Bearer|OAuth) +(\S+)$/i.exec(header(call, 'authorization') ?? '')?.[1];
}

function onPost(call: ApiCall, action: () => Answer): Answer {
  if (call.method !== 'POST') return oauthError('invalid_request', 'must use HTTP POST').answer;
  return refusalAsAnswer(action);
}

function refusalAsAnswer(action: () => Answer): Answer {
  try {
    return action();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}

function formOf(call: ApiCall): TokenCall {
  const [contentType = '', authorization] = [header(call, 'content-type'), header(call, 'authorization')];
  return { body: call.body, contentType, authorization, baseUrl: call.baseUrl };
}

/** Identity services answer a bad token with 403 and a word, not with JSON. */
function asUser(org: Org, call: ApiCall, action: (own: Org) => Answer): Answer {
  const token = bearerOf(call) ?? call.query.get('oauth_token') ?? undefined;
  const session = token === undefined ? undefined : org.sessions.use(token);
  if (session) return action(session.userId === org.userId ? org : { ...org, userId: session.userId });
  const body = token === undefined ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token';
  return { status: 403, body, headers: { 'Content-Type': 'text/html;charset=UTF-8' } };
}

function answerIdentity(own: Org, call: ApiCall): Answer {
  const { identity } = call.route;
  if (identity?.organizationId === own.organizationId && identity.userId === own.userId) {
    return jsonAnswer(200, describeIdentity(own, call.baseUrl));
  }
  const body = identity?.organizationId === own.organizationId ? 'Wrong_User' : 'Wrong_Org';
  return { status: 403, body, headers: { 'Content-Type': 'text/html;charset=UTF-8' } };
}

function openInBrowser(call: ApiCall): Answer {
  return jsonAnswer(
    200,
    { frontdoor_uri: `${call.baseUrl}/secur/frontdoor.jsp?otp=${randomBytes(24).toString('base64url')}` },
    NO_STORE,
  );
}

function openIdConfiguration(baseUrl: string): object {
  const service = `${baseUrl}/services/oauth2`;
  return {
    issuer: baseUrl,
    authorization_endpoint: `${service}/authorize`,
    token_endpoint: `${service}/token`,
    revocation_endpoint: `${service}/revoke`,
    introspection_endpoint: `${service}/introspect`,
    userinfo_endpoint: `${service}/userinfo`,
    jwks_uri: `${baseUrl}/id/keys`,
    scopes_supported: ['api', 'refresh_token', 'web', 'full', 'id', 'openid', 'profile', 'email'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  };
}

function header(call: ApiCall, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
