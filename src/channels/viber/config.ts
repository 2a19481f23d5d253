import { type Static, Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';

/** Where Viber's bot API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://chatapi.viber.com';

/** Id of the choice that asks for the person's phone number, unless the connection names another. */
export const DEFAULT_PHONE_CHOICE = 'share_phone';

/** Id of the choice that opens a map on which the person picks a place, unless the connection names another. */
export const DEFAULT_LOCATION_CHOICE = 'share_location';

/** Longest name of a sender, in characters. */
export const NAME_MAX = 28;

/** Longest text of a message, in characters. */
export const TEXT_MAX = 7000;

/** Form of a Viber connection: one bot. */
export const viberConfig = Type.Object(
  {
    authToken: Type.String({
      title: 'Token',
      description: 'From partners.viber.com, on the page of the bot (“Edit info”).',
      pattern: '^[A-Za-z0-9_-]{16,200}$',
      ...SECRET,
    }),
    name: Type.String({
      title: 'Sender’s name',
      description: 'People see it above each message.',
      minLength: 1,
      maxLength: NAME_MAX,
    }),
    avatar: Type.Optional(
      Type.String({ title: 'Sender’s picture', description: 'Address of a picture.', pattern: '^https?://\\S+$' }),
    ),
    welcome: Type.Optional(
      Type.String({
        title: 'Welcome message',
        description: 'Shown as soon as somebody opens the chat for the first time, before they write.',
        minLength: 1,
        maxLength: TEXT_MAX,
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
    locationChoice: Type.Optional(
      Type.String({
        title: 'Choice that shares a place',
        description: 'A choice with this id becomes the button that opens a map.',
        default: DEFAULT_LOCATION_CHOICE,
        minLength: 1,
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** A Viber connection's configuration. */
export type ViberConfig = Static<typeof viberConfig>;

/** What is asked for by name; messages, `subscribed` and `unsubscribed` come in any case. */
export const EVENT_TYPES = ['delivered', 'seen', 'failed', 'conversation_started', 'subscribed', 'unsubscribed'];

/** Address of the API, without a slash at the end. */
export function apiBaseOf({ apiBase = DEFAULT_API_BASE }: ViberConfig): string {
  return apiBase.replace(/\/+$/, '');
}

/** Who a message is from, as people see it. */
export function senderOf({ name, avatar }: ViberConfig): { name: string; avatar?: string } {
  return { name, ...(avatar !== undefined && { avatar }) };
}
