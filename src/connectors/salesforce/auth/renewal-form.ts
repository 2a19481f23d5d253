import { Failure } from '../../../base/failure.ts';
import { loginUrlOf, type SalesforceConfig } from '../config.ts';
import { signAssertion } from './assertion.ts';
import { isSharedHost } from './login-host.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * The form by which a connection gets a token without a person. Throws `auth`, before anything is sent, for a
 * connection that lacks what its sign-in needs.
 */
export function renewalForm(config: SalesforceConfig, now: number): URLSearchParams {
  switch (config.grant) {
    case 'client_credentials':
      return clientCredentials(config);
    case 'jwt_bearer':
      return jwtBearer(config, now);
    default:
      return refreshToken(config);
  }
}

/** The form that an app begins each request with; its secret only where it has one. */
export function appForm({ clientId, clientSecret }: SalesforceConfig, grantType: string): URLSearchParams {
  const form = new URLSearchParams({ grant_type: grantType, client_id: clientId });
  if (clientSecret) form.set('client_secret', clientSecret);
  return form;
}

function clientCredentials(config: SalesforceConfig): URLSearchParams {
  const loginUrl = loginUrlOf(config);
  if (isSharedHost(loginUrl)) {
    throw lacking(
      `Client credentials do not work on ${new URL(loginUrl).hostname}: use My Domain as the login URL ` +
        '(Setup > My Domain shows it, https://<domain>.my.salesforce.com).',
    );
  }
  if (!config.clientSecret) throw lacking('Client credentials need the Consumer Secret: enter it in the connection.');
  return appForm(config, 'client_credentials');
}

function jwtBearer(config: SalesforceConfig, now: number): URLSearchParams {
  const { clientId, username, privateKey } = config;
  if (!privateKey) {
    throw lacking(
      'The connection has no certificate yet: make it with "rondine connections certificate NAME" and upload it to the app.',
    );
  }
  if (!username) throw lacking('A certificate signs in a user: enter the username in the connection.');
  const assertion = signAssertion({ clientId, username, privateKey, audience: loginUrlOf(config), now });
  return new URLSearchParams({ grant_type: JWT_BEARER, assertion });
}

function refreshToken(config: SalesforceConfig): URLSearchParams {
  if (!config.refreshToken) {
    throw lacking(
      config.organizationId
        ? 'The connection has no refresh token: connect the org again.'
        : 'The connection has no refresh token yet: connect the org with "rondine connections connect NAME".',
    );
  }
  const form = appForm(config, 'refresh_token');
  form.set('refresh_token', config.refreshToken);
  return form;
}

function lacking(message: string): Failure {
  return new Failure({ code: 'auth', message });
}
