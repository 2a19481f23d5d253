import type { FailureData } from '../base/failure.ts';
import type { ConnectionId, ContactId, ConversationId, EffectId, FlowId, Lane, MessageId, RunId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Flow } from '../flow/flow.ts';
import type { ContactEvent, ConversationEvent } from '../flow/trigger-events.ts';
import type { EffectRequest, RetryPolicy, Run, RunEvent } from '../flow/run.ts';
import type { Address } from '../message/address.ts';
import type { DeliveryStatus, MessagePrice } from '../message/channel-event.ts';
import type { Content, InboundContent, MediaContent } from '../message/content.ts';
import type { Purpose } from '../message/purpose.ts';

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

export type { Purpose };

/** Messages that are one turn; `open` while more of them may come. */
export type Album = { id: string; messages: readonly MessageId[]; open: boolean };

/** A person. */
export type ContactRecord = {
  key: ContactId;
  name?: string;
  language?: string;
  addresses: readonly Address[];
  /** What the business knows of the person, by names of its own: `contact.fields.<name>` in templates. */
  fields?: JsonObject;
  tags?: readonly string[];
  groups?: readonly string[];
  /** Where the person stands on the way from stranger to customer. */
  stage?: string;
  /** What brought the person: for the first time, and last. */
  attribution?: { first: Attribution; last: Attribution };
  /** When the person first wrote to us; unset for one who never did. */
  firstMessageAt?: number;
  /** Set where another contact stands for this person now; everything about the person is found there. */
  mergedInto?: ContactId;
  createdAt: number;
};

/** What brought a person: an ad, a link, a code. Names follow what providers and web analytics call them. */
export type Attribution = {
  at: number;
  /** The channel connection it came in on. */
  connection: ConnectionId;
  kind: 'ad' | 'link' | 'direct';
  /** Id of the ad or post, and of the click on it. */
  source?: string;
  clickId?: string;
  headline?: string;
  url?: string;
  /** What a deep link carries: `?ref=…`, `/start …`. */
  payload?: string;
  utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string };
};

/** A record of an outside system that stands for a contact; `key` is `<contact>/<connection>/<object>/<record>`. */
export type LinkRecord = {
  key: string;
  contact: ContactId;
  connection: ConnectionId;
  object: string;
  record: string;
  /** How we know: we made it, found it by a match, or a person said so. */
  how: 'created' | 'matched' | 'told';
  /** Where people see it. */
  url?: string;
  run?: RunId;
  effect?: EffectId;
  at: number;
};

/** Whether one address of a person may be written to for a purpose; `key` is `<contact>/<brand>/<purpose>/<address>`. */
export type ConsentRecord = {
  key: string;
  contact: ContactId;
  /** The address in one text, as in `AddressRecord`. */
  address: string;
  /** Empty where the installation speaks for one brand only. */
  brand: string;
  purpose: Purpose;
  state: 'given' | 'withdrawn';
  /** What the person agreed to or said, and where. */
  proof: { wording?: string; version?: string; message?: MessageId; how: string };
  at: number;
};

/** One change of a contact or of a conversation of theirs; `key` is `<contact>/<time>-<digest>`, so they sort by age. */
export type ChangeRecord = {
  key: string;
  contact: ContactId;
  conversation?: ConversationId;
  what: ContactEvent | ConversationEvent;
  /** The values that changed, as they were and as they are. */
  before?: JsonObject;
  after?: JsonObject;
  by: string;
  at: number;
};

/** One contact taken into another, with what is needed to undo it; `key` begins with a time. */
export type MergeRecord = {
  key: string;
  from: ContactId;
  into: ContactId;
  /** The surviving contact as it was before. */
  former: ContactRecord;
  /** Address keys and record links that were moved. */
  addresses: readonly string[];
  links: readonly string[];
  by: string;
  at: number;
  undone?: { by: string; at: number };
};

/** What people write to each other about a conversation; customers never see it. `key` begins with `<conversation>/`. */
export type NoteRecord = { key: string; conversation: ConversationId; text: string; by: string; at: number };

