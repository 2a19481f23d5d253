import { type Static, Type } from 'typebox';
import { ACCOUNT, MADE_UP, SECRET } from '../../base/schema.ts';
import { apiOf, DEFAULT_API_VERSION, type Platform } from '../providers/meta/platform.ts';
import { appSecretProof } from '../providers/meta/signature.ts';

const FACEBOOK_BASE = 'https://graph.facebook.com';
const INSTAGRAM_BASE = 'https://graph.instagram.com';

/** Form of an Instagram connection: one professional account, by its own login or through a Facebook Page. */
export const instagramConfig = Type.Object(
  {
    accountId: Type.String({
      title: 'Instagram account ID',
      description: 'Of the professional account, as webhooks name it: 17 digits that begin with 178414 most often.',
      pattern: '^[0-9]+$',
      ...ACCOUNT,
    }),
    login: Type.Union([Type.Literal('instagram'), Type.Literal('facebook')], {
      title: 'Login',
      description: 'How the account was connected with the app: by Instagram’s own login, or through a Facebook Page.',
    }),
    pageId: Type.Optional(
      Type.String({
        title: 'Page ID',
        description: 'Of the Page that the account is linked with; needed for the login by Facebook.',
        pattern: '^[0-9]+$',
      }),
    ),
    appId: Type.String({
      title: 'App ID',
      description: 'By it our own messages are told from those of staff and of other apps.',
      pattern: '^[0-9]+$',
    }),
    appSecret: secret('App secret', 'By Instagram’s login the Instagram app secret; by Facebook’s the app’s own one.'),
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
    accessToken: secret('Access token', 'The account’s token by Instagram’s login, or the Page’s by Facebook’s.'),
    tokenUntil: Type.Optional(
      Type.Integer({
        title: 'Token good until',
        description: 'In epoch milliseconds; kept by the server, which renews a token of Instagram’s login.',
        minimum: 0,
      }),
    ),
    humanAgent: Type.Optional(
      Type.Boolean({
        title: 'Staff answer for seven days',
        description: 'Only with the feature “Human Agent” approved by Meta, and only where people answer.',
        default: false,
      }),
    ),
    apiBase: Type.Optional(
      Type.String({
        title: 'Graph API address',
        description: `Unless told ${INSTAGRAM_BASE} or ${FACEBOOK_BASE}, by the login.`,
        pattern: '^https?://[^\\s?#]+$',
      }),
    ),
    apiVersion: Type.Optional(
      Type.String({ title: 'Graph API version', default: DEFAULT_API_VERSION, pattern: '^v[0-9]+\\.[0-9]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** An Instagram connection's configuration. */
export type InstagramConfig = Static<typeof instagramConfig>;

/** The fields of the account that say something to us; echoes come with the messages. */
export const WEBHOOK_FIELDS: readonly string[] = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'messaging_referral',
  'message_reactions',
  'standby',
];

/** What a linked Page has to be subscribed to; the fields of the account are then chosen in the app. */
const PAGE_FIELDS = ['messages'];

/** The account as Meta's messaging knows it. */
export function platformOf(config: InstagramConfig): Platform {
  const { accountId, login, pageId, appId, accessToken, appSecret, humanAgent = false } = config;
  const linked = login === 'facebook';
  return {
    who: 'Instagram',
    object: 'instagram',
    account: accountId,
    node: linked ? (pageId ?? 'me') : accountId,
    api: apiOf(config, linked ? FACEBOOK_BASE : INSTAGRAM_BASE),
    accessToken,
    ...(linked && { proof: appSecretProof(appSecret, accessToken) }),
    appId,
    metadata: false,
    humanAgent,
    keys: config,
    fields: linked ? PAGE_FIELDS : WEBHOOK_FIELDS,
    profile: linked ? 'id,name,instagram_business_account' : 'user_id,username',
  };
}

/** Where a token of Instagram's login is renewed: the one address without a version. */
export function renewalBase({ apiBase = INSTAGRAM_BASE }: InstagramConfig): string {
  return apiBase.replace(/\/+$/, '');
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
