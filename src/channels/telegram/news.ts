import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { readChoice } from './choice-data.ts';
import { listAt, millisecondsAt, objectAt, textAt } from './fields.ts';
import { messageIdOf } from './message-id.ts';
import { senderOf } from './sender.ts';
import type { Update } from './update.ts';

/**
 * A tapped button, which Telegram wants to have answered: the query's id travels in the channel's context. The words
 * on the button are on the message that it belongs to, as long as Telegram shows it.
 */
export function readTap({ value: query, receivedAt }: Update): ChannelEvent | string {
  const id = textAt(query, 'id');
  const message = objectAt(query, 'message');
  const chat = objectAt(message, 'chat');
  const data = textAt(query, 'data');
  if (id === undefined || message === undefined || chat === undefined) return 'malformed: a tap on no message';
  if (data === undefined) return 'a tap on a button that carries nothing';
  const number = textAt(message, 'message_id');
  return {
    type: 'message',
    id: `callback/${id}`,
    at: receivedAt,
    sender: senderOf(chat, objectAt(query, 'from')),
    content: { kind: 'choice', ...readChoice(data, titleOn(message, data)) },
    ...(number !== undefined && { replyTo: messageIdOf(textAt(chat, 'id') ?? '', number) }),
    channelContext: { callback: id },
  };
}

/** The query that waits for an answer, from a channel's context. */
export function callbackIn(context: JsonValue | undefined): string | undefined {
  return isObject(context) ? textAt(context, 'callback') : undefined;
}

function titleOn(message: JsonObject, data: string): string | undefined {
  const rows = listAt(objectAt(message, 'reply_markup'), 'inline_keyboard');
  const buttons = rows.flatMap((row) => (Array.isArray(row) ? (row as readonly JsonValue[]) : [])).filter(isObject);
  return textAt(
    buttons.find((button) => button['callback_data'] === data),
    'text',
  );
}

/**
 * What a person put on a message, or took from it. Of several the new one counts; emoji of a business's
 * own design have no character.
 */
export function readReaction({ id: update, value: news }: Update): ChannelEvent | string {
  const chat = objectAt(news, 'chat');
  const user = objectAt(news, 'user');
  const number = textAt(news, 'message_id');
  const at = millisecondsAt(news, 'date');
  if (chat === undefined || number === undefined || at === undefined) return 'malformed: without a message or a time';
  if (user === undefined) return 'a reaction of nobody in particular';
  const before = emojiIn(news, 'old_reaction');
  const now = emojiIn(news, 'new_reaction');
  if (now.length === 0 && listAt(news, 'new_reaction').length > 0) return 'a reaction without an emoji of its own';
  const to = messageIdOf(textAt(chat, 'id') ?? '', number);
  const emoji = now.find((each) => !before.includes(each)) ?? now.at(-1) ?? '';
  return {
    type: 'message',
    id: `${to}/reaction/${update}`,
    at,
    sender: senderOf(chat, user),
    content: { kind: 'reaction', to, emoji },
  };
}

function emojiIn(news: JsonObject, name: string): string[] {
  return listAt(news, name)
    .filter(isObject)
    .filter((each) => each['type'] === 'emoji')
    .flatMap((each) => textAt(each, 'emoji') ?? []);
}

/** A person blocked the bot, or let it in again. */
export function readBlocking({ id: update, value: news }: Update): ChannelEvent | string {
  const chat = objectAt(news, 'chat');
  const at = millisecondsAt(news, 'date');
  const status = textAt(objectAt(news, 'new_chat_member'), 'status');
  if (chat === undefined || at === undefined || status === undefined) return 'malformed: without a status or a time';
  if (status !== 'kicked' && status !== 'member') return `the bot’s place in the chat is now “${status}”`;
  const allowed = status === 'member';
  return {
    type: 'preference',
    id: `${textAt(chat, 'id')}/member/${update}`,
    at,
    sender: senderOf(chat, objectAt(news, 'from')),
    purpose: 'all',
    allowed,
    how: allowed ? 'let the bot in again (my_chat_member: member)' : 'blocked the bot (my_chat_member: kicked)',
  };
}
