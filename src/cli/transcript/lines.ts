import type { FailureData } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { DeliveryStatus } from '../../message/channel-event.ts';
import type { InboundContent } from '../../message/content.ts';
import type { ExpectedText } from './expected-text.ts';

/** What a transcript expects in a field of a record; `null`: the field is empty. */
export type ExpectedValue = ExpectedText | number | boolean | null;

/** True for an expected text, other than an exact number, boolean or nothing. */
export function isExpectedText(value: ExpectedValue): value is ExpectedText {
  return typeof value === 'object' && value !== null;
}

/** What an outside system answers: a value, or a failure. */
export type Answer = { returns: JsonObject } | { fails: FailureData };

/** A call over HTTP that starts a flow. */
export type WebhookCall = {
  path: string;
  method: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body?: JsonValue;
};

/** What stands before the first line: what the conversation takes place in. */
export type HeaderLine =
  | { kind: 'title'; title: string }
  | { kind: 'sender'; hidden: true }
  | { kind: 'clock'; at: string }
  | { kind: 'channel'; connection: string }
  | { kind: 'calendars'; calendars: JsonObject }
  | { kind: 'settings'; settings: JsonObject }
  | { kind: 'secrets'; secrets: Readonly<Record<string, string>> };

/**
 * What somebody does, or time does. `who` names the customer where it is not the one who spoke last, `on` the channel
 * connection where it is not the one of the conversation.
 */
export type ActLine =
  | { kind: 'customer'; text: string; content?: InboundContent; who?: string; on?: string }
  | { kind: 'tap'; title: string; who?: string; on?: string }
  | { kind: 'wait'; ms: number }
  | { kind: 'at'; at: string }
  | { kind: 'webhook'; call: WebhookCall }
  | { kind: 'resume'; data: JsonObject; key?: string }
  | { kind: 'status'; status: DeliveryStatus; failure?: FailureData; who?: string; on?: string }
  | { kind: 'staff'; text: string; who?: string; on?: string }
  | { kind: 'release'; by: string; who?: string; on?: string }
  | { kind: 'schedule'; flow?: string }
  | { kind: 'found'; items: readonly JsonObject[]; of?: string }
  | { kind: 'start'; flow: string; input: JsonObject; to?: string };

/** What is expected to have come of it. `of` names the flow whose run is meant where it is not the latest. */
export type ExpectLine =
  | { kind: 'bot'; text: ExpectedText; buttons?: readonly string[]; fails?: FailureData; who?: string; on?: string }
  | { kind: 'record'; operation: 'upsert' | 'create'; object: string; fields: Readonly<Record<string, ExpectedValue>> }
  | { kind: 'call'; connection: string; operation: string; input?: JsonObject; answer?: Answer }
  | { kind: 'response'; status?: number; headers?: JsonObject; body?: JsonValue }
  | { kind: 'run'; status: 'completed' | 'failed' | 'canceled' | 'waiting'; of?: string }
  | { kind: 'vars'; vars: JsonObject; of?: string }
  | { kind: 'conversation'; state: 'people' | 'flow'; who?: string; on?: string }
  | { kind: 'tags'; tags: readonly string[]; who?: string; on?: string }
  | { kind: 'contact'; contact: JsonObject; who?: string; on?: string }
  | { kind: 'nothing'; who?: string; on?: string };

/** One line of a transcript and where it stands in its file, counted from 1. */
export type TranscriptLine = { line: number } & (HeaderLine | ActLine | ExpectLine);

/** The line of a kind. */
export type LineOf<Kind extends TranscriptLine['kind']> = Extract<TranscriptLine, { kind: Kind }>;

/** Something that its author has to correct. */
export type TranscriptProblem = { line: number; message: string };

type Table<Line extends { kind: string }> = { readonly [Kind in Line['kind']]: true };

const HEADERS: Table<HeaderLine> = {
  title: true,
  sender: true,
  clock: true,
  channel: true,
  calendars: true,
  settings: true,
  secrets: true,
};

const ACTS: Table<ActLine> = {
  customer: true,
  tap: true,
  wait: true,
  at: true,
  webhook: true,
  resume: true,
  status: true,
  staff: true,
  release: true,
  schedule: true,
  found: true,
  start: true,
};

/** True for a line that says what the conversation takes place in. */
export function isHeader(line: TranscriptLine): line is TranscriptLine & HeaderLine {
  return Object.hasOwn(HEADERS, line.kind);
}

/** True for a line that makes something happen. */
export function isAct(line: TranscriptLine): line is TranscriptLine & ActLine {
  return Object.hasOwn(ACTS, line.kind);
}
