import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/base/json.ts';
import type { Channel, HookRequest, OutboundMessage } from '../../src/channels/channel.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import type { Spec } from './specs/spec.ts';

/** Webhooks recorded by others, outside of this repository; tests are skipped where they are missing. */
export const RECORDINGS = path.resolve(import.meta.dirname, '../../../shared/fixtures');

/** One recorded case: a webhook, an answer to a send, or a vector of a signature. */
export type Recorded = {
  kind: string;
  request?: { method?: string; url?: string; headers?: Record<string, string>; body?: string };
  response?: { status: number; body: string };
  secret?: JsonObject;
  /** The time at which a check that has a limit of time holds: seconds, or a date. */
  clock?: number | string;
  expect?: { valid?: boolean; json?: boolean } & JsonObject;
};

/** What a send needs, and what holds its requests to the provider's specification. */
export type Outbound<C extends JsonObject = JsonObject> = {
  config: C;
  to: OutboundMessage['to'];
  /** An id of a message as the provider writes it, for what refers to one. */
  messageId?: string;
  /** The provider's answers. */
  answer(request: HttpRequest): { status: number; json: JsonObject };
  /** Reads the specification. */
  spec(): Spec;
  /** Requests that the specification does not tell of, such as those for a token. */
  beside?(request: HttpRequest): boolean;
};

/** How a channel reads the recordings of its provider; `channels/<id>.ts` exports one as `conformance`. */
export type Conformance<C extends JsonObject = JsonObject> = {
  channel: Channel<C>;
  /** The folder of the recordings. */
  folder: string;
  /** Why nobody has recorded anything of this provider; `folder` is then empty. */
  none?: string;
  /** The files of the folder that are this channel's; all of them unless told. */
  takes?(file: string): boolean;
  /** A connection with the keys of the recording, for the account that it is addressed to. */
  configFor(recorded: Recorded): C;
  /** Recordings of what we leave alone, as groups: files of which every event may be `ignored`. */
  leavesAlone?: RegExp;
  /** Files that are tried in another way than as a webhook or an answer to a text. */
  own?: Readonly<Record<string, (recorded: Recorded) => void | Promise<void>>>;
  /** Files that are wrong or say nothing to this channel, each with the reason. */
  wrong?: Readonly<Record<string, string>>;
  /** How a send is made and held to the provider's specification, where there is one. */
  outbound?: Outbound<C>;
  /** Someone to whom recorded answers to a send belong; a phone number unless told. */
  to?: { kind: string; value: string };
};

/** The files of a folder of recordings, sorted; none where it is missing. */
export function filesIn(folder: string): string[] {
  const place = path.join(RECORDINGS, folder);
  return folder !== '' && existsSync(place) ? readdirSync(place).sort() : [];
}

/** Reads one recording. */
export function readRecorded(folder: string, file: string): Recorded {
  return JSON.parse(readFileSync(path.join(RECORDINGS, folder, file), 'utf8')) as Recorded;
}

/** The recorded request as it reached a server, at the recorded time. */
export function toHook({ request = {}, clock }: Recorded): HookRequest {
  const { method = 'POST', headers = {}, body = '' } = request;
  const url = new URL(request.url ?? '/hook', 'https://bot.example.com');
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const at = typeof clock === 'number' ? clock * 1000 : clock === undefined ? undefined : Date.parse(clock);
  return {
    method,
    // As it was written: a signature may be over the very address.
    url: request.url !== undefined && URL.canParse(request.url) ? request.url : url.href,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(lower) as Record<string, string>,
    body: Buffer.from(body),
    ...(at !== undefined && { at }),
  };
}
