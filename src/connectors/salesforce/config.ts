import { Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';
import type { ConnectorIo } from '../connector.ts';

/** A connection to one org: how to sign in, what the last sign-in gave, and how records are recognised. */
export type SalesforceConfig = {
  readonly loginUrl?: string;
  readonly grant: 'refresh_token' | 'client_credentials';
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly refreshToken?: string;
  readonly accessToken?: string;
  readonly instanceUrl?: string;
  readonly userId?: string;
  readonly apiVersion?: string;
  readonly externalIdField?: string;
  readonly externalIdFields?: Readonly<Record<string, string>>;
};

/** What a Salesforce operation gets to work with. */
export type SalesforceIo = ConnectorIo<SalesforceConfig>;

/** API version used unless the connection names another. */
export const DEFAULT_API_VERSION = 'v67.0';

const DEFAULT_LOGIN_URL = 'https://login.salesforce.com';
const DEFAULT_KEY_FIELD = 'Rondine_Key__c';

/** API name of an object or a field. It goes into paths and SOQL as it is, so nothing else may pass. */
export const API_NAME = '^[A-Za-z][A-Za-z0-9_]*$';

/** The form of a connection. Access token, instance URL and user id are written by the connector itself. */
export const configSchema = Type.Object(
  {
    loginUrl: Type.Optional(
      Type.String({
        title: 'Login URL',
        description:
          'My Domain of the org (https://<domain>.my.salesforce.com), or https://login.salesforce.com, or https://test.salesforce.com for sandboxes. Client credentials need My Domain.',
        pattern: '^https?://',
        default: DEFAULT_LOGIN_URL,
      }),
    ),
    grant: Type.Enum(['refresh_token', 'client_credentials'], {
      title: 'Sign-in',
      description: 'client_credentials: the app signs in as its Run As user. refresh_token: a person consented once.',
    }),
    clientId: Type.String({ title: 'Consumer Key', minLength: 1 }),
    clientSecret: Type.Optional(Type.String({ title: 'Consumer Secret', ...SECRET })),
    refreshToken: Type.Optional(Type.String({ title: 'Refresh token', ...SECRET })),
    accessToken: Type.Optional(Type.String({ title: 'Access token (kept up to date)', ...SECRET })),
    instanceUrl: Type.Optional(Type.String({ title: 'Instance URL (kept up to date)', pattern: '^https?://' })),
    userId: Type.Optional(Type.String({ title: 'Id of the signed-in user (kept up to date)' })),
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
  },
  { additionalProperties: false },
);

/** Where to sign in, without a slash at the end. */
export function loginUrlOf(config: SalesforceConfig): string {
  return withoutSlash(config.loginUrl || DEFAULT_LOGIN_URL);
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