/** A value that flows keep; `key` is `<store>/<name>`. After `until` it is as if it were not there. */
export type ValueRecord = { key: string; value: JsonValue; until?: number; at: number };

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
  /** Set on one piece of a text that came as several messages. */
  piece?: { number: number; total: number };
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
  /** Set on a message that is a word about being written to, which the inbox itself takes. */
  word?: 'stop' | 'start' | 'help';
  /** Flows that it started before, and that handed it on. */
  passed?: readonly FlowId[];
  /** The run that held the conversation, its flow, and what it was waiting for. */
  foreground?: { run: RunId; flow: FlowId; waitsFor: string };
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
  request: EffectRequest | FetchRequest | PollRequest;
  /** How often and how long to try, where the step says so. */
  retry?: RetryPolicy;
  /** Of a send: whom it goes to, and the message record that shows it. */
  target?: { to: readonly Address[]; channelContext?: JsonValue; message: MessageId };
  /**
   * `parked`: its outcome is unknown and repeating is not safe; a person decides.
   * `inside`: nothing goes out; it ends when the run that it started ends.
   */
  state: 'pending' | 'done' | 'failed' | 'parked' | 'inside';
  attempts: number;
  /** Not to be tried before; the order in which pending effects are taken up. */
  nextAt: number;
  /** When an attempt first ended without a known outcome. */
  unknownSince?: number;
  /** No attempt whose outcome is or may become unknown went out before; unset: before `at`. */
  sentAfter?: number;
  /** True while it waits for a broken connection: no attempt is under way. */
  held?: boolean;
  possiblyTwice?: true;
  /** Set on a message of a send ladder that arrived although the next rung had gone out. */
  late?: true;
  /** Set where it was not performed, because of shadow mode: how it ended is a pretence. */
  shadow?: true;
  output?: JsonObject;
  failure?: FailureData;
  at: number;
  /** When it ended. */
  endedAt?: number;
  /** HTTP requests of the last attempts, secrets masked. */
  exchanges?: readonly Exchange[];
};

/** Fetches the file of an incoming message from its provider, before the provider's link expires. */
export type FetchRequest = { kind: 'fetch'; message: MessageId; content: MediaContent };

/** Looks for what is new in an outside system since `cursor`, for one trigger of a flow. */
export type PollRequest = {
  kind: 'poll';
  connection: ConnectionId;
  poll: string;
  input: JsonObject;
  cursor: JsonValue;
  flow: FlowId;
  trigger: number;
};

/** One HTTP request that performing an effect made, secrets masked and long bodies cut. */
export type Exchange = {
  at: number;
  ms: number;
  method: string;
  url: string;
  request?: string;
  /** 0 where no answer came. */
  status: number;
  response?: string;
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
  /** When it last stopped being the current one. */
  retiredAt?: number;
  /** What its publisher calls it and says about it. */
  name?: string;
  note?: string;
  by?: string;
};

/** The state of a flow that its author works on; the published versions are apart. */
export type DraftRecord = {
  key: FlowId;
  content: Omit<Flow, 'version'>;
  layout?: JsonObject;
  /** Grows with each change: who changes an older one is refused. */
  revision: number;
  changedAt: number;
  by: string;
};

/** Something that has to be done on a lane at a time of its own: schedules, polls, idle conversations. */
export type TimerRecord = { key: string; lane: Lane; at: number; event: JsonObject };

/** Which run waits for a call from outside under a name; `key` is `<flow>/<name>`. */
export type ResumeRecord = { key: string; run: RunId; lane: Lane };

/** A message that shows a stored file; `key` is `<media>/<message>`. */
export type MediaUseRecord = { key: string; media: string; message: MessageId; at: number };

/** Trouble that the operator is told of once when it begins and once when it is over. */
export type AlertRecord = {
  key: string;
  what: 'broken' | 'waiting' | 'parked' | 'failing' | 'stuck' | 'unfit';
  /** The connection or flow that it is about. */
  about: string;
  message: string;
  count: number;
  openedAt: number;
  resolvedAt?: number;
  /** What has been sent so far. */
  told?: 'opened' | 'resolved';
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
  limits?: ConnectionLimits;
  /** In shadow mode: it takes what comes in, and no effect is performed. */
  shadow?: boolean;
  /** False where senders are not told that their message came in: read, typing. */
  acknowledge?: boolean;
  /** What this account can carry, where that differs from its channel's usual figures. */
  capabilities?: JsonObject;
};

/** How hard a connection may be driven. */
export type ConnectionLimits = {
  /** Requests under way at once. */
  concurrency?: number;
  /** Requests begun in any second. */
  perSecond?: number;
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
  link: LinkRecord;
  consent: ConsentRecord;
  change: ChangeRecord;
  merge: MergeRecord;
  note: NoteRecord;
  value: ValueRecord;
  draft: DraftRecord;
  timer: TimerRecord;
  resume: ResumeRecord;
  mediaUse: MediaUseRecord;
  alert: AlertRecord;
};

/** The name of a kind of record. */
export type Kind = keyof Records;
