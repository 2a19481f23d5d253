import type { FailureData } from '../../base/failure.ts';
import type {
  ConnectionId,
  ContactId,
  ConversationId,
  EffectId,
  FlowId,
  Lane,
  MessageId,
  RunId,
} from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Address } from '../../message/address.ts';
import type { DeliveryStatus, MessagePrice } from '../../message/channel-event.ts';
import type { Content, InboundContent } from '../../message/content.ts';

/** An external event that was accepted: its key makes a redelivery change nothing, for ever. */
export type SeenRecord = { key: string; at: number };

/** What a lane's next event needs to know. */
export type LaneRecord = {
  key: Lane;
  contact: ContactId | null;
  conversation: ConversationId | null;
  /** The run that is offered messages; once it is final, nobody is. */
  foreground: RunId | null;
  /** Messages held, oldest first, for the foreground run's next wait. */
  held: readonly MessageId[];
  /** Of the held messages, those whose files are still being fetched. */
  fetching?: readonly MessageId[];
  /** Albums that are coming in, or whose files are being fetched; of each the first message is held. */
  albums?: readonly Album[];
  /** Runs that wait for their turn to ask, first come first. */
  turns?: readonly RunId[];
  /** Set while the person has blocked us at the provider: nothing reaches them until they write or let us again. */
  blocked?: { at: number; how: string };
  /** The lane to which this one's events belong, because both are of one person on one connection. */
  alias?: Lane;
  /** The lane's clock, along with its conversation's last message: no later event carries an earlier time. */
  at: number;
};

/** Messages that are one turn; `open` while more of them may come. */
export type Album = { id: string; messages: readonly MessageId[]; open: boolean };

/** An episode of talking with one person on one channel connection. */
export type ConversationRecord = {
  key: ConversationId;
  lane: Lane;
  contact: ContactId;
  connection: ConnectionId;
  channel: string;
  /** `flow`: runs may be offered messages; `people`: handed off, no run is offered anything. */
  state: 'flow' | 'people';
  /** An episode begins open, may fall idle, and ends closed: the next message begins another. Open where unset. */
  stage?: 'open' | 'idle' | 'closed';
  queue?: string;
  /** The agent it is given to. */
  assignee?: string;
  priority?: 'low' | 'normal' | 'high' | 'urgent';
  note?: string;
  /** The run that goes on when people give the conversation back. */
  handoff?: RunId;
  /** Set while another sender of the same number holds it, and only because of that no run is offered anything. */
  standby?: true;
  /** Where replies go: the addresses of the last message. */
  replyTo: readonly Address[];
  channelContext?: JsonValue;
  /** Messages that came in so far. */
  received: number;
  lastInboundAt: number;
  createdAt: number;
  closedAt?: number;
};

/** What people write to each other about a conversation; customers never see it. `key` begins with `<conversation>/`. */
export type NoteRecord = { key: string; conversation: ConversationId; text: string; by: string; at: number };

/** A message in either direction; `key` begins with `<conversation>/` and sorts by arrival. */
export type MessageRecord = {
  key: MessageId;
  conversation: ConversationId;
  lane: Lane;
  direction: 'in' | 'out';
  content: InboundContent | Content;
  /** When we accepted or issued it. */
  at: number;
  /** The provider's time stamp of an incoming message. */
  sentAt?: number;
  /** Set on one piece of a text that came as several messages. */
  piece?: { number: number; total: number };
  /** The provider's id; absent until a send is answered. */
  providerId?: string;
  effect?: EffectId;
  /** Set where news about it names the effect: it is in no index of the provider's ids. */
  traced?: true;
  /** Set where it goes out on another connection than its conversation's. */
  connection?: ConnectionId;
  status: 'received' | 'pending' | DeliveryStatus;
  /** Set on a send that was repeated after an unknown outcome. */
  possiblyTwice?: true;
  /** Set on a message of a send ladder that arrived although the next rung had gone out. */
  late?: true;
  /** Set on a send that was not performed, because of shadow mode. */
  shadow?: true;
  failure?: FailureData;
  /** Set on messages that our side wrote from elsewhere. */
  echo?: true;
  /** When its writer last changed its words, or took it back: then its content is gone. */
  editedAt?: number;
  revokedAt?: number;
  /** The ad or link that brought the person. */
  referral?: JsonObject;
  /** What the provider says the message costs and why. */
  price?: MessagePrice;
  /** Of an incoming message: what became of it, and what that depended on. */
  routing?: Routing;
};

/** What became of an incoming message. With `first`, it was the contact's first. */
export type Routing = {
  /** `silent`: nobody was offered it, because people hold the conversation, or it is a copy or a remark. */
  fate: 'replied' | 'started' | 'held' | 'gathered' | 'handled' | 'ignored' | 'silent' | 'untaken';
  run?: RunId;
  first?: true;
  /** Set on a message that is a word about being written to, or about testing, which the inbox itself takes. */
  word?: 'stop' | 'start' | 'help' | 'test';
  /** Flows of which the person is a test user: the drafts that were asked, and how many errors kept them from answering. */
  tried?: readonly { flow: FlowId; version: number; errors: number }[];
  /** Flows that it started before, and that handed it on. */
  passed?: readonly FlowId[];
  /** The run that held the conversation, its flow, and what it was waiting for. */
  foreground?: { run: RunId; flow: FlowId; waitsFor: string };
};

/** A message that shows a stored file; `key` is `<media>/<message>`. */
export type MediaUseRecord = { key: string; media: string; message: MessageId; at: number };
