import { Failure } from '../../../base/failure.ts';
import { loginUrlOf, withoutSlash, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { isBeingProcessed } from './oauth-errors.ts';
import { differsFrom, otherOrg } from './org-pin.ts';
import { renewalForm } from './renewal-form.ts';
import { requestToken, type TokenAnswer } from './token-request.ts';

/** What a call to the org needs; the user's id is missing when a person entered the access token. */
export type Session = { accessToken: string; instanceUrl: string; userId: string | undefined };

/** A session after a refusal: `adopted` when somebody else had renewed it meanwhile. */
export type Renewed = { session: Session; adopted: boolean };

/** The session that the configuration holds; nothing when the org was never signed in to. */
export function storedSession(config: SalesforceConfig): Session | undefined {
  const { accessToken, instanceUrl, userId } = config;
  return accessToken && instanceUrl ? { accessToken, instanceUrl: withoutSlash(instanceUrl), userId } : undefined;
}

/**
 * Gets a session that replaces the refused access token (`undefined`: there was none).
 * Runs under the connection's lock, so any number of callers make one token request; the others adopt its result.
 * A rotated refresh token is on disk before the new access token is used: if storing fails, this throws.
 * Throws `auth` only when a person has to act, with cause and cure; trouble that passes is `unavailable` or
 * `rate_limited`.
 */
export async function renewSession(io: SalesforceIo, refused: string | undefined): Promise<Renewed> {
  try {
    return await renewOnce(io, refused);
  } catch (error) {
    // Somebody outside our lock refreshes: what they got may stand in the store when we read it again.
    if (isBeingProcessed(error)) return renewOnce(io, refused);
    throw error;
  }
}

async function renewOnce(io: SalesforceIo, refused: string | undefined): Promise<Renewed> {
  let adopted = true;
  const config = await io.connection.update(async (current) => {
    if (storedSession(current) && current.accessToken !== refused) return current;
    adopted = false;
    const answer = await requestToken(io, loginUrlOf(current), renewalForm(current, io.now()));
    if (differsFrom(current, answer)) throw otherOrg(current, { id: answer.organizationId ?? '' });
    return withTokens(current, answer, io.now());
  });
  const session = storedSession(config);
  if (!session) throw new Failure({ code: 'defect', message: 'The stored connection lost its Salesforce session.' });
  return { session, adopted };
}

/** The configuration with what a token answer told: the refresh token stays where it gave none. */
export function withTokens(config: SalesforceConfig, answer: TokenAnswer, now: number): SalesforceConfig {
  const { scopes: _scopes, ...told } = answer;
  return { ...config, ...told, refreshedAt: now };
}
