import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import type { TelegramConfig } from './config.ts';
import { objectAt, textAt } from './fields.ts';
import { readEdit, readMessage } from './message.ts';
import { readBlocking, readReaction, readTap } from './news.ts';
import { whyNotServed } from './sender.ts';
import type { Update } from './update.ts';

/** Makes an event of an update, or says why it is none. */
type Reader = (update: Update) => ChannelEvent | string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', readMessage],
  ['edited_message', readEdit],
  ['callback_query', readTap],
  ['message_reaction', readReaction],
  ['my_chat_member', readBlocking],
]);

/** Kinds of update that carry nothing for a conversation with one person, and why. */
const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  ['channel_post', 'a post in a channel: only chats with one person are served'],
  ['edited_channel_post', 'a post in a channel: only chats with one person are served'],
  ['poll', 'the state of a poll: polls are not served'],
  ['poll_answer', 'the answer to a poll: polls are not served'],
  ['inline_query', 'a search from another chat: inline mode is not served'],
  ['chosen_inline_result', 'a search from another chat: inline mode is not served'],
]);

/**
 * Reads a verified webhook, which holds one update, or an answer to `getUpdates`, which holds many.
 * An update that cannot be read becomes `ignored` and leaves its neighbours alone. A tap carries no time, so it gets
 * the one at which it came in. Throws a `Failure` with code `invalid` when the body is neither.
 */
export function receive(request: HookRequest, _config: TelegramConfig): Received {
  const body = parseBody(request.body);
  const receivedAt = request.at ?? Date.now();
  const events = updatesIn(body).map((update, index) => readUpdate(update, { index, receivedAt }));
  return { events };
}

function parseBody(body: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new Failure({ code: 'invalid', message: 'The webhook’s body is not JSON in UTF-8.' }, { cause });
  }
  if (isObject(value)) return value;
  throw new Failure({ code: 'invalid', message: 'This is not a Telegram update: its body is not an object.' });
}

function updatesIn(body: JsonObject): readonly JsonValue[] {
  if (body['ok'] === true && Array.isArray(body['result'])) return body['result'] as readonly JsonValue[];
  if ('update_id' in body) return [body];
  throw new Failure({ code: 'invalid', message: 'This is not a Telegram update: it has no member "update_id".' });
}

function readUpdate(update: JsonValue, { index, receivedAt }: { index: number; receivedAt: number }): ChannelEvent {
  const id = isObject(update) ? textAt(update, 'update_id') : undefined;
  if (!isObject(update) || id === undefined) return ignored(`update[${index}]`, 'malformed: an update without an id');
  const kinds = Object.keys(update).filter((name) => name !== 'update_id');
  const kind = kinds.find((name) => READERS.has(name)) ?? kinds[0] ?? 'nothing';
  const what = `update ${id} (${kind})`;
  const reader = READERS.get(kind);
  if (!reader) return ignored(what, PASSED_OVER.get(kind) ?? 'a kind of update that we do not know');
  const value = objectAt(update, kind);
  if (!value) return ignored(what, 'malformed: not an object');
  const chat = kind === 'callback_query' ? objectAt(objectAt(value, 'message'), 'chat') : objectAt(value, 'chat');
  const event = whyNotServed(chat) ?? reader({ id, value, receivedAt });
  return typeof event === 'string' ? ignored(what, event) : event;
}

function ignored(what: string, why: string): ChannelEvent {
  return { type: 'ignored', what, why };
}
