import { refuse } from './answer.ts';
import { oauthError } from './oauth-error.ts';
import type { OAuthClient } from './oauth-client.ts';
import type { Org } from './org.ts';
import type { Session } from './sessions.ts';
import type { Row } from './store.ts';

const DAY_MS = 86_400_000;

/**
 * Lets a data call in and gives the org as its user sees it. Refuses a dead session with 401, and whatever the
 * settings of org and user forbid in the words of the data API.
 */
export function admit(org: Org, token: string | undefined): Org {
  startDay(org);
  const session = token === undefined ? undefined : org.sessions.use(token);
  const user = session && org.store.find(session.userId);
  if (!session || !user || isInactive(org, user)) {
    throw refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  }
  checkOrg(org);
  checkUser(org, user);
  if (!mayUseApi(session)) {
    throw refuse(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  }
  return session.userId === org.userId ? org : { ...org, userId: session.userId };
}

/** Refuses a sign-in of a user through an app, in the words of the token endpoint. */
export function checkSignIn(org: Org, client: OAuthClient, user: Row): void {
  if (org.policies.org().locked) throw oauthError('inactive_org', 'organization is inactive');
  if (isInactive(org, user)) throw oauthError('inactive_user', 'user is inactive');
  const policy = org.policies.user(usernameOf(user));
  if (client.ipRestricted || policy.ipRestricted) throw oauthError('invalid_grant', 'ip restricted');
  if (policy.outsideLoginHours) throw oauthError('invalid_grant', 'authentication failure');
  if (client.notInstalled) {
    throw oauthError('invalid_client', 'External client app is not installed in this org');
  }
  if (client.adminApprovedOnly && !isPreauthorized(client, user)) {
    throw oauthError('invalid_app_access', 'user is not admin approved to access this app');
  }
}

/** True for a user whom an admin let use the app without asking. */
export function isPreauthorized(client: OAuthClient, user: Row): boolean {
  return client.preauthorizedUsers?.some((name) => sameName(name, usernameOf(user))) ?? false;
}

/** The user with that username, in any case. */
export function findUser(org: Org, username: string): Row | undefined {
  for (const user of org.store.list('User')) if (sameName(usernameOf(user), username)) return user;
  return undefined;
}

/** The username of a row of users. */
export function usernameOf(user: Row): string {
  return String(user.fields['Username'] ?? '');
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.trim().toLowerCase();
}

/** True for a user whom an admin deactivated or froze. */
export function isInactive(org: Org, user: Row): boolean {
  return user.fields['IsActive'] === false || (org.policies.user(usernameOf(user)).inactive ?? false);
}

/** The quota is one of 24 hours. The real one slides; here it begins anew each day at midnight, UTC. */
function startDay({ usage, now }: Org): void {
  const day = dayOf(now());
  if (day === usage.day) return;
  usage.day = day;
  usage.used = 0;
}

/** The number of the day, in UTC, that a moment falls on. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

function checkOrg(org: Org): void {
  const { locked, apiDisabled } = org.policies.org();
  if (locked) throw refuse(403, 'ORG_LOCKED', 'organization has been locked');
  if (apiDisabled) throw refuse(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
}

function checkUser(org: Org, user: Row): void {
  const policy = org.policies.user(usernameOf(user));
  if (policy.apiDisabled) throw refuse(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User');
  if (policy.ipRestricted) {
    throw refuse(403, 'LOGIN_DURING_RESTRICTED_DOMAIN', 'This address is outside the login ranges of the user');
  }
  if (policy.outsideLoginHours) {
    throw refuse(403, 'LOGIN_DURING_RESTRICTED_TIME', 'It is outside the login hours of the user');
  }
}

function mayUseApi(session: Session): boolean {
  return session.scopes.includes('api') || session.scopes.includes('full');
}
