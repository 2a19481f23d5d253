import type { JsonObject, JsonValue } from '../base/json.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Schema } from '../base/schema.ts';
import type { Translations } from '../base/translate.ts';
import type { Address, Sender } from '../message/address.ts';
import type { Capabilities } from '../message/capabilities.ts';
import type { ChannelEvent, MessageEvent, MessagePrice } from '../message/channel-event.ts';
import type { Content, MediaRef } from '../message/content.ts';
import type { Http } from '../net/http.ts';

/** A webhook request, raw: signatures are over these very bytes. */
export type HookRequest = {
  method: string;
  /** The public URL as the provider called it. */
  url: string;
  query: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** When it came in, in epoch milliseconds, for signatures that hold for a time; unless told, it came in now. */
  at?: number;
};

/** What the provider wants to hear; 200 with an empty body unless told. */
export type HookResponse = { status: number; contentType: string; body: string };

export type Received = { events: readonly ChannelEvent[]; response?: HookResponse };

/** One content part for one person. */
export type OutboundMessage = {
  to: readonly Address[];
  content: Content;
  /** The effect id: passed to the provider wherever it takes a key or a correlation text. */
  key: string;
  /** The provider's id of the message to quote. */
  replyTo?: string;
  /** What the channel attached to the person's last message. */
  channelContext?: JsonValue;
  /** Who writes: a person of the business or a flow, which is meant where nothing is said. Some providers' rules differ. */
  by?: 'staff' | 'flow';
};

/** A message that the provider has taken: its id there, and the price and segments where the answer states them. */
export type Sent = { id: string; price?: MessagePrice };

/** A file of ours: its size, and its bytes in pieces. `stream` begins anew each time. */
export type OpenFile = { bytes: number; stream(): AsyncIterable<Uint8Array> };

/** The only way a channel reaches the world. */
export type ChannelIo<C extends JsonObject = JsonObject> = {
  config: C;
  http: Http;
  now(): number;
  log(message: string, facts?: JsonObject): void;
  /**
   * Opens a file of ours, to upload it where nobody outside can fetch it by a link. Undefined for a reference of the
   * provider's own; throws `not_found` where the file is not here any more.
   */
  open(file: MediaRef): Promise<OpenFile | undefined>;
  connection: {
    /**
     * Changes the stored configuration under a lock: one caller at a time per connection. `change` gets the newest one
     * and returns the next; it is on disk when this resolves. Returning the same object writes nothing.
     */
    update(change: (current: C) => Promise<C> | C): Promise<C>;
  };
  /** Notes of this process for this connection: the same map for every use, gone when the process ends. */
  local: Map<string, unknown>;
};

/** One thing that an operator does by hand at the provider. */
export type SetupStep = {
  title: string;
  /** Where, by its clicks. */
  place: string;
  /** What to enter there, by the name of the field. */
  values?: Readonly<Record<string, string>>;
};

/** A message text that the provider has approved, or not. */
export type TemplateFacts = {
  name: string;
  language: string;
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled';
  category?: string;
  quality?: string;
  /** How many values its body takes. */
  parameters: number;
  /** Their names, in the order of the text, where they are named. */
  names?: readonly string[];
  /** What its head has to be given. */
  header?: 'text' | 'image' | 'video' | 'document' | 'location';
  /** Its buttons in their order; `needed` where one cannot be sent without a value. */
  buttons?: readonly { kind: 'url' | 'reply' | 'code' | 'other'; title: string; needed: boolean }[];
  body?: string;
};

/** The way out for fetching a file, and the most bytes that it may have. */
export type DownloadIo<C extends JsonObject = JsonObject> = ChannelIo<C> & { maxBytes: number };

/** A file as the provider hands it out; `mime` and `name` are what the provider states. */
export type DownloadedFile = { bytes: Uint8Array; mime: string; name?: string };

/**
 * The port for messaging channels: four data members and three functions; the rest is optional.
 * `channel.contract.ts` holds the suite that each one passes. A channel does not know that flows exist.
 */
