import type { JsonObject } from '../../base/json.ts';
import type { FailureCode } from '../../base/failure.ts';
import type { Address, Sender } from '../../message/address.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { Channel, DownloadedFile, HookRequest, HookResponse } from '../channel.ts';

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

/** Parts of the suite that a channel may be excused from, each with a reason that is printed. */
export type ChannelCase =
  | 'handshake'
  | 'unsigned'
  | 'mutated'
  | 'wrong key'
  | 'unknown payloads'
  | 'batches'
  | 'echoes'
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
  /** The provider's answer to a good send, and the id it gives. */
  accepted: { json: JsonObject; id: string };
  refusals: Readonly<Record<string, Refusal>>;
  /** Where the key is found in the request that was made. */
  keyIn(request: HttpRequest): string | undefined;
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

/** Runs of each fuzz property: few in the daily suite, many where `FUZZ_RUNS` says so. */
export const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);

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
