import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { InboundContent } from '../../message/content.ts';
import type { HookRequest, Received } from '../channel.ts';
import { contactOf, readEnvelope, statusIn, timeAt } from '../providers/bird/envelope.ts';
import { objectAt, textAt } from '../providers/reading.ts';
import { senderOf } from '../providers/sms/number.ts';
import type { SmsBirdConfig } from './config.ts';

const INBOUND = 'sms.inbound';
const OUTBOUND = 'sms.outbound';

/**
 * Reads a verified request, which is about one message of one channel; what is for another channel is ignored.
 * Throws a `Failure` with code `invalid` when the body is not Bird's envelope.
 */
export function receive(request: HookRequest, config: SmsBirdConfig): Received {
  const { event, channel, payload } = readEnvelope(request);
  const id = textAt(payload, 'id');
  const ignored = (why: string): Received => ({
    events: [{ type: 'ignored', what: `${event} ${id ?? ''}`.trim(), why }],
  });
  if (channel !== config.channelId) return ignored('it belongs to another channel');
  if (id === undefined) return ignored('malformed: a message without an id');
  const at = request.at ?? Date.now();
  const read =
    event === INBOUND ? readMessage(id, payload, at) : event === OUTBOUND ? readStatus(id, payload, at) : undefined;
  if (read === undefined) return ignored('nothing that a conversation needs');
  return typeof read === 'string' ? ignored(read) : { events: [read] };
}

/** The message, or why there is none. */
function readMessage(id: string, payload: JsonObject, now: number): ChannelEvent | string {
  if (textAt(payload, 'direction') === 'outgoing') return 'our own message';
  const contact = contactOf(objectAt(payload, 'sender'));
  if (!contact) return 'malformed: a message without a sender';
  const name = contact.name === undefined ? {} : { name: contact.name };
  return {
    type: 'message',
    id,
    at: timeAt(payload, 'createdAt') ?? now,
    sender: { ...senderOf(contact.value), ...name },
    content: contentOf(objectAt(payload, 'body')),
  };
}

function contentOf(body: JsonObject | undefined): InboundContent {
  const text = objectAt(body, 'text')?.['text'];
  if (typeof text === 'string') return { kind: 'text', text };
  return { kind: 'unsupported', what: textAt(body, 'type') ?? 'a message without a type' };
}

/** The status, or why there is none. */
function readStatus(id: string, payload: JsonObject, now: number): ChannelEvent | string {
  const status = statusIn(payload);
  if (!status) return `the status ${textAt(payload, 'status') ?? '(none)'} tells of no change`;
  const contact = contactOf(objectAt(payload, 'receiver'));
  return {
    type: 'status',
    id,
    ...status,
    at: timeAt(payload, 'lastStatusAt', 'updatedAt', 'createdAt') ?? now,
    ...(contact && { recipient: senderOf(contact.value) }),
  };
}
