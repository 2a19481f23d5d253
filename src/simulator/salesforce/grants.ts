import { checkSignIn, findUser, isPreauthorized } from './admission.ts';
import { readAssertion } from './assertion.ts';
import { isChallengeOf } from './codes.ts';
import { allowsFlow, type OAuthClient, type OAuthFlow } from './oauth-client.ts';
import { needParameter, oauthError } from './oauth-error.ts';
import type { Caller } from './oauth.ts';
import type { Org } from './org.ts';
import { scopesOf, withoutRefresh } from './scopes.ts';
import type { Holder } from './sessions.ts';
import type { Row } from './store.ts';

/** What a way to get a token works with; `identify` checks the app's id and secret. */
export type GrantCall = { org: Org; form: URLSearchParams; baseUrl: string; identify: () => Caller };

/** Tokens that were handed out; `secret` signs the answer. */
export type Granted = {
  accessToken: string;
  refreshToken?: string;
  holder: Holder;
  secret: string;
  nonce?: string;
};

/** Ways to get a token by their `grant_type`. Each throws a refusal in the words of the endpoint. */
export const GRANTS: Readonly<Record<string, (call: GrantCall) => Granted>> = {
  authorization_code: exchangeCode,
  refresh_token: refresh,
  client_credentials: actAsApp,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': exchangeAssertion,
};

function exchangeCode({ org, form, identify }: GrantCall): Granted {
  const { client, secret } = identify();
  needFlow(client, 'authorization_code');
  const code = org.codes.take(needParameter(form, 'code'));
  if (code === 'spent') throw oauthError('invalid_grant', 'expired authorization code');
  if (code?.client !== client.id) throw oauthError('invalid_grant', 'invalid authorization code');
  if (form.get('redirect_uri') !== code.redirectUri) {
    throw oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  if (code.challenge !== undefined && !isChallengeOf(code.challenge, form.get('code_verifier') ?? '')) {
    throw oauthError('invalid_grant', 'invalid code verifier');
  }
  const holder = { client: client.id, userId: code.userId, scopes: code.scopes };
  checkSignIn(org, client, needUser(org, code.userId));
  const nonce = code.nonce === undefined ? {} : { nonce: code.nonce };
  if (!code.scopes.includes('refresh_token')) {
    return { accessToken: org.sessions.open(holder), holder, secret, ...nonce };
  }
  return { ...org.sessions.grant(holder), holder, secret, ...nonce };
}

function refresh({ org, form, identify }: GrantCall): Granted {
  const { client, secret } = identify();
  needFlow(client, 'refresh_token');
  const token = needParameter(form, 'refresh_token');
  const holder = org.sessions.holderOf(token);
  if (holder) {
    if (holder.client !== null && holder.client !== client.id) throw deadToken();
    checkSignIn(org, client, needUser(org, holder.userId));
  }
  const refreshed = org.sessions.refresh(token, { rotate: client.rotate });
  if (!refreshed) throw deadToken();
  return { ...refreshed, secret };
}

function actAsApp({ org, identify }: GrantCall): Granted {
  if (org.policies.org().genericHost) throw oauthError('invalid_grant', 'request not supported on this domain');
  const { client, secret } = identify();
  needFlow(client, 'client_credentials');
  if (secret === '') throw oauthError('invalid_client', 'invalid client credentials');
  const user = client.runAs === undefined ? org.store.find(org.userId) : findUser(org, client.runAs ?? '');
  if (!user) throw oauthError('invalid_grant', 'no client credentials user enabled');
  checkSignIn(org, client, user);
  return openFor(org, { client, secret }, user);
}

function exchangeAssertion({ org, form, baseUrl }: GrantCall): Granted {
  const claims = readAssertion(needParameter(form, 'assertion'), {
    clients: org.clients,
    hosts: ['https://login.salesforce.com', 'https://test.salesforce.com', baseUrl],
    now: org.now(),
  });
  const { client } = claims;
  needFlow(client, 'jwt_bearer');
  const user = findUser(org, claims.username);
  if (!user) throw notApproved();
  checkSignIn(org, client, user);
  const consented = org.sessions.hasConsent({ client: client.id, userId: user.id, scopes: [] });
  if (!consented && !isPreauthorized(client, user)) throw notApproved();
  return openFor(org, { client, secret: client.secret ?? '' }, user);
}

function openFor(org: Org, { client, secret }: Caller, user: Row): Granted {
  const holder = { client: client.id, userId: user.id, scopes: withoutRefresh(scopesOf(client)) };
  return { accessToken: org.sessions.open(holder), holder, secret };
}

function needFlow(client: OAuthClient, flow: OAuthFlow): void {
  if (!allowsFlow(client, flow)) throw oauthError('unsupported_grant_type', 'grant type not supported');
}

function needUser(org: Org, userId: string): Row {
  const user = org.store.find(userId);
  if (user && !user.deleted) return user;
  throw oauthError('inactive_user', 'user is inactive');
}

function deadToken(): Error {
  return oauthError('invalid_grant', 'expired access/refresh token');
}

function notApproved(): Error {
  return oauthError('invalid_grant', "user hasn't approved this consumer");
}
