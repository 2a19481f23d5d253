import { checkSignIn, findUser, isPreauthorized, usernameOf } from './admission.ts';
import type { Answer } from './answer.ts';
import { consentPage, errorPage, loginPage, type Gate } from './consent-pages.ts';
import { allowsFlow, type OAuthClient } from './oauth-client.ts';
import { OAuthRefusal, needParameter, oauthError } from './oauth-error.ts';
import type { Org } from './org.ts';
import { readScopes } from './scopes.ts';
import type { Row } from './store.ts';

/** A visit of the authorize endpoint: its parameters, from the address or from a form of ours, and the cookies. */
export type Visit = { parameters: URLSearchParams; cookie: string; posted: boolean };

/** Cookie that remembers who signed in with this browser. */
const COOKIE = 'simulated_org_user';

/**
 * Answers `/services/oauth2/authorize`: login, consent, then the callback with a code. What concerns the callback
 * itself is told on a page, as nothing may be sent to an address that is not the app's; all else goes to the callback.
 */
export function authorize(org: Org, visit: Visit): Answer {
  let client: OAuthClient;
  try {
    client = org.clients.need(needParameter(visit.parameters, 'client_id'));
    checkInstalled(client);
    checkCallback(client, visit.parameters.get('redirect_uri') ?? '');
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return errorPage(org.language, thrown);
    throw thrown;
  }
  try {
    return answerVisit(org, client, visit);
  } catch (thrown) {
    if (!(thrown instanceof OAuthRefusal)) throw thrown;
    return callback(visit.parameters, { error: thrown.error, error_description: thrown.description });
  }
}

function checkInstalled(client: OAuthClient): void {
  if (!client.notInstalled) return;
  throw oauthError('OAUTH_APPROVAL_ERROR_GENERIC', 'An unexpected error has occurred during authentication.');
}

function checkCallback(client: OAuthClient, callbackUrl: string): void {
  const isKnown = client.callbacks?.includes(callbackUrl) ?? /^[a-z][a-z0-9+.-]*:\/\//i.test(callbackUrl);
  if (!isKnown || !URL.canParse(callbackUrl)) {
    throw oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
}

function answerVisit(org: Org, client: OAuthClient, visit: Visit): Answer {
  const { parameters, posted } = visit;
  const scopes = readRequest(client, parameters);
  const gate: Gate = { org, client, scopes, parameters };
  const prompt = (parameters.get('prompt') ?? '').split(' ');
  const asksAgain = prompt.includes('login') || prompt.includes('select_account');
  const username = posted ? parameters.get('username') : asksAgain ? null : readCookie(visit.cookie);
  if (username === null) return loginPage(gate);
  const user = findUser(org, username);
  if (!user) return loginPage(gate, 'unknown');
  const refused = refusalOf(org, client, user);
  if (refused) {
    if (refused.error === 'invalid_app_access') throw refused;
    return loginPage(gate, refused.description);
  }
  return decide(gate, user, { ...visit, again: prompt.includes('consent') });
}

function decide(gate: Gate, user: Row, visit: Visit & { again: boolean }): Answer {
  const { org, client, scopes, parameters } = gate;
  const decision = parameters.get('decision');
  if (visit.posted && decision === 'deny') throw oauthError('access_denied', 'end-user denied authorization');
  const holder = { client: client.id, userId: user.id, scopes };
  const known = isPreauthorized(client, user) || org.sessions.hasConsent(holder);
  const consents = (visit.posted && decision === 'allow') || (known && !visit.again);
  const answer = consents
    ? callback(parameters, { code: org.codes.issue({ ...holder, ...detailsOf(parameters) }) })
    : consentPage(gate, usernameOf(user));
  const cookie = `${COOKIE}=${encodeURIComponent(usernameOf(user))}; Path=/services/oauth2; HttpOnly; SameSite=Lax`;
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': cookie } };
}

/** Checks what the app sent along and gives the scopes. */
function readRequest(client: OAuthClient, parameters: URLSearchParams): string[] {
  const flow = parameters.get('response_type') === 'code' && allowsFlow(client, 'authorization_code');
  if (!flow) throw oauthError('unsupported_response_type', 'response type not supported');
  const challenge = parameters.get('code_challenge');
  if (client.requirePkce && !challenge) throw oauthError('invalid_request', 'missing required code challenge');
  // Salesforce assumes S256 where the method is missing, which its own CLI counts on.
  if (challenge && (parameters.get('code_challenge_method') ?? 'S256') !== 'S256') {
    throw oauthError('invalid_request', 'invalid code challenge method');
  }
  return readScopes(client, parameters.get('scope') ?? '');
}

function detailsOf(parameters: URLSearchParams): { redirectUri: string; challenge?: string; nonce?: string } {
  const [challenge, nonce] = [parameters.get('code_challenge'), parameters.get('nonce')];
  return {
    redirectUri: parameters.get('redirect_uri') ?? '',
    ...(challenge ? { challenge } : {}),
    ...(nonce ? { nonce } : {}),
  };
}

function refusalOf(org: Org, client: OAuthClient, user: Row): OAuthRefusal | undefined {
  try {
    checkSignIn(org, client, user);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return thrown;
    throw thrown;
  }
}

/** Sends the browser back to the app, with its `state` as it came. */
function callback(parameters: URLSearchParams, told: Record<string, string>): Answer {
  const state = parameters.get('state');
  const query = new URLSearchParams(state === null ? told : { ...told, state });
  const target = parameters.get('redirect_uri') ?? '';
  const location = `${target}${target.includes('?') ? '&' : '?'}${query.toString()}`;
  return { status: 302, body: '', headers: { Location: location, 'Cache-Control': 'no-store' } };
}

function readCookie(cookie: string): string | null {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(cookie)?.[1];
  return value === undefined ? null : decodeURIComponent(value);
}
