import { loginUrlOf, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { oauthRefusal, postForm } from './token-request.ts';

/** What a sign-in left behind. The key, the app and the fields of a person stay. */
const LEARNED = [
  'refreshToken',
  'accessToken',
  'instanceUrl',
  'userId',
  'refreshedAt',
  'organizationId',
  'orgName',
  'orgKind',
] as const satisfies (keyof SalesforceConfig)[];

/**
 * Ends what the org gave, then forgets it, the org that the connection was for included. A token that is over already is
 * fine. Throws `unavailable`, and forgets nothing, where the org could not be told.
 */
export async function disconnect(io: SalesforceIo): Promise<void> {
  await io.connection.update(async (current) => {
    const token = current.refreshToken || current.accessToken;
    if (token) await revokeToken({ ...io, config: current }, token);
    return without(current);
  });
}

/** Ends a token at the org; a refresh token takes its sessions along. One that is over already is fine. */
export async function revokeToken(io: SalesforceIo, token: string): Promise<void> {
  const url = `${loginUrlOf(io.config)}/services/oauth2/revoke`;
  const response = await postForm(io, url, new URLSearchParams({ token }));
  if (response.status === 200) return;
  const failure = oauthRefusal(response, io.now());
  if (response.status >= 500 || failure.code === 'rate_limited' || failure.data.providerCode === undefined)
    throw failure;
}

function without(config: SalesforceConfig): SalesforceConfig {
  const forgotten: readonly string[] = config.grant === 'jwt_bearer' ? LEARNED : [...LEARNED, 'username'];
  const kept = Object.entries(config).filter(([name]) => !forgotten.includes(name));
  return Object.fromEntries(kept) as SalesforceConfig;
}
