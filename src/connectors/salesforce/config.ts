import { Type } from 'typebox';
import { KEPT, SECRET } from '../../base/schema.ts';
import type { ConnectorIo } from '../connector.ts';
import { DEFAULT_LOGIN_URL, readLoginHost } from './auth/login-host.ts';

/** How a connection signs in. */
export type Grant = (typeof GRANTS)[number];

const GRANTS = ['authorization_code', 'pasted_code', 'client_credentials', 'jwt_bearer', 'refresh_token'] as const;

/** What an org is for. */
export type OrgKind = (typeof ORG_KINDS)[number];

const ORG_KINDS = ['production', 'sandbox', 'developer', 'scratch', 'trial'] as const;

/** A connection to one org: how to sign in, what the last sign-in gave, and how records are recognised. */
export type SalesforceConfig = {
  readonly loginUrl?: string;
  readonly grant: Grant;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Of a pasted code: the callback URL of the app. */
  readonly callbackUrl?: string;
  /** Whom a signed assertion signs in; else told by the org. */
  readonly username?: string;
  readonly privateKey?: string;
  readonly certificate?: string;
  readonly refreshToken?: string;
  readonly accessToken?: string;
  readonly instanceUrl?: string;
  readonly userId?: string;
  /** When a token was last issued. */
  readonly refreshedAt?: number;
  /** The org that the first sign-in led to: no other one is taken after it. */
  readonly organizationId?: string;
  readonly orgName?: string;
  readonly orgKind?: OrgKind;
  readonly apiVersion?: string;
  readonly externalIdField?: string;
  readonly externalIdFields?: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  readonly dailyReserve?: number;
};

/** What a Salesforce operation gets to work with. */
export type SalesforceIo = ConnectorIo<SalesforceConfig>;

/** API version used unless the connection names another. */
export const DEFAULT_API_VERSION = 'v67.0';

/** Zone of dates and times where neither the step nor the connection names one. */
export const DEFAULT_TIME_ZONE = 'Europe/Rome';

const DEFAULT_KEY_FIELD = 'Rondine_Key__c';

/** API name of an object or a field. It goes into paths and SOQL as it is, so nothing else may pass. */
export const API_NAME = '^[A-Za-z][A-Za-z0-9_]*$';

/** Where the browser ends with the app of the usual tutorials. */
export const DEFAULT_CALLBACK_URL = 'https://login.salesforce.com/';

/** A member that is never right, with the reason. */
function refused(what: string) {
  return Type.Never({
    title: `No ${what}`,
    description: `Refused: Salesforce blocks sign-in with username and password in new orgs, External Client Apps never allow it, and SOAP login ends in 2027. Remove it, and set "grant" to "authorization_code" (a person consents once in the browser) or "client_credentials" (the app signs in as its Run As user).`,
  });
}

