import type { JsonObject, JsonValue } from '../../base/json.ts';

/** Whether a customer's webhooks wait for each other (`kept`) or leave at once and may overtake (`free`). */
export type Order = 'kept' | 'free';

/** A person with a phone. At least one of `number` and `userId` is known; each finds the same person. */
export type Customer = {
  /** The identity under which the person was first seen; it stays when number or user id change. */
  key: string;
  name: string;
  /** Digits only, with country code. */
  number?: string;
  /** What the provider calls the person: a chat id, a page-scoped id, an openid. */
  userId?: string;
  username?: string;
  /** Nothing sent by the business arrives: the person blocked it or is not reachable here. */
  blocked?: boolean;
  order?: Order;
};

/** What is known about a person; members that are left out stay as they are. */
export type CustomerSpec = Partial<Omit<Customer, 'key'>>;

/** Something a customer can tap on a business message. `via` is the provider's word for what kind of thing it is. */
export type Choice = { via: string; id: string; title: string; description?: string };

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** One status of a business message; `code` is the provider's reason for `failed`. */
export type Tick = { status: DeliveryStatus; at: number; code?: number | string };

/** A file on the screen, by the link that the business sent or by the id of one that is kept here. */
export type BubbleMedia = {
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  url?: string;
  id?: string;
  mime?: string;
  name?: string;
};

/** What the screen shows of one message. */
export type Bubble = {
  /** The provider's word for the kind of message. */
  type: string;
  /** The message as it stands on the wire. */
  content: JsonObject;
  /** What a person would read. */
  text: string;
  header?: string;
  footer?: string;
  /** Text of the button behind which the choices stand, where they are a list. */
  listButton?: string;
  /** What a person can tap. */
  choices?: readonly Choice[];
  media?: BubbleMedia;
};

/** One message of a conversation, as the simulator keeps and shows it. */
export type ThreadMessage = Bubble & {
  /** The provider's id of the message. */
  id: string;
  /** The account of the business: a number, a page, a bot. */
  account: string;
  /** The customer's key. */
  customer: string;
  from: 'customer' | 'business' | 'staff';
  at: number;
  replyTo?: string;
  /** The text for correlation that the send gave, where the provider takes one. */
  callback?: string;
  /** How long the business may answer freely because of this message. */
  windowUntil?: number;
  ticks: Tick[];
  /** When the business marked a customer's message as read. */
  seenAt?: number;
};

/** A webhook that waits to be taken by the business. */
export type Hook = {
  id: number;
  /** The queues in which it waits its turn; none means it may leave at once. */
  lanes: readonly string[];
  dueAt: number;
  createdAt: number;
  /** What its provider signs and sends; ASCII or UTF-8 text. */
  body: string;
  /** Where it goes instead of the target that is set: a callback address of one message. */
  url?: string;
  /** What its provider wants to know when it leaves: a method, a kind of event. */
  facts?: JsonObject;
  /** Attempts that failed. */
  missed: number;
  /** The status that becomes visible in the thread when this webhook first leaves. */
  tick?: { message: string; tick: Tick };
  /** A second delivery of a webhook that was already taken. */
  again?: true;
};

/** A file that customers sent or the business uploaded. */
export type Media = { id: string; mime: string; sha256: string; bytes: Buffer; filename?: string };

/** One line of the state file; replaying all lines gives the state. */
export type Entry =
  | { kind: 'customer'; customer: Customer }
  | { kind: 'message'; message: ThreadMessage }
  | { kind: 'tick'; message: string; tick: Tick }
  | { kind: 'seen'; message: string; at: number }
  | { kind: 'refused'; code: number | string }
  | { kind: 'hook'; hook: Hook }
  | { kind: 'missed'; hook: number }
  | { kind: 'answered'; hook: number }
  | { kind: 'abandoned'; hook: number }
  | { kind: 'media'; id: string; mime: string; sha256: string; base64: string; filename?: string }
  | { kind: 'mediaGone'; id: string }
  | { kind: 'note'; key: string; value: JsonValue }
  | { kind: 'clock'; aheadMs: number }
  | { kind: 'target'; url: string | null };
