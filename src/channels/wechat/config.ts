import { type Static, Type } from 'typebox';
import { ACCOUNT, KEPT, SECRET } from '../../base/schema.ts';

/** Where the API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://api.weixin.qq.com';

const DEFAULT_MAX_AGE_MINUTES = 5;

/** Form of a WeChat connection: one Official Account. The last three members are kept by the connection itself. */
export const wechatConfig = Type.Object(
  {
    appId: Type.String({
      title: 'AppID',
      description: 'Settings and Development → Basic Configuration: begins with wx.',
      pattern: '^wx[0-9A-Za-z]{4,40}$',
      ...ACCOUNT,
    }),
    appSecret: Type.String({
      title: 'AppSecret',
      description: 'The same page; it is shown only once, after a reset.',
      minLength: 8,
      ...SECRET,
    }),
    token: Type.String({
      title: 'Token',
      description: 'A word of your own, 3 to 32 letters and digits, entered in the same way at WeChat.',
      pattern: '^[A-Za-z0-9]{3,32}$',
      ...SECRET,
    }),
    encodingAesKey: Type.Optional(
      Type.String({
        title: 'EncodingAESKey',
        description:
          '43 letters and digits. Set it for safe or compatible mode: only encrypted messages are taken then.',
        pattern: '^[A-Za-z0-9]{43}$',
        ...SECRET,
      }),
    ),
    maxAgeMinutes: Type.Optional(
      Type.Number({
        title: 'Oldest webhook',
        description:
          'A webhook whose time is farther off is refused; in minutes. 0 takes any, for a clock that is wrong.',
        default: DEFAULT_MAX_AGE_MINUTES,
        minimum: 0,
      }),
    ),
    typing: Type.Optional(
      Type.Boolean({
        title: 'Show “typing…”',
        description: 'For some seconds after each message of a person.',
        default: true,
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
    accessToken: Type.Optional(Type.String({ title: 'Access token (kept by Rondine)', ...SECRET, ...KEPT })),
    accessTokenUntil: Type.Optional(Type.Number({ title: 'End of the access token (kept by Rondine)', ...KEPT })),
    accessTokenFor: Type.Optional(Type.String({ title: 'AppID of the access token (kept by Rondine)', ...KEPT })),
  },
  { additionalProperties: false },
);

/** A WeChat connection's configuration. */
export type WechatConfig = Static<typeof wechatConfig>;

/** Address of the API, without a slash at the end. */
export function apiBaseOf({ apiBase = DEFAULT_API_BASE }: WechatConfig): string {
  return apiBase.replace(/\/+$/, '');
}

/** How far the time of a webhook may be from ours; without end where the connection says 0. */
export function maxAgeMsOf({ maxAgeMinutes = DEFAULT_MAX_AGE_MINUTES }: WechatConfig): number {
  return maxAgeMinutes === 0 ? Infinity : maxAgeMinutes * 60_000;
}

/** Everything that must not be shown. */
export function secretsOf({ appSecret, token, encodingAesKey, accessToken }: WechatConfig): (string | undefined)[] {
  return [appSecret, token, encodingAesKey, accessToken];
}