/** The form of a connection. Access token, instance URL and user id are written by the connector itself. */
export const configSchema = Type.Object(
  {
    loginUrl: Type.Optional(
      Type.String({
        title: 'Login URL',
        description:
          'My Domain of the org (https://<domain>.my.salesforce.com), or https://login.salesforce.com, or https://test.salesforce.com for sandboxes. Client credentials need My Domain.',
        pattern: '^\\s*(https?://)?[^\\s/:@]+(:[0-9]+)?(/\\S*)?\\s*$|^$',
        default: DEFAULT_LOGIN_URL,
      }),
    ),
    grant: Type.Enum([...GRANTS], {
      title: 'Sign-in',
      description:
        'authorization_code: a person consents in the browser, once. pasted_code: the same, and pastes the address that the browser ends at. client_credentials: the app signs in as its Run As user. jwt_bearer: a certificate signs in a user. refresh_token: the token of an earlier consent. Username and password (password) is no choice: orgs block it, External Client Apps never have it, and SOAP login ends with it; use authorization_code or client_credentials.',
      default: 'authorization_code',
    }),
    clientId: Type.String({ title: 'Consumer Key', minLength: 1 }),
    clientSecret: Type.Optional(Type.String({ title: 'Consumer Secret', ...SECRET })),
    password: Type.Optional(refused('password')),
    securityToken: Type.Optional(refused('security token')),
    callbackUrl: Type.Optional(
      Type.String({
        title: 'Callback URL',
        description: 'For pasted_code: the Callback URL of the app, byte by byte.',
        pattern: '^https?://',
        default: DEFAULT_CALLBACK_URL,
      }),
    ),
    username: Type.Optional(
      Type.String({ title: 'Username', description: 'For jwt_bearer: who signs in. Else told by the org.' }),
    ),
    privateKey: Type.Optional(
      Type.String({
        title: 'Private key',
        description: 'For jwt_bearer, PEM. Leave it empty: "rondine connections certificate NAME" makes one.',
        ...SECRET,
      }),
    ),
    certificate: Type.Optional(Type.String({ title: 'Certificate', description: 'PEM; belongs to the private key.' })),
    refreshToken: Type.Optional(Type.String({ title: 'Refresh token', ...SECRET })),
    accessToken: Type.Optional(Type.String({ title: 'Access token (kept up to date)', ...SECRET, ...KEPT })),
    instanceUrl: Type.Optional(
      Type.String({ title: 'Instance URL (kept up to date)', ...KEPT, pattern: '^https?://' }),
    ),
    userId: Type.Optional(Type.String({ title: 'Id of the signed-in user (kept up to date)', ...KEPT })),
    refreshedAt: Type.Optional(Type.Integer({ title: 'Time of the last sign-in (kept up to date)', ...KEPT })),
    organizationId: Type.Optional(Type.String({ title: 'Id of the org (kept up to date)', ...KEPT })),
    orgName: Type.Optional(Type.String({ title: 'Name of the org (kept up to date)', ...KEPT })),
    orgKind: Type.Optional(Type.Enum([...ORG_KINDS], { title: 'Kind of org (kept up to date)', ...KEPT })),
    apiVersion: Type.Optional(
      Type.String({
        title: 'API version',
        pattern: '^v(4[6-9]|[5-9][0-9]|[1-9][0-9]{2})\\.0$',
        default: DEFAULT_API_VERSION,
      }),
    ),
    externalIdField: Type.Optional(
      Type.String({
        title: 'External ID field',
        description: 'Text field, External ID and Unique, that makes creation exactly once. Empty: there is none.',
        pattern: `${API_NAME}|^$`,
        default: DEFAULT_KEY_FIELD,
      }),
    ),
    externalIdFields: Type.Optional(
      Type.Record(Type.String(), Type.String({ pattern: `${API_NAME}|^$` }), {
        title: 'External ID field by object',
        description: 'For objects whose field differs. Empty: the object has none.',
      }),
    ),
    dailyReserve: Type.Optional(
      Type.Number({
        title: 'Reserve of daily calls',
        description:
          'Percent of the API calls of 24 hours that are left to the other programs of the org: when the others are used, what is due waits.',
        minimum: 0,
        maximum: 90,
        default: 10,
      }),
    ),
    timeZone: Type.Optional(
      Type.String({
        title: 'Time zone',
        description: 'Zone of dates and times that name none, where the step names no other: an IANA name.',
        pattern: '^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$',
        default: DEFAULT_TIME_ZONE,
      }),
    ),
  },
  { additionalProperties: false },
);

/** Where to sign in: an origin. Throws `auth` where nobody can sign in. */
export function loginUrlOf(config: Pick<SalesforceConfig, 'loginUrl'>): string {
  return readLoginHost(config.loginUrl ?? '').url;
}

/** A word about a login URL that was put right; undefined where it is used as it was given. */
export function loginNote(config: Pick<SalesforceConfig, 'loginUrl'>): string | undefined {
  return readLoginHost(config.loginUrl ?? '').note;
}

/** The External ID field that holds our key on this object; an empty text when there is none. */
export function keyFieldOf(config: SalesforceConfig, object: string): string {
  const own = config.externalIdFields;
  if (own && Object.hasOwn(own, object)) return own[object] ?? '';
  return config.externalIdField ?? DEFAULT_KEY_FIELD;
}

/** An address without the slashes at its end, so that paths can be put behind it. */
export function withoutSlash(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end--;
  return end === url.length ? url : url.slice(0, end);
}
