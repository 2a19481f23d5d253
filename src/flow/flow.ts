import type { FlowId, StepId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Trigger } from './trigger.ts';

/** A text for customers: one for everybody, or one per language (BCP 47), picked by the contact's language. */
export type Text = string | { readonly [language: string]: string };

/** The name of an exit of a step: `answered`, `timeout`, `failed` … */
export type Outcome = string;

/** One node of a flow. `next` says where each outcome leads. */
export type Step = {
  type: string;
  /** What the author calls it; shown on the canvas and in the history. */
  title?: string;
  params: JsonObject;
  next: Readonly<Record<Outcome, StepId>>;
  /** How often and how long its effects are tried. */
  retry?: StepRetry;
  /** Set where runs pass it over: they leave it by its main exit as soon as they enter it. */
  disabled?: true;
};

/** A retry policy as authors write it; durations are ISO 8601. */
export type StepRetry = { attempts?: number; firstDelay?: string; longestDelay?: string; deadline?: string };

/**
 * Where a run goes from wherever it stands.
 * - `message`: a message with one of the words, or in which the pattern is found, at any time
 * - `invalidReply`: a reply that a step could not use and whose exit for that leads nowhere
 * - `failure`: a failure that no exit takes
 */
export type Handler =
  | { on: 'message'; keywords?: readonly string[]; pattern?: string; next: StepId }
  | { on: 'invalidReply'; next: StepId }
  | { on: 'failure'; next: StepId };

export type FlowSettings = {
  /** IANA time zone in which the flow reads and writes dates. */
  timeZone: string;
  /** Two-letter country that phone numbers without a prefix belong to. */
  country: string;
};

/** A conversation drawn by its author: data, and nothing but data. */
export type Flow = {
  id: FlowId;
  /** 0 until published. */
  version: number;
  name: string;
  /** Language of the author's plain texts and the fallback for missing ones (BCP 47). */
  language: string;
  settings: FlowSettings;
  triggers: readonly Trigger[];
  /** Global handlers, the first that fits first. */
  handlers?: readonly Handler[];
  start: StepId;
  steps: Readonly<Record<StepId, Step>>;
};

/** The file that flows are kept and exchanged in. `layout` places steps on the canvas and changes no meaning. */
export type FlowFile = { rondine: 1; flow: Omit<Flow, 'version'>; layout?: JsonObject };

/** A comparison; `left` and `right` may hold templates. */
export type Comparison = { left: JsonValue; operator: Operator; right?: JsonValue };

/** A condition as data. */
export type Condition = Comparison | { all: readonly Condition[] } | { any: readonly Condition[] };

export const OPERATORS = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'isEmpty',
  'isNotEmpty',
  'greaterThan',
  'atLeast',
  'lessThan',
  'atMost',
  'isOneOf',
] as const;

export type Operator = (typeof OPERATORS)[number];

/** Picks a text for a language: the exact tag, its base language, the fallback, then whatever is there. */
export function pickText(text: Text, language: string | undefined, fallback: string): string {
  if (typeof text === 'string') return text;
  for (const tag of [language, language?.split('-')[0], fallback, fallback.split('-')[0]]) {
    const found = tag === undefined ? undefined : own(text, tag);
    if (found !== undefined) return found;
  }
  return Object.values(text)[0] ?? '';
}

/** A member of a record by its own name: `constructor` and the like are names like any other. */
export function own<Key extends string, Value>(record: Readonly<Record<Key, Value>>, key: Key): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
