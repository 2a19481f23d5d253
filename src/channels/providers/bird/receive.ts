import type { JsonObject } from '../../../base/json.ts';
import type { ChannelEvent } from '../../../message/channel-event.ts';
import type { InboundContent } from '../../../message/content.ts';
import type { HookRequest, Received } from '../../channel.ts';
import { objectAt, textAt } from '../reading.ts';
import { senderOf } from '../sms/number.ts';
import type { BirdConfig } from './account.ts';
import { contactOf, readEnvelope, statusIn, timeAt } from './envelope.ts';

/** What differs between Bird's channels: the word in front of their events, and what a message can say. */
export type Reader = { service: string; contents(body: JsonObject | undefined): readonly InboundContent[] };

/**
 * Reads a verified request, which is about one message of one channel; what is for another channel is ignored.
 * Throws a `Failure` with code `invalid` when the body is not Bird's envelope.
 */
export function receiveBird(request: HookRequest, config: BirdConfig, reader: Reader): Received {
  const { event, channel, payload } = readEnvelope(request);
  const id = textAt(payload, 'id');
  const ignored = (why: string): Received => ({
    events: [{ type: 'ignored', what: `${event} ${id ?? ''}`.trim(), why }],
  });
  if (channel !== config.channelId) return ignored('it belongs to another channel');
  if (id === undefined) return ignored('malformed: a message without an id');
  const at = request.at ?? Date.now();
  const read =
    event === `${reader.service}.inbound`
      ? readMessage({ id, payload, at }, reader)
      : event === `${reader.service}.outbound`
        ? readStatus(id, payload, at)
        : undefined;
  if (read === undefined) return ignored('nothing that a conversation needs');
  return typeof read === 'string' ? ignored(read) : { events: read };
}

type Told = { id: string; payload: JsonObject; at: number };

/** The message, one for each of its contents, or why there is none. */
function readMessage({ id, payload, at: now }: Told, { contents }: Reader): ChannelEvent[] | string {
  if (textAt(payload, 'direction') === 'outgoing') return 'our own message';
  const contact = contactOf(objectAt(payload, 'sender'));
  if (!contact) return 'malformed: a message without a sender';
  const name = contact.name === undefined ? {} : { name: contact.name };
  const all = contents(objectAt(payload, 'body'));
  const common = {
    type: 'message' as const,
    at: timeAt(payload, 'createdAt') ?? now,
    sender: { ...senderOf(contact.value), ...name },
    ...(all.length > 1 && { album: id }),
  };
  return all.map((content, index) => ({ ...common, id: index === 0 ? id : `${id}#${index}`, content }));
}

/** The status, or why there is none. */
function readStatus(id: string, payload: JsonObject, now: number): ChannelEvent[] | string {
  const status = statusIn(payload);
  if (!status) return `the status ${textAt(payload, 'status') ?? '(none)'} tells of no change`;
  const contact = contactOf(objectAt(payload, 'receiver'));
  return [
    {
      type: 'status',
      id,
      ...status,
      at: timeAt(payload, 'lastStatusAt', 'updatedAt', 'createdAt') ?? now,
      ...(contact && { recipient: senderOf(contact.value) }),
    },
  ];
}

/** The words of a body, or a mark that something else came. */
export function wordsOf(body: JsonObject | undefined): InboundContent {
  const text = objectAt(body, 'text')?.['text'];
  if (typeof text === 'string') return { kind: 'text', text };
  return { kind: 'unsupported', what: textAt(body, 'type') ?? 'a message without a type' };
}
