import type { ConnectionId, ContactId, ConversationId, EffectId, MessageId, RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ContactEvent, ConversationEvent } from '../../flow/trigger-events.ts';
import type { Address } from '../../message/address.ts';
import type { Purpose } from '../../message/purpose.ts';

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

/** Which contact an address belongs to; `key` is the address in one text, unique. */
export type AddressRecord = { key: string; contact: ContactId };

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
  /** Connections on which the lane of the one was noted for the other, who had none there. */
  lanes?: readonly ConnectionId[];
  by: string;
  at: number;
  undone?: { by: string; at: number };
};
