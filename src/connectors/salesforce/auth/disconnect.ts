import { Failure } from '../../../base/failure.ts';
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

/** How the org says that it does not know a token any more. */
const OVER: readonly (string | undefined)[] = ['unsupported_token_type', 'invalid_token'];

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
  const { status } = response;
  // A web page with 200 is somebody on the way, not the org.
  if (status === 200 && response.text().trim() === '') return;
  const refusal = status < 300 ? undefined : oauthRefusal(response, io.now());
  if (refusal?.code === 'auth' || OVER.includes(refusal?.data.providerCode)) return;
  throw (
    refusal ??
    new Failure({
      code: 'unavailable',
      message: `Salesforce did not confirm the end of the access (status ${status}).`,
    })
  );
}

function without(config: SalesforceConfig): SalesforceConfig {
  const forgotten: readonly string[] = config.grant === 'jwt_bearer' ? LEARNED : [...LEARNED, 'username'];
  const kept = Object.entries(config).filter(([name]) => !forgotten.includes(name));
  return Object.fromEntries(kept) as SalesforceConfig;
}