export type Channel<C extends JsonObject = JsonObject> = {
  id: string;
  title: string;
  /** Form of a connection's configuration; secret fields are marked so. */
  config: Schema;
  capabilities: Capabilities;
  /**
   * True when the request really comes from the provider: signature over the raw body, or a set-up handshake with
   * the right token. Never throws; compares in constant time.
   */
  verify(request: HookRequest, config: C): boolean | Promise<boolean>;
  /**
   * Reads a verified request. Pure. Unknown payloads become `ignored` events;
   * a body that is not in the provider's format at all throws a `Failure` with code `invalid`.
   */
  receive(request: HookRequest, config: C): Received;
  /**
   * Sends one part and resolves to the provider's message id, with its price where the answer states one.
   * Throws a `Failure` classified by the provider's code, never by its text.
   */
  send(message: OutboundMessage, io: ChannelIo<C>): Promise<Sent>;
  /**
   * The person whom an address means that an author or another system wrote, with the `key` that a message of theirs
   * would have; undefined for what is no address here. `country` (two letters) is where a phone number without a
   * prefix belongs. Pure. Absent where nobody can be written to first.
   */
  recipient?(address: string, config: C, country?: string): Sender | undefined;
  /**
   * True where `send` uploads files of ours that have no link, so that the server needs no public address for them. Other
   * channels are given links, or nothing where there can be none.
   */
  uploads?: true;
  /** The service that people know, where several providers lead to it: connections of one family count as one channel. */
  family?: string;
  /** What it says to people, in other languages than English: its form, what it finds, why it fails. */
  texts?: Translations;
  /**
   * For a provider that calls one address for many accounts: the account that a connection stands for, and the accounts
   * that a request has news of. Each connection of those accounts verifies and receives the request by itself.
   */
  accounts?: { own(config: C): string; in(request: HookRequest): readonly string[] };
  /** Has the provider call this address from now on; repeating it does no harm. Says for people what was done. */
  connect?(at: { url: string }, io: ChannelIo<C>): Promise<{ message: string }>;
  /** What an operator does by hand, where the provider lets nobody else do it. */
  setup?(at: { url: string }, config: C): readonly SetupStep[];
  /** Ends what `connect` began, before a connection is removed. Never throws for what is over. */
  disconnect?(io: ChannelIo<C>): Promise<void>;
  /** True where the configuration asks to `listen`, so that no webhook is needed. */
  listens?(config: C): boolean;
  /**
   * Fetches news where nobody can call us, until `signal` says so; resolves at once where the configuration does not ask
   * for that. Each request that it emits was verified by being
   * fetched, and is received as a webhook; it goes on once `emit` resolves, because then all of it is on disk.
   */
  listen?(io: ChannelIo<C>, emit: (request: HookRequest) => Promise<void>, signal: AbortSignal): Promise<void>;
  /**
   * Answers a tapped button that goes on turning until it is answered; does nothing for other messages. It tells nobody
   * that something was read, so it is asked for even where `acknowledge` is not wanted. Otherwise like that one.
   */
  answerTap?(message: MessageEvent, io: ChannelIo<C>): Promise<void>;
  /**
   * Tells the provider that a message has come in: read, typing. Once for each message that is on disk and no echo, at
   * most; what it throws is logged and changes nothing.
   */
  acknowledge?(message: MessageEvent, io: ChannelIo<C>): Promise<void>;
  /** The templates that this account has. */
  templates?(io: ChannelIo<C>): Promise<readonly TemplateFacts[]>;
  /** Keeps alive what its provider would forget or let expire; asked about daily. */
  keepAlive?(io: ChannelIo<C>): Promise<void>;
  /**
   * A link by which a phone opens a chat with this account, with a text (letters, digits and spaces) ready to be sent or
   * carried along; undefined where the account has no public name. Changes nothing.
   */
  chatLink?(text: string, io: ChannelIo<C>): Promise<string | undefined>;
  /** Looks at the connection from outside: credentials, registration, quality. */
  check?(io: ChannelIo<C>): Promise<ProbeResult[]>;
  /**
   * Fetches a file that a person sent, by the provider's reference in their message; changes nothing there, so it may be
   * repeated. Throws a `Failure`: `not_found` when the file is gone or its address has expired, `invalid` when it is
   * known to be larger than `io.maxBytes`. Credentials go to the provider only, never along with a redirect.
   */
  download?(file: MediaRef, io: DownloadIo<C>): Promise<DownloadedFile>;
};
