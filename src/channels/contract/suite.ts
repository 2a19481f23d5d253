import type { JsonObject } from '../../base/json.ts';
import type { FailureCode } from '../../base/failure.ts';
import { casesOf } from '../../base/testing/cases.contract.ts';
import type { Address, Sender } from '../../message/address.ts';
import type { ChannelEvent, MessagePrice } from '../../message/channel-event.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { Channel, DownloadedFile, HookRequest, HookResponse, TemplateFacts } from '../channel.ts';

/** A webhook body as the provider writes it, and exactly the events that it holds. */
export type ChannelFixture = { body: string; events: readonly ChannelEvent[] };

/** A refusal as the provider words it, and what it has to become. */
export type Refusal = {
  answer: Partial<HttpResponse> & { status: number; json?: JsonObject };
  code: FailureCode;
  retryAfterMs?: number;
};

/** A file that a person sent, and how the provider hands it out. */
export type DownloadSample = {
  /** The reference in the person's message. */
  file: MediaRef;
  /** The provider's answer to each request that a good download makes. */
  answer(request: HttpRequest): Refusal['answer'];
  /** What the download comes to. */
  expected: DownloadedFile;
};

/** Addresses as people write them, and whom they mean. */
export type RecipientSamples = {
  /** `country` where the address alone does not tell. */
  good: readonly { address: string; country?: string; sender: Sender }[];
  /** A text that is no address, besides those that are none anywhere. */
  bad: readonly string[];
  /** The body of a message from the first of them: it belongs to the same sender. */
  message: string;
};

/** The provider's answer to each request that a channel makes, counted from 1. */
export type Answering = (request: HttpRequest, number: number) => Refusal['answer'];

/** How the provider answers where the channel registers itself, and what it must have been asked. */
export type ConnectSample = {
  answer: Answering;
  /** Asserts that the requests registered the address. */
  asked(requests: readonly HttpRequest[], url: string): void;
};

/** How the provider gives out news where nobody can call us. */
export type ListenSample<C extends JsonObject> = {
  /** A connection that asks for its news. */
  config: C;
  /** The provider's answer to the first request for news, with all of them. */
  news: Refusal['answer'];
  /** True for a request that asks for news. */
  asksForNews(request: HttpRequest): boolean;
  /** The answer where nothing is new. */
  nothing: Refusal['answer'];
  /** How many events the news hold. */
  events: number;
};

/** What `templates` makes of the provider's answers. */
export type TemplatesSample = { answer: Answering; expected: readonly TemplateFacts[] };

/** A body with news of several accounts of one address, and the account of each. */
export type AccountsSample = { body: string; accounts: readonly string[] };

/** Parts of the suite that a channel may be excused from, each with a reason that is printed. */
export type ChannelCase =
  | 'handshake'
  | 'unsigned'
  | 'mutated'
  | 'wrong key'
  | 'unknown payloads'
  | 'batches'
  | 'echoes'
  | 'replays'
  | 'statuses'
  | 'key passed on'
  | 'rate limit with a delay'
  | 'fuzz';

/** What the suite needs to know about a channel. */
export type ChannelSuite<C extends JsonObject> = {
  channel: Channel<C>;
  /** A complete configuration; its secrets must differ from each other and be at least 8 characters long. */
  config: C;
  /** The same connection with other keys: what is signed for one must not verify for the other. */
  otherKeys: C;
  /** The request that the provider would make for these bytes, signed with the configuration's keys. */
  sign(body: Uint8Array, config: C): HookRequest;
  fixtures: Readonly<Record<string, ChannelFixture>>;
  /** Bodies in the provider's envelope whose content is unknown to the channel: all events must be `ignored`. */
  unknown: readonly string[];
  /** Bodies that are not the provider's at all, or not readable: `receive` throws `invalid`. */
  foreign: readonly string[];
  /** One body that holds what these bodies hold, in the same order. */
  join(bodies: readonly string[]): string;
  /** The provider's set-up call: one that is right, with the answer it wants, and some that are not. */
  handshake?: { good: HookRequest; answer: HookResponse; bad: readonly HookRequest[] };
  /** A person as this channel addresses them. */
  to: readonly Address[];
  /** The provider's answer to a good send, the id it gives, and the price where it states one. */
  accepted: { json: JsonObject; id: string; price?: MessagePrice };
  refusals: Readonly<Record<string, Refusal>>;
  /** Where the key, or the form of it that the provider wants, is found in the request that was made. */
  keyIn(request: HttpRequest): string | undefined;
  /**
   * Asserts of a send that it keeps the provider's limits: lengths and counts in the outbound body. The suite calls it
   * with the request of each part of each kind of content.
   */
  limits(request: HttpRequest): void;
  /** The answer to a request that is no send but makes one possible, such as fetching a token; it counts for nothing. */
  aside?(request: HttpRequest): Refusal['answer'] | undefined;
  /** Where a signature is over what a body means: two bodies that mean the same are no forgery of each other. */
  meaning?(body: Uint8Array): string;
  /** Where a signature holds for a time: the request as the provider signs it at that time, in epoch milliseconds. */
  signAt?(body: Uint8Array, config: C, at: number): HookRequest;
  /** Where the channel has `accounts`. */
  accounts?: AccountsSample;
  /** Where the channel has `connect`; `disconnect` gets the same answers. */
  connect?: ConnectSample;
  /** Where the channel has `listen`. */
  listen?: ListenSample<C>;
  /** Where the channel has `acknowledge`: answers to what it asks for a message. */
  acknowledge?: { answer: Answering };
  /** Where the channel has `templates`. */
  templates?: TemplatesSample;
  /** Where the channel has `keepAlive`. */
  keepAlive?: { answer: Answering };
  /** Where the channel has `download`. */
  download?: DownloadSample;
  /** Where the channel has `recipient`. */
  recipient?: RecipientSamples;
  skip?: Partial<Record<ChannelCase, string>>;
};

/** The options of one test case: skipped, with its reason, where the channel is excused. */
export function caseOptions<C extends JsonObject>(suite: ChannelSuite<C>, name: ChannelCase): { skip?: string } {
  const reason = suite.skip?.[name];
  return reason === undefined ? {} : { skip: reason };
}

/** True where two bodies differ in nothing that the provider signs. */
export function meansTheSame<C extends JsonObject>(
  { meaning }: Pick<ChannelSuite<C>, 'meaning'>,
  left: Uint8Array,
  right: Uint8Array,
): boolean {
  if (Buffer.compare(left, right) === 0) return true;
  return meaning !== undefined && meaning(left) === meaning(right);
}

/** Mutated requests of each channel: a hundred thousand where `RONDINE_FUZZ=full`, a fiftieth of that every day. */
export const FUZZ_RUNS = casesOf(2000);

/** A refusal, or any answer written like one, as it arrives. */
export function answerOf({ answer }: Pick<Refusal, 'answer'> & Partial<Refusal>): Promise<HttpResponse> {
  const body = answer.body ?? Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json));
  return Promise.resolve({
    status: answer.status,
    headers: answer.headers ?? {},
    body,
    text: () => Buffer.from(body).toString('utf8'),
  });
}
