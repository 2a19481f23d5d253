import { Failure } from '../../../base/failure.ts';

const APP = 'Setup > External Client App Manager > your app';
const RECONNECT = 'Connect the org again.';

type Advice = { error: string; text?: RegExp; says: string };

const INACTIVE = 'The user is inactive or frozen. Activate the user in Setup > Users, or connect with another one.';
const CLOCK = 'Compare the clock of this machine, and upload the certificate again';

/** The first entry that fits gives the words; each says the cause and the cure. */
const TERMINAL: readonly Advice[] = [
  {
    error: 'invalid_grant',
    text: /expired access\/refresh token/i,
    says: `The refresh token was revoked, has expired or was replaced by a newer one. ${RECONNECT}`,
  },
  {
    error: 'invalid_grant',
    text: /authorization code/i,
    says: 'The code was used before or is older than 15 minutes. Begin the connection again and go through it without a pause.',
  },
  {
    error: 'invalid_grant',
    text: /code verifier/i,
    says: 'The code belongs to another attempt to connect. Begin again, and use the newest link only.',
  },
  {
    error: 'invalid_grant',
    text: /no client credentials user/i,
    says: `The app has no Run As user. Choose one in ${APP} > Policies > Edit > Client Credentials Flow > Run As (username, not the mail address).`,
  },
  {
    error: 'invalid_grant',
    text: /not supported on this domain/i,
    says: 'This sign-in only works on My Domain. Use https://<domain>.my.salesforce.com (Setup > My Domain) as the login URL.',
  },
  {
    error: 'invalid_grant',
    text: /ip restricted/i,
    says: `An IP policy keeps this server out. Relax it in ${APP} > Policies > IP Relaxation, or allow the address in Setup > Profiles > Login IP Ranges.`,
  },
  {
    error: 'invalid_grant',
    text: /hasn't approved/i,
    says: `No admin has approved this user for the app, or the username is another one. Set ${APP} > Policies > Permitted Users to "Admin approved users are pre-authorized" and add the user's profile or permission set.`,
  },
  {
    error: 'invalid_grant',
    text: /audience/i,
    says: 'The assertion is for another kind of org. Use https://login.salesforce.com, https://test.salesforce.com for a sandbox, or My Domain as the login URL.',
  },
  {
    error: 'invalid_grant',
    text: /assertion/i,
    says: `The signature or the time of the assertion is not right. ${CLOCK} in ${APP} > Settings > OAuth Settings > JWT Bearer Flow ("rondine connections certificate NAME" prints it).`,
  },
  {
    error: 'invalid_grant',
    text: /authentication failure/i,
    says: `A login policy refused the user. See Setup > Login History for the reason, then correct ${APP} > Policies.`,
  },
  { error: 'invalid_grant', text: /inactive user/i, says: INACTIVE },
  { error: 'invalid_grant', says: `Salesforce refused the stored sign-in. ${RECONNECT}` },
  { error: 'inactive_user', says: INACTIVE },
  { error: 'inactive_org', says: 'The org is locked or has expired. Ask Salesforce Support or use another org.' },
  {
    error: 'invalid_client_id',
    says: `The Consumer Key is unknown here. Compare it with ${APP} > Settings > OAuth Settings, check the login URL, and give a new app 10 minutes.`,
  },
  {
    error: 'invalid_client',
    text: /not installed/i,
    says: 'The app is not installed in this org. Install it, or create an External Client App in this very org.',
  },
  {
    error: 'invalid_client',
    says: `The Consumer Secret is wrong. Copy it from ${APP} > Settings > OAuth Settings > Consumer Key and Secret.`,
  },
  {
    error: 'invalid_app_access',
    says: `An admin has to allow this user. See ${APP} > Policies > Permitted Users, and add the user's profile or permission set.`,
  },
  {
    error: 'OAUTH_APPROVAL_ERROR_GENERIC',
    says: 'The app is not installed in this org: only an admin may approve it. Use Setup > Connected Apps OAuth Usage > Install, or create an External Client App in this very org.',
  },
  {
    error: 'unsupported_grant_type',
    says: `The app does not allow this sign-in. Enable the flow in ${APP} > Settings > OAuth Settings > Flow Enablement.`,
  },
  {
    error: 'unsupported_response_type',
    says: `The app does not allow sign-in by browser. Enable the authorization code flow in ${APP} > Settings > OAuth Settings > Flow Enablement.`,
  },
  { error: 'invalid_scope', says: `The app lacks a scope. Add "api" and "refresh_token" in ${APP} > OAuth Settings.` },
  { error: 'invalid_request', says: `Salesforce found the token request incomplete. Check ${APP} > OAuth Settings.` },
  {
    error: 'access_denied',
    says: 'Somebody clicked Deny on the page that asks for access. Connect again and choose Allow.',
  },
  {
    error: 'redirect_uri_mismatch',
    says: `The Callback URL differs from the one in ${APP} > OAuth Settings: both have to be the same, byte by byte.`,
  },
];

const BEING_PROCESSED = /already being processed/i;
const LOGIN_RATE_WAIT_MS = 15 * 60_000;

/**
 * The failure that an `error` of the token endpoint means. Only errors that need a person give `auth`;
 * everything that passes by itself, and everything unknown, leaves the connection in order.
 */
export function oauthFailure(error: string, description: string): Failure {
  const provider = { providerCode: error, ...(description ? { providerMessage: description } : {}) };
  if (error === 'invalid_grant' && /login rate exceeded/i.test(description)) {
    const message = 'Too many sign-ins of this user within an hour; Salesforce refuses more for a while.';
    return new Failure({ code: 'rate_limited', message, retryAfterMs: LOGIN_RATE_WAIT_MS, ...provider });
  }
  const passing = error === 'invalid_grant' && BEING_PROCESSED.test(description);
  const advice = passing
    ? undefined
    : TERMINAL.find((entry) => matches(entry.error, error) && (entry.text?.test(description) ?? true));
  if (!advice) {
    const message = `Salesforce could not issue a token just now (${error}).`;
    return new Failure({ code: 'unavailable', message, ...provider });
  }
  return new Failure({ code: 'auth', message: `Sign-in to Salesforce failed. ${advice.says}`, ...provider });
}

/** True where another request of the same refresh token is under way: what it brings may be stored already. */
export function isBeingProcessed(error: unknown): boolean {
  return error instanceof Failure && BEING_PROCESSED.test(error.data.providerMessage ?? '');
}

/** Salesforce extends `invalid_client` by suffixes; `invalid_client_id` has an entry of its own before it. */
function matches(known: string, error: string): boolean {
  return known === error || (known === 'invalid_client' && error.startsWith('invalid_client'));
}
