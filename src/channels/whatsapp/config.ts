import { type Static, Type } from 'typebox';
import { ACCOUNT, MADE_UP, SECRET } from '../../base/schema.ts';

/** Where the Graph API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://graph.facebook.com';

/** Version of the Graph API that is spoken unless the connection names another. */
export const DEFAULT_API_VERSION = 'v26.0';

/** Form of a WhatsApp connection: one business phone number of one Meta app. */
export const whatsappConfig = Type.Object(
  {
    phoneNumberId: Type.String({
      title: 'Phone number ID',
      description: 'The digits that Meta shows under the number in API set-up; not the number itself.',
      pattern: '^[0-9]+$',
      ...ACCOUNT,
    }),
    wabaId: Type.Optional(
      Type.String({
        title: 'WhatsApp Business Account ID',
        description: 'Stands beside the phone number ID; needed for templates, for connecting and for whole checks.',
        pattern: '^[0-9]+$',
      }),
    ),
    appSecret: secret('App secret', 'From the app’s basic settings; Meta signs every webhook with it.'),
    previousAppSecret: Type.Optional(
      secret(
        'Previous app secret',
        'Set while the app secret is being changed: webhooks signed with either are taken.',
      ),
    ),
    verifyToken: Type.String({
      title: 'Verify token',
      description: 'A text of your choice; paste the same one where Meta asks for it.',
      pattern: '^\\S+$',
      ...SECRET,
      ...MADE_UP,
    }),
    accessToken: secret(
      'Access token',
      'A system user’s token with whatsapp_business_messaging; choose “never expires”.',
    ),
    uploadFrom: Type.Optional(
      Type.Array(Type.String({ pattern: '^[^\\s/]+$' }), {
        title: 'Upload files from',
        description:
          'Hosts whose files Meta cannot fetch, such as "files.rondine.lan:8080": links to them are fetched from here and uploaded.',
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'Graph API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
    apiVersion: Type.Optional(
      Type.String({ title: 'Graph API version', default: DEFAULT_API_VERSION, pattern: '^v[0-9]+\\.[0-9]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** A WhatsApp connection's configuration. */
export type WhatsAppConfig = Static<typeof whatsappConfig>;

/** Address of one node of the Graph API, with the connection's base and version. */
export function graphUrl(config: WhatsAppConfig, path: string): string {
  const base = (config.apiBase ?? DEFAULT_API_BASE).replace(/\/+$/, '');
  return `${base}/${config.apiVersion ?? DEFAULT_API_VERSION}/${path}`;
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
