import type { HttpRequest } from '../../net/http.ts';
import { btoaUtf8, usesOAuth, type HttpConfig } from './config.ts';

const USUAL_KEY_HEADER = 'x-api-key';

/** The request with the connection's credentials. Its address already lies below the base URL. */
export function withCredentials(request: HttpRequest, config: HttpConfig): HttpRequest {
  return { ...request, headers: { ...request.headers, ...credentialHeaders(config) } };
}

/** Names, in lower case, of the headers that the connection's credentials take. */
export function claimedHeaders(config: HttpConfig): string[] {
  return [...(usesOAuth(config) ? ['authorization'] : []), ...Object.keys(credentialHeaders(config))];
}

function credentialHeaders(config: HttpConfig): Record<string, string> {
  const { apiKey, apiKeyHeader, apiKeyQuery } = config;
  const authorization = authorizationOf(config);
  return {
    ...(authorization && { authorization }),
    ...(apiKey && !apiKeyQuery && { [apiKeyHeader?.toLowerCase() || USUAL_KEY_HEADER]: apiKey }),
  };
}

/** OAuth2 goes before the bearer token, and that before user name and password. */
function authorizationOf(config: HttpConfig): string | undefined {
  const { accessToken, bearer, basicUser = '', basicPassword = '' } = config;
  const token = usesOAuth(config) ? accessToken : bearer;
  if (token) return `Bearer ${token}`;
  if (usesOAuth(config) || !(basicUser || basicPassword)) return undefined;
  return `Basic ${btoaUtf8(`${basicUser}:${basicPassword}`)}`;
}
