import type { JsonObject } from '../base/json.ts';
import type { Address } from '../message/address.ts';
import type { InboundContent } from '../message/content.ts';
import type { Calendar } from './calendar/calendar.ts';

/** The contact as a flow sees it: `contact.*` in templates. */
export type ContactContext = {
  id: string;
  name?: string;
  /** E.164 with a plus; absent where the person hides the number. */
  phone?: string;
  username?: string;
  email?: string;
  language?: string;
  addresses: readonly Address[];
  fields?: JsonObject;
  tags?: readonly string[];
  groups?: readonly string[];
  stage?: string;
  /** What brought the person, for the first time and last. */
  attribution?: JsonObject;
};

/** Values of the moment that an event carries, read in the lane and journalled. */
export type EventContext = {
  contact?: ContactContext;
  conversation?: ConversationContext;
  /** Ids of the channels behind the connections that the flow's messages name. */
  channels?: Readonly<Record<string, string>>;
  /** The calendars that the flow names. */
  calendars?: Readonly<Record<string, Calendar>>;
  /** Settings of the installation that the flow names: `settings.*` in templates. */
  settings?: JsonObject;
  /** Address at which a call from outside takes up a waiting run: `run.resumeUrl` in templates. */
  resumeUrl?: string;
};

/** The conversation as a flow sees it: `conversation.*` in templates. */
export type ConversationContext = {
  id: string;
  channel: string;
  connection: string;
  queue?: string;
  assignee?: string;
  priority?: string;
  /** When the person last wrote; 0 for never. */
  lastInboundAt?: number;
  /** Set while another run holds the conversation: this one must wait for its turn before it asks. */
  busy?: true;
};

/** A customer's message as a flow sees it: `message.*` in templates. */
export type MessageContext = {
  id: string;
  text: string;
  content: InboundContent;
  at: number;
  referral?: JsonObject;
  /** Messages that a burst was merged from, where there were several. */
  merged?: number;
  /** Everything that came as one album, `content` being the first of it. */
  parts?: readonly InboundContent[];
};
