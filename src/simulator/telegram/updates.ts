import { randomBytes } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Deed, SentFile } from '../phone/deed.ts';
import type { Customer } from '../phone/model.ts';
import type { Arrival, Heard, Letter, News } from '../phone/provider.ts';
import { botUser, numberOf, type Bot } from './bot.ts';

/** What customers do on Telegram beyond the common deeds. */
export type TelegramDeed = Deed & {
  /** The person sends their own card with the key that asks for it. */
  shareNumber?: boolean;
  /** The album that a picture or film belongs to. */
  albumId?: string;
};

/** Updates that come only where they were asked for by name. */
const ON_REQUEST: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** How a deed looks on the screen where Telegram shows it in its own way. */
export function hear({ customer, deed }: Arrival, usual: () => Heard): Heard {
  const { shareNumber, opened } = deed as TelegramDeed;
  if (shareNumber) {
    const number = numberFor(customer);
    return { type: 'contact', content: { number }, text: `+${number}`, becomes: { number }, ...windowOpen };
  }
  if (opened) {
    const text = opened.payload === undefined ? '/start' : `/start ${opened.payload}`;
    return { type: 'text', content: { text }, text, ...windowOpen };
  }
  return { ...usual(), ...windowOpen };
}

/** Once somebody has written, the bot may write to them for ever. */
const windowOpen = { windowMs: 100 * 365 * 86_400_000 };

function numberFor({ number, key }: Customer): string {
  return number ?? `39333${key.slice(-7).padStart(7, '0')}`;
}

/** One update for each deed; none for what the bot did not ask to be told of. */
export function tell(bot: Bot, news: readonly News[]): Letter[] {
  return news.flatMap((each) => {
    const [kind, value] = updateOf(bot, each);
    if (bot.registration && !wants(bot.registration.allowed, kind)) return [];
    const update = bot.nextUpdate();
    return [{ body: JSON.stringify({ update_id: update, [kind]: value }), facts: { update } }];
  });
}

function wants(allowed: readonly string[] | undefined, kind: string): boolean {
  return allowed === undefined || allowed.length === 0 ? !ON_REQUEST.includes(kind) : allowed.includes(kind);
}

function updateOf(bot: Bot, news: News): [kind: string, value: JsonObject] {
  const { deed, customer, at } = news;
  const date = Math.floor(at / 1000);
  const place = { from: userOf(customer), chat: chatOf(customer) };
  if (deed.choice) return ['callback_query', tapOf(bot, news, deed.choice.id)];
  if (deed.reaction) return ['message_reaction', reactionOf(bot, news, deed.reaction)];
  if (deed.edit) {
    const { messageId, text } = deed.edit;
    const written = bot.phone.state.messages.get(messageId)?.at ?? at;
    const dates = { date: Math.floor(written / 1000), edit_date: date };
    return ['edited_message', { message_id: numberOf(messageId), ...place, ...dates, text }];
  }
  if (deed.block !== undefined) {
    const member = (status: string) => ({ user: botUser(bot), status, ...(status === 'kicked' && { until_date: 0 }) });
    const [before, now] = deed.block ? ['member', 'kicked'] : ['kicked', 'member'];
    const change = { old_chat_member: member(before ?? ''), new_chat_member: member(now ?? '') };
    return ['my_chat_member', { ...place, date, ...change }];
  }
  const message = { message_id: numberOf(news.message.id), ...place, date, ...quoteOf(bot, news), ...contentOf(news) };
  return ['message', message];
}

function quoteOf(bot: Bot, { message: { replyTo }, customer }: News): JsonObject {
  if (replyTo === undefined) return {};
  const quoted = bot.phone.state.messages.get(replyTo);
  const date = Math.floor((quoted?.at ?? 0) / 1000);
  const message_id = numberOf(replyTo);
  return { reply_to_message: { message_id, chat: chatOf(customer), date, ...(quoted && { text: quoted.text }) } };
}

type Parts = News & { file: { file_id: string; file_unique_id: string; file_size: number; mime_type: string } };

