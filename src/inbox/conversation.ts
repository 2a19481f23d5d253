import { id, type ConnectionId, type EffectId, type MessageId } from '../base/ids.ts';
import type { JsonValue } from '../base/json.ts';
import type { Scene } from '../engine/router.ts';
import type { Sender } from '../message/address.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { ContactRecord, ConversationRecord, LaneRecord, MessageRecord, Routing } from '../store/records.ts';
import { recordChange } from './changes.ts';
import { resolveContact } from './contacts/resolve-contact.ts';
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
  /** False where it opens no reply window, although the person did it; as `written` unless told. */
  counts?: boolean;
  channelContext?: JsonValue;
};

/**
 * The lane's conversation brought up to date, or a new one: the first, and the next after one that was closed. Replies
 * go to the addresses of the last message. A message wakes an idle conversation.
 */
export async function openConversation(
  entrance: Entrance,
  contact: ContactRecord,
  scene: Scene,
): Promise<ConversationRecord> {
  const known = scene.lane.conversation ? await scene.draft.get('conversation', scene.lane.conversation) : undefined;
  if (!known || known.stage === 'closed') return beginConversation(entrance, { contact, former: known }, scene);
  if (!entrance.incoming) return known;
  const { stage: _idle, ...open } = known;
  const conversation: ConversationRecord = {
    ...open,
    contact: await personOf(known, contact, scene),
    ...entered(known, entrance, scene),
  };
  scene.draft.put('conversation', conversation);
  return conversation;
}

async function beginConversation(
  entrance: Entrance,
  { contact, former }: { contact: ContactRecord; former: ConversationRecord | undefined },
  scene: Scene,
): Promise<ConversationRecord> {
  const { connection, channel, at } = entrance;
  const fresh: ConversationRecord = {
    key: id.conversation(timedName('v', at, scene.lane.key, scene.cause)),
    lane: scene.lane.key,
    contact: former ? await personOf(former, contact, scene) : contact.key,
    connection,
    channel,
    state: 'flow',
    replyTo: [],
    received: 0,
    createdAt: scene.at,
    // How long ago the person wrote decides what may be sent, whichever conversation it was in.
    lastInboundAt: former?.lastInboundAt ?? 0,
    ...(former?.channelContext === undefined ? {} : { channelContext: former.channelContext }),
  };
  const conversation = { ...fresh, ...entered(fresh, entrance, scene) };
  scene.draft.insert('conversation', conversation);
  const by = entrance.written ? 'contact' : 'us';
  recordChange({ contact: conversation.contact, conversation: conversation.key, what: 'opened', by }, scene);
  return conversation;
}

/** What a conversation's record says after a message. */
function entered(
  { received }: ConversationRecord,
  { sender, incoming, written, counts = written, channelContext }: Entrance,
  scene: Scene,
): Partial<ConversationRecord> & Pick<ConversationRecord, 'replyTo'> {
  return {
    replyTo: sender.addresses,
    received: received + (incoming ? 1 : 0),
    ...(counts ? { lastInboundAt: scene.at } : {}),
    ...(channelContext === undefined ? {} : { channelContext }),
  };
}

/**
 * The contact that a conversation names: the one it always named while that leads to the person, so that undoing a merge
 * gives it back; the person themself where it does not.
 */
async function personOf(
  { contact: named }: ConversationRecord,
  contact: ContactRecord,
  scene: Scene,
): Promise<ConversationRecord['contact']> {
  if (named === contact.key) return named;
  return (await resolveContact(named, scene.draft))?.key === contact.key ? named : contact.key;
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
    ...(message.piece ? { piece: message.piece } : {}),
    ...(message.referral ? { referral: message.referral } : {}),
    routing,
  };
  scene.draft.insert('message', record);
  return record;
}
