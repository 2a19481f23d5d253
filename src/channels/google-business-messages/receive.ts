import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Sender } from '../../message/address.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { InboundContent } from '../../message/content.ts';
import type { HookRequest, Received } from '../channel.ts';
import { exactNumbers, objectAt, objectsAt, parseObject, textAt } from '../providers/reading.ts';
import { type GbmConfig, isPicture } from './config.ts';
import { handshakeIn } from './verify.ts';

/** Reads a verified webhook: one message, one tap, receipts, or news that say nothing to a conversation. */
export function receive(request: HookRequest, config: GbmConfig): Received {
  const handshake = request.headers['x-goog-signature'] === undefined ? handshakeIn(request.body) : undefined;
  if (handshake) return { events: [], response: { status: 200, contentType: 'text/plain', body: handshake.secret } };
  const body = parseObject(exactNumbers(Buffer.from(request.body).toString('utf8')));
  const conversation = textAt(body, 'conversationId');
  if (!body || conversation === undefined) {
    throw new Failure({ code: 'invalid', message: 'This is no webhook of Google Business Messages.' });
  }
  const agent = textAt(body, 'agent');
  if (agent !== config.agent) return { events: [ignored('webhook', 'for another agent')] };
  const name = textAt(objectAt(objectAt(body, 'context'), 'userInfo'), 'displayName');
  const bare: Sender = { key: conversation, addresses: [{ kind: 'user', value: conversation }] };
  const receipts = objectAt(body, 'receipts');
  if (receipts) return { events: readReceipts(receipts, bare) };
  const event = readMessage(body, name === undefined ? bare : { ...bare, name }, config);
  return { events: [event] };
}

function readMessage(body: JsonObject, sender: Sender, config: GbmConfig): ChannelEvent {
  const kind = ['message', 'suggestionResponse', 'userStatus'].find((each) => objectAt(body, each));
  const value = kind === undefined ? undefined : objectAt(body, kind);
  const id = textAt(body, 'requestId') ?? textAt(value, 'messageId');
  const at = timeOf(textAt(value, 'createTime'));
  const what = `${kind ?? 'webhook'} ${id ?? 'without an id'}`;
  if (!value) return ignored(what, 'a kind of webhook that says nothing to a conversation');
  if (id === undefined || at === undefined) return ignored(what, 'malformed: without an id or a time');
  const content = contentOf(kind, value, config);
  if (!content) return ignored(what, 'typing, or a message that is empty');
  // By this id a message is marked as read; what it is known by is the request's.
  const message = textAt(value, 'messageId');
  return { type: 'message', id, at, sender, content, ...(message !== undefined && { channelContext: { message } }) };
}

function contentOf(kind: string | undefined, value: JsonObject, config: GbmConfig): InboundContent | undefined {
  const text = textAt(value, 'text');
  if (kind === 'userStatus') {
    return value['requestedLiveAgent'] === true ? { kind: 'unsupported', what: 'request for a person' } : undefined;
  }
  if (kind === 'suggestionResponse') {
    const id = textAt(value, 'postbackData');
    return id === undefined ? undefined : { kind: 'choice', id, title: text ?? id };
  }
  if (text === undefined) return undefined;
  if (isPicture(text, config)) return { kind: 'media', media: 'image', file: { id: text, mime: 'image/jpeg' } };
  return { kind: 'text', text };
}

function readReceipts(receipts: JsonObject, recipient: Sender): ChannelEvent[] {
  const at = timeOf(textAt(receipts, 'createTime'));
  const listed = objectsAt(receipts, 'receipts');
  if (listed.length === 0) return [ignored('receipts', 'none is in it')];
  return listed.map((receipt) => {
    const id = textAt(receipt, 'message')?.split('/').at(-1);
    const status = { DELIVERED: 'delivered', READ: 'read' }[textAt(receipt, 'receiptType') ?? ''] as 'read' | undefined;
    if (!id || status === undefined || at === undefined) return ignored('receipt', 'malformed or unknown');
    return { type: 'status', id, status, at, recipient };
  });
}

/** Times have nanoseconds. */
function timeOf(text: string | undefined): number | undefined {
  const at = /^\d{4}-\d\d-\d\dT/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function ignored(what: string, why: string): ChannelEvent {
  return { type: 'ignored', what, why };
}
