import type { FlowId, StepId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Recipient, RecordRecipient } from './recipient.ts';
import type { ContactEvent, ConversationEvent } from './trigger-events.ts';

/** A text for customers: one for everybody, or one per language (BCP 47), picked by the contact's language. */
export type Text = string | { readonly [language: string]: string };

/** The name of an exit of a step: `answered`, `timeout`, `failed` … */
export type Outcome = string;

/** One node of a flow. `next` says where each outcome leads. */
export type Step = {
  type: string;
  /** What the author calls it; shown on the canvas and in the history. */
  title?: string;
  params: JsonObject;
  next: Readonly<Record<Outcome, StepId>>;
  /** How often and how long its effects are tried. */
  retry?: StepRetry;
};

/** A retry policy as authors write it; durations are ISO 8601. */
export type StepRetry = { attempts?: number; firstDelay?: string; longestDelay?: string; deadline?: string };

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

/**
 * Where a run goes from wherever it stands.
 * - `message`: a message with one of the words, or in which the pattern is found, at any time
 * - `invalidReply`: a reply that a step could not use and whose exit for that leads nowhere
 * - `failure`: a failure that no exit takes
 */
export type Handler =
  | { on: 'message'; keywords?: readonly string[]; pattern?: string; next: StepId }
  | { on: 'invalidReply'; next: StepId }
  | { on: 'failure'; next: StepId };

export type FlowSettings = {
  /** IANA time zone in which the flow reads and writes dates. */
  timeZone: string;
  /** Two-letter country that phone numbers without a prefix belong to. */
  country: string;
};

/** A conversation drawn by its author: data, and nothing but data. */
export type Flow = {
  id: FlowId;
  /** 0 until published. */
  version: number;
  name: string;
  /** Language of the author's plain texts and the fallback for missing ones (BCP 47). */
  language: string;
  settings: FlowSettings;
  triggers: readonly Trigger[];
  /** Global handlers, the first that fits first. */
  handlers?: readonly Handler[];
  start: StepId;
  steps: Readonly<Record<StepId, Step>>;
};

/** The file that flows are kept and exchanged in. `layout` places steps on the canvas and changes no meaning. */
export type FlowFile = { rondine: 1; flow: Omit<Flow, 'version'>; layout?: JsonObject };

/** A comparison; `left` and `right` may hold templates. */
export type Comparison = { left: JsonValue; operator: Operator; right?: JsonValue };

/** A condition as data. */
export type Condition = Comparison | { all: readonly Condition[] } | { any: readonly Condition[] };

export const OPERATORS = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'isEmpty',
  'isNotEmpty',
  'greaterThan',
  'atLeast',
  'lessThan',
  'atMost',
  'isOneOf',
] as const;

export type Operator = (typeof OPERATORS)[number];

/** Picks a text for a language: the exact tag, its base language, the fallback, then whatever is there. */
export function pickText(text: Text, language: string | undefined, fallback: string): string {
  if (typeof text === 'string') return text;
  for (const tag of [language, language?.split('-')[0], fallback, fallback.split('-')[0]]) {
    const found = tag === undefined ? undefined : own(text, tag);
    if (found !== undefined) return found;
  }
  return Object.values(text)[0] ?? '';
}

/** A member of a record by its own name: `constructor` and the like are names like any other. */
export function own<Key extends string, Value>(record: Readonly<Record<Key, Value>>, key: Key): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
