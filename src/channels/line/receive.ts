import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Sender } from '../../message/address.ts';
import type { ChannelEvent, MessageEvent, PreferenceEvent } from '../../message/channel-event.ts';
import type { InboundContent } from '../../message/content.ts';
import type { HookRequest, Received } from '../channel.ts';
import { objectAt, parseObject, textAt } from '../providers/reading.ts';
import { readChoice } from './choice-data.ts';
import type { LineConfig } from './config.ts';
import { readContent } from './content.ts';
import { contextOf } from './context.ts';

/** One event: its id, who caused it, and what all messages of it have in common. */
type Event = {
  id: string;
  at: number;
  event: JsonObject;
  sender: Sender;
  common: Omit<MessageEvent, 'id' | 'content'>;
};

/** Makes events of an event, or says why it is none. */
type Reader = (event: Event) => readonly ChannelEvent[] | string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', readMessage],
  ['postback', readPostback],
  ['follow', readFollow],
  ['unfollow', (event) => [preference(event, false, 'blocked the account (unfollow)')]],
  ['unsend', readUnsend],
  ['videoPlayComplete', () => 'somebody has seen a video to its end'],
  ['beacon', () => 'somebody passed a beacon: beacons are not served'],
  ['accountLink', () => 'an account was linked: that is not served'],
  ['membership', () => 'a paid membership: memberships are not served'],
]);

/**
 * Reads a verified webhook, which holds any number of events of any number of people; none at all when LINE tries the
 * address. An event that cannot be read becomes `ignored` and leaves its neighbours alone. Throws a `Failure` with code
 * `invalid` when the body has no list of events.
 */
export function receive(request: HookRequest, _config: LineConfig): Received {
  const events = parseBody(request.body)?.['events'];
  if (!Array.isArray(events)) {
    throw new Failure({ code: 'invalid', message: 'This is not a LINE webhook: its body has no list of events.' });
  }
  const receivedAt = request.at ?? Date.now();
  return { events: (events as readonly JsonValue[]).flatMap((event, index) => readEvent(event, index, receivedAt)) };
}

function parseBody(bytes: Uint8Array): JsonObject | undefined {
  try {
    return parseObject(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function readEvent(event: JsonValue, index: number, receivedAt: number): readonly ChannelEvent[] {
  const type = isObject(event) ? textAt(event, 'type') : undefined;
  if (!isObject(event) || type === undefined) return ignored(`events[${index}]`, 'malformed: an event without a type');
  const id = textAt(event, 'webhookEventId');
  const what = `${type} ${id ?? `events[${index}]`}`;
  const at = event['timestamp'];
  const source = objectAt(event, 'source');
  const place = textAt(source, 'type');
  if (place === 'group' || place === 'room')
    return ignored(what, 'from a group: only chats with one person are served');
  const reader = READERS.get(type);
  if (!reader) return ignored(what, 'a kind of event that we do not know');
  const key = textAt(source, 'userId');
  if (id === undefined || key === undefined) return ignored(what, 'malformed: without an id or a person');
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at <= 0) return ignored(what, 'malformed: without a time');
  const sender: Sender = { key, addresses: [{ kind: 'user', value: key }] };
  const channelContext = contextOf(event, receivedAt);
  const common: Event['common'] = {
    type: 'message',
    at,
    sender,
    ...(event['mode'] === 'standby' && { standby: true as const }),
    ...(channelContext && { channelContext }),
  };
  const read = reader({ id, at, event, sender, common });
  return typeof read === 'string' ? ignored(what, read) : read;
}

function ignored(what: string, why: string): readonly ChannelEvent[] {
  return [{ type: 'ignored', what, why }];
}

function readMessage({ event, common }: Event): readonly ChannelEvent[] | string {
  const message = objectAt(event, 'message');
  const id = textAt(message, 'id');
  if (message === undefined || id === undefined) return 'malformed: a message without an id';
  const content = readContent(message, id);
  if (typeof content === 'string') return content;
  const replyTo = textAt(message, 'quotedMessageId');
  const album = textAt(objectAt(message, 'imageSet'), 'id');
  return [{ ...common, id, content, ...(replyTo !== undefined && { replyTo }), ...(album !== undefined && { album }) }];
}

function readPostback({ id, event, common }: Event): readonly ChannelEvent[] | string {
  const postback = objectAt(event, 'postback');
  const data = textAt(postback, 'data');
  if (data === undefined) return 'a tap on a button that carries nothing';
  const params = objectAt(postback, 'params');
  const picked = ['datetime', 'date', 'time'].map((name) => textAt(params, name)).find((value) => value !== undefined);
  return [{ ...common, id, content: { kind: 'choice', ...readChoice(data, picked) } }];
}

/** Whoever adds the account as a friend has opened the chat, and may be written to from then on. */
function readFollow(read: Event): readonly ChannelEvent[] {
  const isBack = objectAt(read.event, 'follow')?.['isUnblocked'] === true;
  const content: InboundContent = { kind: 'opened', how: isBack ? 'unblock' : 'follow' };
  const how = isBack ? 'let the account in again (follow)' : 'added the account as a friend (follow)';
  return [preference(read, true, how), { ...read.common, id: read.id, content }];
}

function preference({ id, at, sender }: Event, allowed: boolean, how: string): PreferenceEvent {
  return { type: 'preference', id: `${id}/preference`, at, sender, purpose: 'all', allowed, how };
}

function readUnsend({ id, event, common }: Event): readonly ChannelEvent[] | string {
  const of = textAt(objectAt(event, 'unsend'), 'messageId');
  return of === undefined ? 'malformed: it names no message' : [{ ...common, id, content: { kind: 'revoke', of } }];
}
