import { type Static, Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';

/** Where the Messaging API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://api.line.me';

/** Where files that people send lie. */
export const DEFAULT_DATA_BASE = 'https://api-data.line.me';

/** For so long a reply token is tried: LINE promises about a minute and no exact time. */
export const DEFAULT_REPLY_WITHIN_MS = 50_000;

const ADDRESS = '^https?://[^\\s?#]+$';

/** Form of a LINE connection: one Messaging API channel of an official account. */
export const lineConfig = Type.Object(
  {
    channelSecret: Type.String({
      title: 'Channel secret',
      description: 'LINE Developers → the channel → Basic settings. It signs webhooks.',
      minLength: 8,
      ...SECRET,
    }),
    accessToken: Type.String({
      title: 'Channel access token',
      description: 'LINE Developers → the channel → Messaging API → Channel access token (long-lived) → Issue.',
      minLength: 8,
      ...SECRET,
    }),
    typing: Type.Optional(
      Type.Boolean({
        title: 'Show that an answer is coming',
        description: 'LINE’s loading animation, for at most 20 seconds after each message of a person.',
        default: true,
      }),
    ),
    replyWithinMs: Type.Optional(
      Type.Integer({
        title: 'Answer for free within',
        description: 'Milliseconds after a message in which the answer is a reply, which does not count as sent.',
        default: DEFAULT_REPLY_WITHIN_MS,
        minimum: 0,
        maximum: 1_200_000,
      }),
    ),
    videoPreview: Type.Optional(
      Type.String({
        title: 'Picture in place of a video',
        description: 'Address of a JPEG or PNG that people see before a video plays.',
        pattern: '^https://\\S+$',
      }),
    ),
    apiBase: Type.Optional(Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: ADDRESS })),
    dataBase: Type.Optional(Type.String({ title: 'Address of files', default: DEFAULT_DATA_BASE, pattern: ADDRESS })),
  },
  { additionalProperties: false },
);

/** A LINE connection's configuration. */
export type LineConfig = Static<typeof lineConfig>;

/** Address of a call of the API. */
export function apiUrl({ apiBase = DEFAULT_API_BASE }: LineConfig, path: string): string {
  return `${apiBase.replace(/\/+$/, '')}/v2/bot${path}`;
}

/** Address of a call about a file. */
export function dataUrl({ dataBase = DEFAULT_DATA_BASE }: LineConfig, path: string): string {
  return `${dataBase.replace(/\/+$/, '')}/v2/bot${path}`;
}

/** Everything that must not be shown. */
export function secretsOf({ channelSecret, accessToken }: LineConfig): string[] {
  return [channelSecret, accessToken];
}
