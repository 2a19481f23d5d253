import type { JsonObject } from '../../base/json.ts';

/** Whether a customer's webhooks wait for each other (`kept`) or leave at once and may overtake (`free`). */
export type Order = 'kept' | 'free';

/** A person with a phone. At least one of `number` and `bsuid` is known; each finds the same person. */
export type Customer = {
  /** The identity under which the person was first seen; it stays when number or user id change. */
  key: string;
  name: string;
  /** Digits only, with country code. */
  number?: string;
  /** Business-scoped user id. */
  bsuid?: string;
  parentBsuid?: string;
  username?: string;
  /** The number exists but webhooks and answers show only the user id. */
  hidesNumber?: boolean;
  /** Nothing sent by the business arrives: the person blocked it or is not on WhatsApp. */
  blocked?: boolean;
  order?: Order;
};

/** Something a customer can tap on a business message. `via` says which webhook the tap becomes. */
export type Choice = { via: 'button' | 'list' | 'template'; id: string; title: string; description?: string };

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** One status of a business message; `code` is the provider's reason for `failed`. */
export type Tick = { status: DeliveryStatus; at: number; code?: number };

/** One message of a conversation, as the simulator keeps and shows it. */
export type ThreadMessage = {
  /** `wamid.` and base64. */
  id: string;
  phoneNumberId: string;
  /** The customer's key. */
  customer: string;
  from: 'customer' | 'business' | 'staff';
  at: number;
  type: string;
  /** The part named like the type, as it stands on the wire. */
  content: JsonObject;
  /** What a person would read on the screen. */
  text: string;
  choices?: Choice[];
  replyTo?: string;
  /** `biz_opaque_callback_data` as it was given in the send. */
  callback?: string;
  /** How long the business may answer freely because of this message. */
  windowUntil?: number;
  ticks: Tick[];
  /** When the business marked a customer's message as read. */
  seenAt?: number;
};

/** A webhook that waits to be answered 200. */
export type Hook = {
  id: number;
  /** The queues in which it waits its turn; none means it may leave at once. */
  lanes: readonly string[];
  dueAt: number;
  createdAt: number;
  /** The exact bytes to sign and send; always ASCII. */
  body: string;
  /** Attempts that were not answered 200. */
  missed: number;
  /** The status that becomes visible in the thread when this webhook first leaves. */
  tick?: { message: string; tick: Tick };
  /** A second delivery of a webhook that was already answered 200. */
  again?: true;
};

/** A file that customers sent or the business uploaded. */
export type Media = { id: string; mime: string; sha256: string; bytes: Buffer; filename?: string };

/** A message template as the business registered it; `{{1}}` in the body marks a parameter. */
export type Template = {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'APPROVED' | 'PAUSED' | 'DISABLED';
  body: string;
  /** Titles of its quick-reply buttons. */
  buttons?: readonly string[];
};

/** One line of the state file; replaying all lines gives the state. */
export type Entry =
  | { kind: 'customer'; customer: Customer }
  | { kind: 'message'; message: ThreadMessage }
  | { kind: 'tick'; message: string; tick: Tick }
  | { kind: 'seen'; message: string; at: number }
  | { kind: 'refused'; code: number }
  | { kind: 'hook'; hook: Hook }
  | { kind: 'missed'; hook: number }
  | { kind: 'answered'; hook: number }
  | { kind: 'abandoned'; hook: number }
  | { kind: 'media'; id: string; mime: string; sha256: string; base64: string; filename?: string }
  | { kind: 'mediaGone'; id: string }
  | { kind: 'template'; template: Template }
  | { kind: 'clock'; aheadMs: number }
  | { kind: 'target'; url: string | null };
