import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { readContent } from './content.ts';
import { millisecondsAt, objectAt, textAt } from './fields.ts';
import { messageIdOf } from './message-id.ts';
import { ownPhoneIn, senderOf } from './sender.ts';
import type { Update } from './update.ts';

/** What a message and its edits have in common, once the chat is known to be with one person. */
type Place = { chat: JsonObject; id: string; at: number; from: JsonObject | undefined };

/** Where and when a message was written; otherwise the reason why it cannot be used. */
function placeOf(message: JsonObject, time: 'date' | 'edit_date'): Place | string {
  const chat = objectAt(message, 'chat');
  const number = textAt(message, 'message_id');
  const at = millisecondsAt(message, time);
  if (chat === undefined || number === undefined || at === undefined) return 'malformed: without an id or a time';
  const from = objectAt(message, 'from');
  if (from?.['is_bot'] === true) return 'from a bot: only people are served';
  return { chat, id: messageIdOf(textAt(chat, 'id') ?? '', number), at, from };
}

/**
 * A person's message as an event, or the reason why it is none. The parts of an album come as messages of their own
 * and carry its id. `/start` means that the chat was opened; a deep link gives it a payload, which is also the referral.
 */
export function readMessage({ value: message }: Update): ChannelEvent | string {
  const place = placeOf(message, 'date');
  if (typeof place === 'string') return place;
  const content = readContent(message);
  if (typeof content === 'string') return content;
  const { chat, id, at, from } = place;
  const album = textAt(message, 'media_group_id');
  const payload = content.kind === 'opened' ? content.payload : undefined;
  const quoted = textAt(objectAt(message, 'reply_to_message'), 'message_id');
  return {
    type: 'message',
    id,
    at,
    sender: senderOf(chat, from, ownPhoneIn(message)),
    content,
    ...(quoted !== undefined && { replyTo: messageIdOf(textAt(chat, 'id') ?? '', quoted) }),
    ...(payload !== undefined && { referral: { start: payload } }),
    ...(album !== undefined && { album }),
  };
}

/** A message whose words were changed. What else can change (a moving live location, a preview) is no event. */
export function readEdit({ id: update, value: message }: Update): ChannelEvent | string {
  const place = placeOf(message, 'edit_date');
  if (typeof place === 'string') return place;
  const text = textAt(message, 'text') ?? textAt(message, 'caption');
  if (text === undefined) return 'changed, but not in its words';
  const { chat, id, at, from } = place;
  return {
    type: 'message',
    id: `${id}/edit/${update}`,
    at,
    sender: senderOf(chat, from),
    content: { kind: 'edit', of: id, text },
  };
}
