import { Type, type Static } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { KEPT, SECRET } from '../../base/schema.ts';
import type { ConnectorIo } from '../connector.ts';

/** Name of a header as HTTP writes it. */
export const HEADER_NAME = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";

/** Longest time that a whole request may take. */
export const MOST_TIMEOUT_MS = 60_000;

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 1024 * 1024;
const MOST_BYTES = 10 * 1024 * 1024;
const WEB_ADDRESS = '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s?#@]+$';

/** The form of a connection. Empty, it is a plain client for the public web. */
export const configSchema = Type.Object(
  {
    baseUrl: Type.Optional(
      Type.String({
        title: 'Base URL',
        description:
          'Steps give paths below it, and reach nothing else. Without it they give whole addresses. Credentials need it.',
        pattern: WEB_ADDRESS,
        examples: ['https://api.example.com/v2'],
      }),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        title: 'Headers',
        description:
          'Sent with every request. Not for keys and tokens: they have fields of their own, stored encrypted.',
        examples: [{ 'Accept-Language': 'it' }],
      }),
    ),
    bearer: Type.Optional(
      Type.String({ title: 'Bearer token', description: 'Sent as Authorization: Bearer.', ...SECRET }),
    ),
    basicUser: Type.Optional(
      Type.String({
        title: 'User name',
        description: 'For HTTP Basic; a user name holds no colon.',
        pattern: '^[^:]*$',
      }),
    ),
    basicPassword: Type.Optional(Type.String({ title: 'Password', description: 'For HTTP Basic.', ...SECRET })),
    apiKey: Type.Optional(
      Type.String({
        title: 'API key',
        description: 'The whole value, with a prefix such as "Token " where the other system wants one.',
        ...SECRET,
      }),
    ),
    apiKeyHeader: Type.Optional(
      Type.String({
        title: 'Header of the API key',
        description: 'X-API-Key unless told.',
        pattern: HEADER_NAME,
        examples: ['X-API-Key', 'Authorization'],
      }),
    ),
    apiKeyQuery: Type.Optional(
      Type.String({
        title: 'Query parameter of the API key',
        description: 'For systems that read the key from the address; it is then sent in no header.',
        examples: ['appid'],
      }),
    ),
    grant: Type.Optional(
      Type.Enum(['none', 'client_credentials', 'refresh_token'], {
        title: 'OAuth2 grant',
        description:
          'client_credentials: the connection signs in for itself. refresh_token: a person consented once. Takes the place of bearer token and password.',
        default: 'none',
      }),
    ),
    tokenUrl: Type.Optional(
      Type.String({
        title: 'Token URL',
        description: 'Where OAuth2 access tokens are asked for.',
        pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s#@]+$',
        examples: ['https://login.example.com/oauth2/token'],
      }),
    ),
    clientId: Type.Optional(Type.String({ title: 'Client ID' })),
    clientSecret: Type.Optional(Type.String({ title: 'Client secret', ...SECRET })),
    clientAuth: Type.Optional(
      Type.Enum(['body', 'basic'], {
        title: 'Client secret goes into',
        description: 'body: the form of the token request. basic: an Authorization header.',
        default: 'body',
      }),
    ),
    refreshToken: Type.Optional(
      Type.String({ title: 'Refresh token (kept up to date)', description: 'Replaced when it is rotated.', ...SECRET }),
    ),
    scope: Type.Optional(Type.String({ title: 'Scope', description: 'Separated by spaces.' })),
    audience: Type.Optional(Type.String({ title: 'Audience', description: 'Where the token URL asks for one.' })),
    accessToken: Type.Optional(Type.String({ title: 'Access token (kept up to date)', ...SECRET, ...KEPT })),
    accessTokenUntil: Type.Optional(
      Type.Number({ title: 'Access token valid until (kept up to date)', description: 'Epoch milliseconds.', ...KEPT }),
    ),
    allowPrivate: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Allowed in private networks',
        description:
          'Hosts, addresses and ranges of your own network that this connection may reach, best with their port. Everything else must be public.',
        examples: [['crm.lan:8080', '10.20.0.0/16']],
      }),
    ),
    timeoutMs: Type.Optional(
      Type.Integer({
        title: 'Time limit in milliseconds',
        description: 'For a whole request, redirects included.',
        minimum: 100,
        maximum: MOST_TIMEOUT_MS,
        default: DEFAULT_TIMEOUT_MS,
      }),
    ),
    maxBytes: Type.Optional(
      Type.Integer({
        title: 'Largest answer in bytes',
        description: 'Counted after unpacking.',
        minimum: 1024,
        maximum: MOST_BYTES,
        default: DEFAULT_MAX_BYTES,
      }),
    ),
  },
  { additionalProperties: false },
);

/** A connection to one web service, or to the public web. */
export type HttpConfig = Static<typeof configSchema>;

/** What an operation gets to work with. */
export type HttpIo = ConnectorIo<HttpConfig>;

/** What a request has to keep to. */
export function limitsOf({ timeoutMs, maxBytes }: HttpConfig): { timeoutMs: number; maxBytes: number } {
  return { timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS, maxBytes: maxBytes ?? DEFAULT_MAX_BYTES };
}

/** True when access tokens are fetched by OAuth2. */
export function usesOAuth({ grant }: HttpConfig): boolean {
  return grant === 'client_credentials' || grant === 'refresh_token';
}

/** True when requests carry something that only the service may see. */
export function hasCredentials(config: HttpConfig): boolean {
  return usesOAuth(config) || Boolean(config.bearer || config.basicUser || config.basicPassword || config.apiKey);
}

/** Every secret of a connection, to be taken out of what is shown. */
export function secretsOf(config: HttpConfig): (string | undefined)[] {
  const { bearer, basicUser = '', basicPassword, apiKey, clientSecret, refreshToken, accessToken } = config;
  const basic = basicPassword ? btoaUtf8(`${basicUser}:${basicPassword}`) : undefined;
  return [bearer, basicPassword, basic, apiKey, clientSecret, refreshToken, accessToken];
}

/** Base64 of a text's UTF-8. */
export function btoaUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/**
 * Throws `auth` for a connection that cannot work as it is entered, with the cure: its runs then wait until somebody
 * has repaired it.
 */
export function refuseBrokenConfig(config: HttpConfig): void {
  const trouble = troubleOf(config);
  if (trouble) throw new Failure({ code: 'auth', message: `This connection is not complete: ${trouble}` });
}

function troubleOf(config: HttpConfig): string | undefined {
  const authorization = usesOAuth(config) || config.bearer || config.basicUser || config.basicPassword;
  if (hasCredentials(config) && !config.baseUrl) {
    return 'it has credentials but no base URL. Enter one, so that they go nowhere else.';
  }
  if (Object.keys(config.headers ?? {}).some((name) => /^(authorization|cookie)$/i.test(name))) {
    return 'its headers hold Authorization or Cookie in clear. Enter the value as API key, with that name as its header.';
  }
  if (authorization && config.apiKey && !config.apiKeyQuery && /^authorization$/i.test(config.apiKeyHeader ?? '')) {
    return 'two credentials want the Authorization header. Leave one of them out.';
  }
  if (!usesOAuth(config)) return undefined;
  const missing = [
    ...(config.tokenUrl ? [] : ['the token URL']),
    ...(config.clientId ? [] : ['the client ID']),
    ...(config.grant === 'refresh_token' && !config.refreshToken ? ['the refresh token'] : []),
    ...(config.grant === 'client_credentials' && !config.clientSecret ? ['the client secret'] : []),
  ];
  return missing.length > 0 ? `${config.grant} needs ${missing.join(' and ')}.` : undefined;
}
