import type { FailureData } from '../base/failure.ts';
import type { StepId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Calendar } from '../flow/calendar/calendar.ts';
import type { Flow } from '../flow/flow.ts';
import type { ConnectionRecord } from '../store/records.ts';

/** What somebody does in a trial in a pretend world. */
export type TrialAct =
  | { kind: 'say'; text: string }
  | { kind: 'tap'; title: string }
  | { kind: 'wait'; ms: number }
  | { kind: 'release' }
  | { kind: 'resume'; data: JsonObject };

/** A trial from its beginning: who writes where, and everything that is done, in order. */
export type TrialAsked = {
  customer: { name: string; hidden?: boolean };
  connection?: string;
  acts: readonly TrialAct[];
  /** What operations are pretended to give, by step. */
  pins?: Readonly<Record<string, JsonObject>>;
};

/** What a pretend world is made of: nothing in it opens a way outside. */
export type TrialPlace = {
  connections: readonly (Pick<ConnectionRecord, 'key' | 'kind' | 'type'> & { config: JsonObject })[];
  /** The flow that is tried first, then those that it calls. */
  flows: readonly Omit<Flow, 'version'>[];
  calendars: Readonly<Record<string, Calendar>>;
  settings: JsonObject;
  secrets: Readonly<Record<string, string>>;
};

/** A message on the phone of a trial. */
export type TrialLine = {
  from: 'customer' | 'bot' | 'staff';
  text: string;
  choices: readonly { id: string; title: string; description?: string }[];
};

/** One act and all that came of it. */
export type TrialMoment = {
  at: number;
  act: TrialAct;
  lines: readonly TrialLine[];
  entered: readonly StepId[];
  taken: readonly { step: StepId; outcome: string }[];
  /** What was asked of other systems; `returns` where that was said beforehand, as pins do. */
  calls: readonly { connection: string; operation: string; input: JsonObject; returns?: JsonObject }[];
  run?: {
    status: string;
    step?: StepId;
    waitsFor?: string;
    until?: number;
    vars: JsonObject;
    failure?: FailureData;
  };
};

/** A trial as it went. `trouble` says what kept it from going on. */
export type PlayedTrial = { now: number; moments: readonly TrialMoment[]; trouble?: string };

/** What became of one kept conversation. */
export type TestResult = { title: string; ok: boolean; ms: number; message?: string };

/** Plays conversations in pretend worlds inside this process. The same conversation goes the same way each time. */
export type TestBench = {
  play(place: TrialPlace, asked: TrialAsked): Promise<PlayedTrial>;
  /** A conversation as a transcript that says what came of it. */
  write(place: TrialPlace, asked: TrialAsked, title: string): Promise<string>;
  /** Plays the transcripts of a text. One that cannot be read is one that failed. */
  check(place: TrialPlace, text: string): Promise<TestResult[]>;
};
