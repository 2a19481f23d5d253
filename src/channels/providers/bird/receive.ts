import type { JsonObject } from '../../../base/json.ts';
import type { ChannelEvent, MessageEvent } from '../../../message/channel-event.ts';
import type { InboundContent } from '../../../message/content.ts';
import type { HookRequest, Received } from '../../channel.ts';
import { objectAt, textAt } from '../reading.ts';
import type { BirdConfig } from './account.ts';
import { personOn } from './contact.ts';
import { readEnvelope, statusIn, timeAt } from './envelope.ts';

/**
 * What differs between Bird's channels: the word in front of their events, what a message can say, and whether people
 * are known by phone numbers, as they are unless told.
 */
export type Reader = {
  service: string;
  contents(body: JsonObject | undefined): readonly InboundContent[];
  numbers?: boolean;
};

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
  const told = { id, payload, at: request.at ?? Date.now() };
  const read = READERS.get(event.slice(`${reader.service}.`.length))?.(told, reader);
  if (read === undefined || !event.startsWith(`${reader.service}.`))
    return ignored('nothing that a conversation needs');
  return typeof read === 'string' ? ignored(read) : { events: read };
}

type Told = { id: string; payload: JsonObject; at: number };

/** What Bird tells of, by the second half of an event's name; a text says why nothing comes of it. */
const READERS: ReadonlyMap<string, (told: Told, reader: Reader) => ChannelEvent[] | string> = new Map([
  ['inbound', readMessage],
  ['outbound', readStatus],
  ['interaction', readInteraction],
]);

/** The message, one for each of its contents. */
function readMessage({ id, payload, at: now }: Told, { contents, numbers = true }: Reader): ChannelEvent[] | string {
  if (textAt(payload, 'direction') === 'outgoing') return 'our own message';
  const sender = personOn(objectAt(payload, 'sender'), numbers);
  if (!sender) return 'malformed: a message without a sender';
  const all = contents(objectAt(payload, 'body'));
  const common = {
    type: 'message' as const,
    at: timeAt(payload, 'createdAt') ?? now,
    sender,
    ...circumstancesOf(payload),
    ...(all.length > 1 && { album: id }),
  };
  return all.map((content, index) => ({ ...common, id: index === 0 ? id : `${id}#${index}`, content }));
}

/** The message that was answered or tapped, and the ad that brought the person. */
function circumstancesOf(payload: JsonObject): Pick<MessageEvent, 'replyTo' | 'referral'> {
  const answered = objectAt(payload, 'replyTo');
  const replyTo = textAt(answered, 'type') === 'referrals' ? undefined : textAt(answered, 'id');
  const told = objectAt(objectAt(payload, 'meta'), 'referral');
  const { metadata: _members, ...about } = told ?? {};
  const headline = textAt(told, 'title');
  const referral = { ...objectAt(told, 'metadata'), ...about, ...(headline !== undefined && { headline }) };
  return {
    ...(replyTo !== undefined && { replyTo }),
    ...(Object.values(referral).some((value) => value !== null && value !== '') && { referral }),
  };
}

/** The status, with our key where the message was sent with it. */
function readStatus({ id, payload, at }: Told, { numbers = true }: Reader): ChannelEvent[] | string {
  const status = statusIn(payload);
  if (!status) return `the status ${textAt(payload, 'status') ?? '(none)'} tells of no change`;
  const recipient = personOn(objectAt(payload, 'receiver'), numbers);
  const effect = textAt(payload, 'reference');
  return [
    {
      type: 'status',
      id,
      ...status,
      at: timeAt(payload, 'lastStatusAt', 'updatedAt', 'createdAt') ?? at,
      ...(recipient && { recipient }),
      ...(effect !== undefined && { effect }),
    },
  ];
}

/** What people do with a message; that they read it is the one thing that a conversation needs. */
function readInteraction({ payload, at }: Told): ChannelEvent[] | string {
  const id = textAt(payload, 'messageId');
  const type = textAt(payload, 'type')?.toLowerCase();
  if (id === undefined || type !== 'read') return `the interaction ${type ?? '(none)'} tells of no status`;
  const effect = textAt(payload, 'messageReference');
  return [
    {
      type: 'status',
      id,
      status: 'read',
      at: timeAt(payload, 'createdAt') ?? at,
      ...(effect !== undefined && { effect }),
    },
  ];
}

/** The words of a body, or a mark that something else came. */
export function wordsOf(body: JsonObject | undefined): InboundContent {
  const text = objectAt(body, 'text')?.['text'];
  if (typeof text === 'string') return { kind: 'text', text };
  return { kind: 'unsupported', what: textAt(body, 'type') ?? 'a message without a type' };
}
