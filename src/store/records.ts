import type { FailureData } from '../base/failure.ts';
import type { ConnectionId, ContactId, ConversationId, EffectId, FlowId, Lane, MessageId, RunId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Flow } from '../flow/flow.ts';
import type { EffectRequest, Run, RunEvent } from '../flow/run.ts';
import type { Address } from '../message/address.ts';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { Content, InboundContent } from '../message/content.ts';

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
  /** The lane's clock: no later event carries an earlier time. */
  at: number;
};

/** A person. */
export type ContactRecord = {
  key: ContactId;
  name?: string;
  language?: string;
  addresses: readonly Address[];
  createdAt: number;
};

/** Which contact an address belongs to; `key` is the address in one text, unique. */
export type AddressRecord = { key: string; contact: ContactId };

/** An episode of talking with one person on one channel connection. */
export type ConversationRecord = {
  key: ConversationId;
  lane: Lane;
  contact: ContactId;
  connection: ConnectionId;
  channel: string;
  /** `flow`: runs may be offered messages; `people`: handed off, no run is offered anything. */
  state: 'flow' | 'people';
  queue?: string;
  note?: string;
  /** The run that goes on when people give the conversation back. */
  handoff?: RunId;
  /** Where replies go: the addresses of the last message. */
  replyTo: readonly Address[];
  channelContext?: JsonValue;
  /** Messages that came in so far. */
  received: number;
  lastInboundAt: number;
  createdAt: number;
};

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
  /** The provider's id; absent until a send is answered. */
  providerId?: string;
  effect?: EffectId;
  status: 'received' | 'pending' | DeliveryStatus;
  /** Set on a send that was repeated after an unknown outcome. */
  possiblyTwice?: true;
  failure?: FailureData;
  /** Set on messages that our side wrote from elsewhere. */
  echo?: true;
  /** The ad or link that brought the person. */
  referral?: JsonObject;
};

/** A run as it stands; the truth of where it is. */
export type RunRecord = { key: RunId; run: Run };

/** One applied event and the state it led to; `key` is `<run>/<number>` with the number padded. */
export type JournalRecord = { key: string; run: RunId; number: number; at: number; event: RunEvent; after: Run };

/** An effect that a run has issued, and how far performing it got. Its key is the same for ever. */
export type EffectRecord = {
  key: EffectId;
  run: RunId;
  lane: Lane;
  /** The connection it goes out on; null for what we do ourselves. */
  connection: ConnectionId | null;
  request: EffectRequest;
  /** Of a send: whom it goes to, and the message record that shows it. */
  target?: { to: readonly Address[]; channelContext?: JsonValue; message: MessageId };
  /** `parked`: its outcome is unknown and repeating is not safe; a person decides. */
  state: 'pending' | 'done' | 'failed' | 'parked';
  attempts: number;
  /** Not to be tried before; the order in which pending effects are taken up. */
  nextAt: number;
  /** When an attempt first ended without a known outcome. */
  unknownSince?: number;
  /** True while it waits for a broken connection: no attempt is under way. */
  held?: boolean;
  possiblyTwice?: true;
  output?: JsonObject;
  failure?: FailureData;
  at: number;
};

/** A published flow version. */
export type FlowRecord = {
  /** `<flow>@<version>`. */
  key: string;
  flow: FlowId;
  version: number;
  /** Hash of the flow's meaning: the same hash is the same version. */
  hash: string;
  content: Flow;
  /** True for the version that new runs start with; at most one per flow. */
  current: boolean;
  publishedAt: number;
};

/** Saved credentials for one channel account or org. */
export type ConnectionRecord = {
  key: ConnectionId;
  kind: 'channel' | 'connector';
  /** Which channel or connector. */
  type: string;
  /** Secret fields are sealed. */
  config: JsonObject;
  /** `broken`: its credentials are refused; its runs wait until it is repaired. */
  state: 'working' | 'broken';
  problem?: FailureData & { at: number };
  /** Hash of the configuration that it was seeded with: the same seed never restores a broken connection. */
  seed?: string;
  /** Set on connections that a simulator of ours stands behind. */
  simulator?: boolean;
};

/** Small durable notes of adapters: `key` is `<connection>/<name>`. */
export type MemoryRecord = { key: string; value: JsonValue };

/** Facts about the installation: its id, how it was last closed. */
export type SettingRecord = { key: string; value: JsonValue };

/** An accepted event that our own bug kept from being applied: kept for repair, never dropped. */
export type StuckRecord = { key: string; lane: Lane; event: JsonValue; message: string; at: number };

/** Every kind of record by name. */
export type Records = {
  seen: SeenRecord;
  lane: LaneRecord;
  contact: ContactRecord;
  address: AddressRecord;
  conversation: ConversationRecord;
  message: MessageRecord;
  run: RunRecord;
  journal: JournalRecord;
  effect: EffectRecord;
  flow: FlowRecord;
  connection: ConnectionRecord;
  memory: MemoryRecord;
  setting: SettingRecord;
  stuck: StuckRecord;
};

/** The name of a kind of record. */
export type Kind = keyof Records;
