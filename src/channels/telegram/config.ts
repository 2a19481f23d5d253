import { type Static, Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';

/** Where the Bot API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://api.telegram.org';

/** Id of the choice that asks for the person's phone number, unless the connection names another. */
export const DEFAULT_PHONE_CHOICE = 'share_phone';

/** Form of a Telegram connection: one bot. */
export const telegramConfig = Type.Object(
  {
    botToken: Type.String({
      title: 'Bot token',
      description: 'From @BotFather, after /newbot or /token: digits, a colon, letters.',
      pattern: '^[0-9]{3,20}:[A-Za-z0-9_-]{10,100}$',
      ...SECRET,
    }),
    secretToken: Type.Optional(
      Type.String({
        title: 'Webhook secret',
        description: 'Telegram sends it with every webhook. Leave it empty: connecting makes one.',
        pattern: '^[A-Za-z0-9_-]{8,256}$',
        ...SECRET,
      }),
    ),
    polling: Type.Optional(
      Type.Boolean({
        title: 'Fetch messages',
        description: 'For a server that Telegram cannot reach: Rondine asks for messages instead of being called.',
        default: false,
      }),
    ),
    typing: Type.Optional(
      Type.Boolean({
        title: 'Show “typing…”',
        description: 'For about five seconds after each message of a person.',
        default: true,
      }),
    ),
    phoneChoice: Type.Optional(
      Type.String({
        title: 'Choice that shares the phone number',
        description: 'A choice with this id becomes the button by which a person shares their number.',
        default: DEFAULT_PHONE_CHOICE,
        minLength: 1,
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'Bot API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** A Telegram connection's configuration. */
export type TelegramConfig = Static<typeof telegramConfig>;

/** The kinds of update that we read. Reactions come only where they are listed, and then all others must be too. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

/** Address of the Bot API, without a slash at the end. */
export function apiBaseOf({ apiBase = DEFAULT_API_BASE }: TelegramConfig): string {
  return apiBase.replace(/\/+$/, '');
}

/** Everything that must not be shown. */
export function secretsOf({ botToken, secretToken }: TelegramConfig): string[] {
  return [botToken, secretToken ?? ''];
}
