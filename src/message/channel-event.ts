import type { FailureData } from '../base/failure.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Sender } from './address.ts';
import type { InboundContent } from './content.ts';

/** How far a message got. Later words win over earlier ones; `failed` wins over `sent` only. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** Somebody wrote: a customer, or (as an echo) our own staff in the provider's app. */
export type MessageEvent = {
  type: 'message';
  /** The provider's id: the key by which a redelivery is recognised. */
  id: string;
  /** The provider's time stamp, in epoch milliseconds: data, not order. */
  at: number;
  sender: Sender;
  content: InboundContent;
  /** The provider's id of the message this one answers. */
  replyTo?: string;
  /** The ad or link that brought the person, as the provider describes it. */
  referral?: JsonObject;
  /** Set on a message that our side sent from elsewhere; `sender` is then the customer it went to. */
  echo?: true;
  /** Set while another sender of the same number holds the conversation: recorded, never answered. */
  standby?: true;
  /** The provider's id of an album: its pictures come as messages of their own, and are one turn. */
  album?: string;
  /**
   * Set on one piece of a long text that arrives as several messages, whose `album` is the text: joined by `number` (from
   * 1), without anything in between, they are what the person wrote. They come in any order, and some may never come.
   */
  piece?: { number: number; total: number };
  /** Opaque to all but the channel: reply tokens, thread headers. Given back with each send. */
  channelContext?: JsonValue;
};

/** What a provider says about the price of a message. */
export type MessagePrice = {
  category?: string;
  billable?: boolean;
  model?: string;
  /** Parts that a text message was cut into. */
  segments?: number;
  amount?: string;
  currency?: string;
};

/** News about a message that we sent. */
export type StatusEvent = {
  type: 'status';
  /** The provider's id of our message. */
  id: string;
  status: DeliveryStatus;
  at: number;
  recipient?: Sender;
  /** Our effect id, where the provider gives it back. */
  effect?: string;
  failure?: FailureData;
  price?: MessagePrice;
};

/** Everything that we sent somebody until a time got so far: some providers name no single message. */
export type ReceiptEvent = {
  type: 'receipt';
  id: string;
  status: 'delivered' | 'read';
  /** The provider's time stamp of the last message that is meant. */
  upTo: number;
  at: number;
  recipient: Sender;
};

/** Somebody allowed or forbade us to write, at the provider: by its buttons, by a word, by blocking us. */
export type PreferenceEvent = {
  type: 'preference';
  id: string;
  at: number;
  sender: Sender;
  purpose: 'service' | 'marketing' | 'authentication' | 'all';
  allowed: boolean;
  /** How, in the provider's words: the proof. */
  how: string;
};

/** A person's handle changed: both are the same person from now on. */
export type IdentityEvent = { type: 'identity'; id: string; at: number; previous: Sender; current: Sender };

/**
 * Something changed about the account itself: its approved messages, its number, its standing. Nobody wrote; whoever
 * keeps such facts reads them anew.
 */
export type AccountEvent = {
  type: 'account';
  id: string;
  at: number;
  about: 'templates' | 'number' | 'account';
  /** What happened, for the log. */
  what: string;
};

/** Read, understood as none of our business, or unknown: a value, not an exception. */
export type IgnoredEvent = { type: 'ignored'; what: string; why: string };

export type ChannelEvent =
  | MessageEvent
  | StatusEvent
  | ReceiptEvent
  | PreferenceEvent
  | IdentityEvent
  | AccountEvent
  | IgnoredEvent;
