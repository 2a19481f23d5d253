import { type Static, Type } from 'typebox';
import { ACCOUNT, MADE_UP, SECRET } from '../../base/schema.ts';
import { apiOf, DEFAULT_API_VERSION, type Platform } from '../providers/meta/platform.ts';
import { appSecretProof } from '../providers/meta/signature.ts';

const DEFAULT_API_BASE = 'https://graph.facebook.com';

/** Form of a Messenger connection: one Facebook Page, through one Meta app. */
export const messengerConfig = Type.Object(
  {
    pageId: Type.String({
      title: 'Page ID',
      description: 'Digits; on the Page under About → Page transparency, and in the app beside the Page’s token.',
      pattern: '^[0-9]+$',
      ...ACCOUNT,
    }),
    appId: Type.Optional(
      Type.String({
        title: 'App ID',
        description: 'At the top of the app’s pages; by it our own messages are told from those of other apps.',
        pattern: '^[0-9]+$',
      }),
    ),
    appSecret: secret('App secret', 'From the app’s basic settings; Meta signs every webhook with it.'),
    previousAppSecret: Type.Optional(
      secret('Previous app secret', 'Set while the app secret is being changed: either is taken.'),
    ),
    verifyToken: Type.String({
      title: 'Verify token',
      description: 'A text of your choice; paste the same one where Meta asks for it.',
      pattern: '^\\S+$',
      ...SECRET,
      ...MADE_UP,
    }),
    accessToken: secret('Page access token', 'From the app: Messenger → settings → Generate, beside the Page.'),
    humanAgent: Type.Optional(
      Type.Boolean({
        title: 'Staff answer for seven days',
        description: 'Only with the feature “Human Agent” approved by Meta, and only where people answer.',
        default: false,
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

/** A Messenger connection's configuration. */
export type MessengerConfig = Static<typeof messengerConfig>;

/** The fields of the Page that say something to us. */
export const WEBHOOK_FIELDS: readonly string[] = [
  'messages',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_referrals',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_edits',
  'message_echoes',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'standby',
];

/** The Page as Meta's messaging knows it. */
export function platformOf(config: MessengerConfig): Platform {
  const { pageId, appId, accessToken, appSecret, humanAgent = false } = config;
  return {
    who: 'Messenger',
    object: 'page',
    account: pageId,
    node: pageId,
    api: apiOf(config, DEFAULT_API_BASE),
    accessToken,
    proof: appSecretProof(appSecret, accessToken),
    ...(appId !== undefined && { appId }),
    metadata: true,
    humanAgent,
    keys: config,
    fields: WEBHOOK_FIELDS,
    profile: 'id,name',
  };
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
