import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Sender } from '../../message/address.ts';
import type { ChannelEvent, PreferenceEvent } from '../../message/channel-event.ts';
import type { HookRequest, HookResponse, Received } from '../channel.ts';
import { exactNumbers, objectAt, parseObject, textAt } from '../providers/reading.ts';
import { senderOf, type ViberConfig } from './config.ts';
import { readContent } from './content.ts';
import { trackingOf } from './tracking.ts';

/** One webhook: its token, which is our id of what it tells, and when it happened. */
type Webhook = { token: string; at: number; body: JsonObject };

/** Makes an event of a webhook, or says why it is none. */
type Reader = (webhook: Webhook) => ChannelEvent | string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', readMessage],
  ['conversation_started', readOpening],
  ['subscribed', (webhook) => readPreference(webhook, true)],
  ['unsubscribed', (webhook) => readPreference(webhook, false)],
  ['delivered', (webhook) => readStatus(webhook, 'delivered')],
  ['seen', (webhook) => readStatus(webhook, 'read')],
  ['failed', (webhook) => readStatus(webhook, 'failed')],
  ['webhook', () => 'Viber tries whether the address answers'],
  ['client_status', () => 'what a person’s phone is able to: of no use here'],
]);

/**
 * Reads a verified webhook, which always tells of one thing. Somebody who opens the chat is answered with the welcome
 * message of the connection. Throws a `Failure` with code `invalid` when the body is no event of Viber’s.
 */
export function receive(request: HookRequest, config: ViberConfig): Received {
  const body = parseBody(request.body);
  const kind = textAt(body, 'event');
  if (kind === undefined) {
    throw new Failure({ code: 'invalid', message: 'This is not a Viber webhook: its body names no event.' });
  }
  const event = readEvent(kind, body);
  const response = kind === 'conversation_started' && event.type === 'message' && welcomeOf(config);
  return { events: [event], ...(response && { response }) };
}

/** Tokens have 64 bits: a number too long to be exact is read as a text. */
function parseBody(bytes: Uint8Array): JsonObject {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const body = parseObject(exactNumbers(text));
    if (body) return body;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
  }
  throw new Failure({ code: 'invalid', message: 'The webhook’s body is not a JSON object in UTF-8.' });
}

function readEvent(kind: string, body: JsonObject): ChannelEvent {
  const reader = READERS.get(kind);
  const token = textAt(body, 'message_token');
  const at = body['timestamp'];
  const what = `${kind} ${token ?? 'without a token'}`;
  if (!reader) return ignored(what, 'a kind of event that we do not know');
  // The call that tries an address may have anything in place of token and time.
  const known = kind === 'webhook' || kind === 'client_status';
  if (!known && (token === undefined || !isTime(at))) return ignored(what, 'malformed: without a token or a time');
  const event = reader({ token: token ?? '', at: Number(at), body });
  return typeof event === 'string' ? ignored(what, event) : event;
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function ignored(what: string, why: string): ChannelEvent {
  return { type: 'ignored', what, why };
}

function personIn(user: JsonObject | undefined): Sender | undefined {
  const id = textAt(user, 'id');
  const name = textAt(user, 'name');
  return id === undefined ? undefined : { ...personOf(id), ...(name !== undefined && { name }) };
}

function personOf(id: string): Sender {
  return { key: id, addresses: [{ kind: 'user', value: id }] };
}

function readMessage({ token, at, body }: Webhook): ChannelEvent | string {
  const sender = personIn(objectAt(body, 'sender'));
  const message = objectAt(body, 'message');
  if (!sender || !message) return 'malformed: a message without a sender or without a content';
  if (textAt(body, 'chat_id') !== undefined) return 'from a group: only chats with one person are served';
  const content = readContent(message);
  return typeof content === 'string' ? content : { type: 'message', id: token, at, sender, content };
}

/** Opening the chat is no subscription: until the person writes, the bot may send one message besides the welcome. */
function readOpening({ token, at, body }: Webhook): ChannelEvent | string {
  const sender = personIn(objectAt(body, 'user'));
  if (!sender) return 'malformed: nobody opened the chat';
  const payload = textAt(body, 'context');
  return {
    type: 'message',
    id: token,
    at,
    sender,
    content: { kind: 'opened', how: 'conversation_started', ...(payload !== undefined && { payload }) },
    ...(payload !== undefined && { referral: { context: payload } }),
  };
}

function readPreference({ token, at, body }: Webhook, allowed: boolean): PreferenceEvent | string {
  const user = textAt(body, 'user_id');
  const sender = personIn(objectAt(body, 'user')) ?? (user === undefined ? undefined : personOf(user));
  if (!sender) return 'malformed: nobody did it';
  const how = allowed ? 'subscribed to the bot (subscribed)' : 'left the bot (unsubscribed)';
  return { type: 'preference', id: token, at, sender, purpose: 'all', allowed, how };
}

function readStatus({ token, at, body }: Webhook, status: 'delivered' | 'read' | 'failed'): ChannelEvent {
  const user = textAt(body, 'user_id');
  const why = textAt(body, 'desc');
  return {
    type: 'status',
    id: token,
    status,
    at,
    ...(user !== undefined && { recipient: personOf(user) }),
    ...(status === 'failed' && {
      failure: {
        code: 'denied',
        message: 'Viber took the message and could not deliver it.',
        ...(why !== undefined && { providerMessage: why }),
      },
    }),
  };
}

function welcomeOf(config: ViberConfig): HookResponse | undefined {
  const { welcome } = config;
  if (welcome === undefined) return undefined;
  const message = {
    sender: senderOf(config),
    min_api_version: 1,
    tracking_data: trackingOf('welcome'),
    type: 'text',
    text: welcome,
  };
  return { status: 200, contentType: 'application/json', body: JSON.stringify(message) };
}
