import type { JsonObject } from '../../base/json.ts';
import type { Sender } from '../../message/address.ts';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import { MAX_NESTING, readContent } from './content.ts';
import { millisecondsAt, nestsAtMost, objectAt, textAt } from './fields.ts';
import { readSystemMessage } from './identity.ts';
import { type Directory, senderOf } from './sender.ts';

/** Which list a message came from. */
export type MessageOrigin = { directory: Directory; echo?: true; standby?: true };

/**
 * One element of `messages` or `message_echoes` as an event, or the reason why it is none.
 *
 * `request_welcome` says only that a person opened the chat for the first time: they are met, and have said nothing.
 * In a group several people speak; a flow serves one person, so group messages are no events.
 */
export function readMessage(message: JsonObject, origin: MessageOrigin): ChannelEvent | string {
  const id = textAt(message, 'id');
  const type = textAt(message, 'type');
  const at = millisecondsAt(message, 'timestamp');
  if (id === undefined) return 'malformed: a message without an id';
  if (type === undefined) return `malformed: message ${id} has no type`;
  if (at === undefined) return `malformed: message ${id} has no usable timestamp`;
  if (textAt(message, 'group_id')) return `message ${id} is from a group chat: only chats with one person are served`;
  if (type === 'system') return readSystemMessage(message, { id, at });
  const sender = origin.echo ? customerOf(message, origin) : writerOf(message, origin);
  if (!sender) return `malformed: message ${id} names nobody who could be answered`;
  const content = readContent(message);
  if (!content) return `malformed: message ${id} of type ${type} lacks what that type needs`;
  const { directory: _, ...flags } = origin;
  return { type: 'message', id, at, sender, content, ...extrasOf(message), ...flags };
}

function writerOf(message: JsonObject, { directory }: MessageOrigin): Sender | undefined {
  return senderOf({ phone: textAt(message, 'from'), user: textAt(message, 'from_user_id') }, directory);
}

function customerOf(message: JsonObject, { directory }: MessageOrigin): Sender | undefined {
  // Statuses name the BSUID of a recipient this way; for echoes both spellings are taken.
  const user = textAt(message, 'to_user_id') ?? textAt(message, 'recipient_user_id');
  return senderOf({ phone: textAt(message, 'to'), user }, directory);
}

function extrasOf(message: JsonObject): Pick<MessageEvent, 'replyTo' | 'referral'> {
  const context = objectAt(message, 'context');
  const replyTo = textAt(context, 'id');
  const product = objectAt(context, 'referred_product');
  const referral = { ...objectAt(message, 'referral'), ...(product && { referred_product: product }) };
  const worthKeeping = Object.keys(referral).length > 0 && nestsAtMost(referral, MAX_NESTING);
  return { ...(replyTo && { replyTo }), ...(worthKeeping && { referral }) };
}
