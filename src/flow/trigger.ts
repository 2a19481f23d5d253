import type { FlowId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Flow } from './flow.ts';
import type { Recipient, RecordRecipient } from './recipient.ts';
import type { ContactEvent, ConversationEvent } from './trigger-events.ts';

/** What is common to triggers that messages and news of a conversation fire. */
type OnConversation = {
  /** Names of the channel connections it listens on; absent = all. */
  connections?: readonly string[];
};

/** A message from a contact starts the flow. */
export type MessageTrigger = OnConversation & {
  type: 'message';
  /** Words of which one must occur as a whole word, ignoring case and accents; absent = any message. */
  keywords?: readonly string[];
  /** RE2 pattern that must be found in the text. */
  pattern?: string;
  /** Only the first message that a contact ever wrote on any channel. */
  first?: boolean;
  /** True: only when the person opens the chat and says nothing, `keywords` being what the link carried. False: never then. */
  opened?: boolean;
  /** Asked from high to low; 0 unless told. A trigger with keywords goes before one without at the same priority. */
  priority?: number;
  /** What a message that fits does while a run of this flow is under way and does not wait for it. */
  policy?: 'queue' | 'restart' | 'ignore';
  /** Starts although another flow's run holds the conversation, and ends that run. */
  interrupts?: boolean;
  /** Waits until nothing more has come for this duration (ISO 8601), and starts with all of it as one message. */
  quiet?: string;
};

/** News about a message of ours starts the flow. */
export type StatusTrigger = OnConversation & {
  type: 'status';
  /** Which news; absent = `failed`. */
  statuses?: readonly ('sent' | 'delivered' | 'read' | 'failed')[];
};

/** A call over HTTP starts the flow: `/webhooks/<path>`. */
export type WebhookTrigger = {
  type: 'webhook';
  /** Names the address for ever. */
  path: string;
  /** Methods that are taken; absent = POST. */
  methods?: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** `later`: 202 at once; `wait`: the call waits for the step `respond`, the first long wait or 25 s. */
  answer?: 'later' | 'wait';
  /** How a caller proves who it is; secrets are named, never written here. Absent = nobody need prove anything. */
  auth?:
    | { kind: 'bearer'; secret: string }
    | { kind: 'hmac'; secret: string; header?: string; timestampHeader?: string; toleranceSeconds?: number };
  to?: Recipient;
  /** Template over `input`: runs with the same value are done one after the other. */
  serialBy?: string;
};

/** A clock starts the flow. */
export type ScheduleTrigger = {
  type: 'schedule';
  /** Five fields: minute, hour, day, month, weekday. */
  cron: string;
  /** IANA time zone; absent = the flow's. */
  timeZone?: string;
  to?: Recipient;
};

/** Something that happened to a contact starts the flow. */
export type ContactTrigger = {
  type: 'contact';
  events: readonly ContactEvent[];
  /** Only for this tag, group, stage, field or purpose. */
  name?: string;
};

/** Something that happened to a conversation starts the flow. */
export type ConversationTrigger = OnConversation & {
  type: 'conversation';
  event: ConversationEvent;
  /** Of `idle`: nobody has written for this duration (ISO 8601). */
  after?: string;
  queue?: string;
};

/** Something new in an outside system starts the flow: its connector looks for it. */
export type ConnectionTrigger = {
  type: 'connection';
  connection: string;
  /** Which of the connector's polls. */
  poll: string;
  input?: JsonObject;
  /** How often to look (ISO 8601). */
  every: string;
  to?: Recipient | RecordRecipient;
};

/** A person or a program starts the flow. */
export type ManualTrigger = { type: 'manual'; to?: Recipient };

/** Another flow starts this one: by its step `subflow`, or, with `after`, by its end. */
export type FlowTrigger = { type: 'flow'; after?: FlowId; ended?: readonly ('completed' | 'failed' | 'canceled')[] };

/** What starts a flow. */
export type Trigger =
  | MessageTrigger
  | StatusTrigger
  | WebhookTrigger
  | ScheduleTrigger
  | ContactTrigger
  | ConversationTrigger
  | ConnectionTrigger
  | ManualTrigger
  | FlowTrigger;

/** The triggers of one type. */
export function triggersOf<Type extends Trigger['type']>(
  flow: Pick<Flow, 'triggers'>,
  type: Type,
): Extract<Trigger, { type: Type }>[] {
  return flow.triggers.filter((trigger) => trigger.type === type) as Extract<Trigger, { type: Type }>[];
}
