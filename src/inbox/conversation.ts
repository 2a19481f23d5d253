import { id, type ConnectionId, type EffectId, type MessageId } from '../base/ids.ts';
import type { JsonValue } from '../base/json.ts';
import type { Scene } from '../engine/router.ts';
import type { Sender } from '../message/address.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { ContactRecord, ConversationRecord, LaneRecord, MessageRecord, Routing } from '../store/records.ts';
import { timedName } from './digest.ts';

/** Changes the lane's record for the rest of this event and puts it into the draft. */
export function changeLane(scene: Scene, change: Partial<LaneRecord>): void {
  scene.lane = { ...scene.lane, ...change, at: scene.at };
  scene.draft.put('lane', scene.lane);
}

/** How a conversation is entered: by a message (`incoming`; `written` by the person), or by us. */
export type Entrance = {
  connection: ConnectionId;
  channel: string;
  sender: Sender;
  at: number;
  incoming: boolean;
  written: boolean;
  channelContext?: JsonValue;
};

/** The lane's conversation brought up to date, or a new one. Replies go to the addresses of the last message. */
export async function openConversation(
  { connection, channel, sender, at, incoming, written, channelContext }: Entrance,
  contact: ContactRecord,
  scene: Scene,
): Promise<ConversationRecord> {
  const known = scene.lane.conversation && (await scene.draft.get('conversation', scene.lane.conversation));
  if (known && !incoming) return known;
  const conversation: ConversationRecord = {
    ...(known || {
      key: id.conversation(timedName('v', at, scene.lane.key, scene.cause)),
      lane: scene.lane.key,
      contact: contact.key,
      connection,
      channel,
      state: 'flow',
      createdAt: scene.at,
      lastInboundAt: 0,
    }),
    replyTo: sender.addresses,
    received: (known ? known.received : 0) + (incoming ? 1 : 0),
    ...(written ? { lastInboundAt: scene.at } : {}),
    ...(channelContext === undefined ? {} : { channelContext }),
  };
  scene.draft[known ? 'put' : 'insert']('conversation', conversation);
  return conversation;
}

/**
 * The key of an incoming message: keys sort by arrival. What we send sorts behind the last one that came in, by time,
 * so that sending changes nothing in the conversation.
 */
export function incomingKey(conversation: ConversationRecord): MessageId {
  return id.message(`${conversation.key}/${padded(conversation.received)}`);
}

/** The key of the message that an effect sends. */
export function outgoingKey(conversation: ConversationRecord, effect: EffectId, scene: Scene): MessageId {
  return id.message(`${conversation.key}/${padded(conversation.received)}.${scene.at}.${effect}`);
}

const padded = (number: number): string => String(number).padStart(8, '0');

/** Writes down an incoming message. */
export function recordMessage(
  message: MessageEvent,
  conversation: ConversationRecord,
  scene: Scene,
  routing: Routing,
): MessageRecord {
  const record: MessageRecord = {
    key: incomingKey(conversation),
    conversation: conversation.key,
    lane: scene.lane.key,
    direction: message.echo ? 'out' : 'in',
    content: message.content,
    at: scene.at,
    sentAt: message.at,
    providerId: message.id,
    status: message.echo ? 'sent' : 'received',
    ...(message.echo ? { echo: true } : {}),
    ...(message.referral ? { referral: message.referral } : {}),
    routing,
  };
  scene.draft.insert('message', record);
  return record;
}
