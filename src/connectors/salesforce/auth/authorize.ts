import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Authorize } from '../../connector.ts';
import { DEFAULT_CALLBACK_URL, loginNote, loginUrlOf, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { revokeToken } from './disconnect.ts';
import { isLoopbackUrl } from './login-host.ts';
import { oauthFailure } from './oauth-errors.ts';
import { readIdentity, type OrgIdentity } from './org-identity.ts';
import { differsFrom, otherOrg } from './org-pin.ts';
import { appForm } from './renewal-form.ts';
import { readReturned } from './returned.ts';
import { withTokens } from './token.ts';
import { requestToken, type TokenAnswer } from './token-request.ts';

/** Enough for data over the API, without a person at hand. */
const SCOPE = 'api refresh_token';

/**
 * Consent in the browser: authorization code with PKCE. It ends as a refresh token, stored with the org that it is for;
 * a later consent for another org is refused and changes nothing.
 */
export const authorize: Authorize<SalesforceConfig> = {
  async begin({ redirectUri, state }, { config }) {
    const pasted = config.grant === 'pasted_code';
    if (!pasted && needsNoConsent(config)) throw consentless(config);
    const callback = pasted ? config.callbackUrl || DEFAULT_CALLBACK_URL : redirectUri;
    if (!pasted) checkCallback(callback);
    const verifier = randomBytes(48).toString('base64url');
    const loginUrl = loginUrlOf(config);
    const parameters = new URLSearchParams({
      response_type: 'code',
      client_id: config.clientId,
      redirect_uri: callback,
      scope: SCOPE,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...(config.username ? { login_hint: config.username } : {}),
    });
    // Salesforce reads a plus as a plus: blanks have to be written as %20.
    const query = parameters.toString().replaceAll('+', '%20');
    return {
      url: `${loginUrl}/services/oauth2/authorize?${query}`,
      pending: { verifier, redirectUri: callback, loginUrl },
      ...(pasted ? { pasted } : {}),
    };
  },

  async finish({ returned, pending }, io) {
    const read = readReturned(returned);
    if ('error' in read) throw oauthFailure(read.error, read.description);
    const answer = await exchangeCode(io, read.code, pending);
    const identity = { ...(await readIdentity(io, answer)), ...holderIn(answer) };
    try {
      const { former } = await store(io, answer, identity);
      // A user has five grants for an app: one that nobody uses any more shall not take the place of another.
      if (former && former !== answer.refreshToken) await giveBack(io, former);
    } catch (error) {
      await giveBack(io, answer.refreshToken ?? answer.accessToken);
      throw error;
    }
    return { message: [told(identity, answer), loginNote(io.config)].filter(Boolean).join(' ') };
  },
};

function needsNoConsent({ grant }: SalesforceConfig): boolean {
  return grant === 'client_credentials' || grant === 'jwt_bearer';
}

function consentless({ grant }: SalesforceConfig): Failure {
  const how = grant === 'jwt_bearer' ? 'with its certificate' : 'as its Run As user';
  return new Failure({
    code: 'unsupported',
    message: `Nobody has to consent: this connection signs in by itself, ${how}. Look at it with "rondine connections check NAME".`,
  });
}

/** Salesforce takes plain http only for this machine, and shows a bare error page for anything else. */
function checkCallback(redirectUri: string): void {
  if (redirectUri.startsWith('https://') || isLoopbackUrl(redirectUri)) return;
  throw new Failure({
    code: 'invalid',
    message: `Salesforce sends browsers back to https:// only, not to ${redirectUri}. Set RONDINE_PUBLIC_URL to the https:// address of this server, or set "grant" to "pasted_code" and paste the address that the browser ends at.`,
  });
}

function exchangeCode(io: SalesforceIo, code: string, pending: JsonObject): Promise<TokenAnswer> {
  const text = (name: string): string => {
    const value = pending[name];
    return typeof value === 'string' ? value : '';
  };
  const form = appForm(io.config, 'authorization_code');
  form.set('code', code);
  form.set('redirect_uri', text('redirectUri'));
  form.set('code_verifier', text('verifier'));
  return requestToken(io, text('loginUrl'), form);
}

/** Who the token is for stands in its own answer; that weighs more than what a page of the org says. */
function holderIn({ organizationId, userId }: TokenAnswer): OrgIdentity {
  return { ...(organizationId ? { organizationId } : {}), ...(userId ? { userId } : {}) };
}

/** Puts the consent into the connection; gives the refresh token that it replaces. Throws before anything is stored. */
async function store(
  io: SalesforceIo,
  answer: TokenAnswer,
  identity: OrgIdentity,
): Promise<{ former: string | undefined }> {
  checkScopes(answer);
  let former: string | undefined;
  await io.connection.update((current) => {
    const { organizationId: id, orgName: name, username } = identity;
    if (current.organizationId && !id) throw nameless();
    if (id && differsFrom(current, identity)) {
      throw otherOrg(current, { id, ...(name ? { name } : {}), ...(username ? { username } : {}) });
    }
    former = current.refreshToken;
    return { ...withTokens(current, answer, io.now()), ...identity };
  });
  return { former };
}

function nameless(): Failure {
  const message =
    'Salesforce did not say which org this sign-in is for, so it was not taken. Connect again in a moment.';
  return new Failure({ code: 'auth', message });
}

function checkScopes({ scopes, refreshToken }: TokenAnswer): void {
  const settings = 'Setup > External Client App Manager > your app > Settings > OAuth Settings > OAuth Scopes';
  if (scopes && !scopes.includes('api') && !scopes.includes('full')) {
    throw lacking(`The app did not give the scope "api". Add "Manage user data via APIs (api)" in ${settings}.`);
  }
  if (!refreshToken) {
    throw lacking(
      `The app did not give a refresh token, so the connection would end with the session. Add "Perform requests at any time (refresh_token, offline_access)" in ${settings}.`,
    );
  }
}

function lacking(message: string): Failure {
  return new Failure({ code: 'auth', message: `${message} Then connect again; changes need up to 10 minutes.` });
}

/** Best effort: what nobody uses ends by itself sooner or later. */
async function giveBack(io: SalesforceIo, token: string): Promise<void> {
  try {
    await revokeToken(io, token);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.log('A token that is no longer needed could not be given back.', { code: error.code });
  }
}

function told({ organizationId, orgName, orgKind, username }: OrgIdentity, { instanceUrl }: TokenAnswer): string {
  const org = orgName ? `"${orgName}"` : (organizationId ?? instanceUrl);
  const what = orgKind ? `the ${orgKind} org ${org}` : `the org ${org}`;
  return `Connected to ${what}${username ? ` as ${username}` : ''}.`;
}
