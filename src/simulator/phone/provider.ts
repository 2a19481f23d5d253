import type { JsonObject } from '../../base/json.ts';
import type { Call } from './call.ts';
import type { ControlRoutes } from './control.ts';
import type { Deed, DeedShapes } from './deed.ts';
import type { Fault } from './faults.ts';
import type { Bubble, Customer, CustomerSpec, Hook, Media, ThreadMessage, Tick } from './model.ts';
import type { Phone } from './phone.ts';
import type { Settings, Shape } from './settings.ts';

/**
 * What one provider adds to the phone: its HTTP API, its webhooks and how they are signed. The phone keeps customers,
 * threads, the queue of webhooks, faults, clock and state file, and answers the control calls.
 *
 * A provider is opened once per phone and keeps nothing in memory that must survive a restart: it puts that into
 * `phone.note`. Ids and times on the wire are its own business. In the order in which things happen:
 *
 * 1. A customer does something (`Deed`): the phone asks `hear` what it looks like on the screen, then `tell` for the
 *    webhooks. These wait in the customer's lane; at each attempt `request` signs the one whose turn it is, and `taken`
 *    judges the answer. What was not taken is repeated by the schedule in `settings.redeliveryMs`.
 * 2. The business calls: `answer` gets every request that is no control call. It checks credentials, asks
 *    `phone.disturb` whether a fault hits the call, validates, and lets the message appear with `phone.show`.
 * 3. `phone.show` queues the statuses named in `settings.statuses`, each by `report`.
 */
export type Provider<H extends Heard = Heard> = {
  /** The business's accounts by their ids (numbers, pages, bots); the first is meant where none is named. */
  accounts: readonly string[];
  /** The settings in force, changed in place by control calls; a provider adds its own members to the common ones. */
  settings: Settings;
  /** The shape of each setting that is not a common one. */
  settingShapes?: Readonly<Record<string, Shape>>;
  /** What customers can do here, with the members that each deed must have. */
  deeds: DeedShapes;
  /** Reads an identity as control calls name it (a phone number, a user id); `says` tells people what it looks like. */
  identity: { read(text: string): CustomerSpec | undefined; says: string };
  /** Further members that a control call may state of a customer. */
  traits?: Readonly<Record<string, 'string' | 'boolean'>>;
  /** What a deed looks like on the screen, where it differs from the phone's own view, and what else follows of it. */
  hear?(arrival: Arrival, usual: () => Heard): H;
  /** The webhooks by which the business learns of what arrived together: often one each, one for all where there are batches. */
  tell(news: readonly News<H>[]): readonly Letter[];
  /** The webhook for a status of a business message; none where the provider does not report that status. */
  report?(news: StatusNews): Letter | undefined;
  /** The request of one attempt, signed. `url` is where it goes. */
  request(hook: Hook, url: string): Post;
  /** Why an answer does not count as taken, or nothing; any 2xx counts unless told. May act upon what it says. */
  taken?(answer: Answer, hook: Hook): string | undefined;
  /** Answers one call of the provider's API. */
  answer(call: Call): void | Promise<void>;
  /** The provider's refusal as a fault orders it: by `code`, `status` or neither. */
  refuse(fault: Fault): Answer;
  /** A new message id for a message to or from this customer; a plain serial one unless told. */
  messageId?(customer: Customer): string;
  /** The deed by which a customer taps this choice; `{ choice }` unless told. */
  tapped?(choice: NonNullable<Bubble['choices']>[number], on: ThreadMessage): Deed;
  /** Further control routes, written `METHOD path` with `:id` for the customer. */
  control?: ControlRoutes;
};

/** A provider as the list of simulators names it: how it is started and which connection leads to it. */
export type ProviderKind = {
  /** Like the channel's id. */
  id: string;
  title: string;
  /**
   * Its credentials by the names that the channel's configuration has for them, with what the demo uses and a line of
   * help. On the command line `appSecret` is `--app-secret`.
   */
  options: Readonly<Record<string, { demo: string; help: string }>>;
  /** Members of a connection's configuration that lead to a simulator at this address. */
  overlay(url: string): JsonObject;
  /** False where the business registers or fetches by itself, so that the demo need not say where webhooks go. */
  webhook: boolean;
  /** The identity of a made-up person; the same number gives the same person. */
  person(serial: number): string;
  /** True where that identity is a phone number that the business sees. */
  numbers?: true;
  /** The identity of a made-up person who hides the number, where people can. */
  hidden?(serial: number): string;
  /** The colour by which people know the service, in CSS; white text on it is legible. */
  accent?: string;
  /** Further members of the demo connection's configuration. */
  config?: JsonObject;
  open(phone: Phone, options: Readonly<Record<string, string>>): Provider;
};

/** A customer does something towards one account of the business (the first one unless named). */
export type Arrival = { customer: Customer; deed: Deed; account: string; at: number };

/** A deed as the screen shows it, with what else follows of it. */
export type Heard = Bubble & {
  /** The message that was quoted or tapped. */
  replyTo?: string;
  /** For how long the business may answer freely now. */
  windowMs?: number;
  /** The file that came along; it is kept. */
  file?: Media;
  /** What changes about the customer by this deed. */
  becomes?: CustomerSpec;
};

/** One deed that the business has to be told of. */
export type News<H extends Heard = Heard> = Arrival & { heard: H; message: ThreadMessage };

/** One status that the business may be told of; `facts` are those of `phone.show`. */
export type StatusNews = { message: ThreadMessage; customer: Customer; tick: Tick; facts: JsonObject };

/** A webhook to be queued: see the members of the same name in `Hook`. */
export type Letter = Pick<Hook, 'body' | 'url' | 'facts'>;

/** One HTTP request as it leaves. */
export type Post = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: string | Uint8Array };

/** One HTTP answer. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string };