function contentOf(news: News): JsonObject {
  const { deed, heard, customer } = news;
  const { shareNumber, location, contacts } = deed as TelegramDeed;
  if (shareNumber)
    return { contact: { phone_number: numberFor(customer), first_name: customer.name, user_id: Number(customer.key) } };
  if (location) return placeOf(location);
  const [card] = contacts ?? [];
  if (card) return { contact: { phone_number: card.phone, first_name: card.name } };
  const kind = heard.media?.kind;
  if (kind === undefined || !heard.file) return { text: heard.text };
  const { id, bytes, mime } = heard.file;
  const file = { file_id: id, file_unique_id: `u${id}`, file_size: bytes.length, mime_type: mime };
  const sent: SentFile = deed[kind] ?? {};
  const { albumId } = deed as TelegramDeed;
  return {
    ...fileOf(kind, sent, { ...news, file }),
    ...(sent.caption !== undefined && { caption: sent.caption }),
    ...(albumId !== undefined && { media_group_id: albumId }),
  };
}

function fileOf(kind: string, { filename, voice }: SentFile, { file }: Parts): JsonObject {
  const { mime_type: _, ...bare } = file;
  const named = { ...file, ...(filename !== undefined && { file_name: filename }) };
  switch (kind) {
    case 'image':
      return {
        photo: [
          { ...bare, width: 90, height: 67, file_size: 900 },
          { ...bare, width: 1280, height: 960 },
        ],
      };
    case 'video':
      return { video: { ...named, width: 640, height: 480, duration: 3 } };
    case 'audio':
      return voice === false ? { audio: { ...named, duration: 3 } } : { voice: { ...file, duration: 3 } };
    case 'sticker':
      return { sticker: { ...bare, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false } };
    default:
      return { document: named };
  }
}

function placeOf({ latitude, longitude, name, address }: NonNullable<Deed['location']>): JsonObject {
  const location = { latitude, longitude };
  const title = name ?? address;
  return title === undefined ? { location } : { venue: { location, title, address: address ?? '' }, location };
}

function tapOf(bot: Bot, { customer, message }: News, data: string): JsonObject {
  const id = randomBytes(8).readBigUInt64BE().toString();
  bot.turning.add(id);
  const tapped = bot.phone.state.messages.get(message.replyTo ?? '');
  const { text, reply_markup: markup } = tapped?.content ?? {};
  return {
    id,
    from: userOf(customer),
    message: {
      message_id: tapped ? numberOf(tapped.id) : 1,
      chat: chatOf(customer),
      // A message that is too old for Telegram to show has the date 0.
      date: tapped ? Math.floor(tapped.at / 1000) : 0,
      ...(tapped && { from: botUser(bot) }),
      ...(typeof text === 'string' && { text }),
      ...(isObject(markup) && { reply_markup: markup }),
    },
    chat_instance: '-4611686018427387904',
    data,
  };
}

function reactionOf(bot: Bot, { customer, at }: News, reaction: NonNullable<Deed['reaction']>): JsonObject {
  const { messageId, emoji = '' } = reaction;
  const list = (each: string) => (each === '' ? [] : [{ type: 'emoji', emoji: each }]);
  const before = bot.reactions.get(messageId) ?? '';
  bot.reactions.set(messageId, emoji);
  return {
    chat: chatOf(customer),
    message_id: numberOf(messageId),
    user: userOf(customer),
    date: Math.floor(at / 1000),
    old_reaction: list(before),
    new_reaction: list(emoji),
  };
}

function userOf(customer: Customer): JsonObject {
  const { type: _, ...person } = chatOf(customer);
  return { ...person, is_bot: false, language_code: 'it' };
}

/** A private chat, which has the id of the person. */
export function chatOf({ key, name, username }: Customer): JsonObject {
  const [first_name = '', ...rest] = name.split(' ');
  return {
    id: Number(key),
    type: 'private',
    first_name,
    ...(rest.length > 0 && { last_name: rest.join(' ') }),
    ...(username !== undefined && { username }),
  };
}
