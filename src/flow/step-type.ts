import type { FailureData } from '../base/failure.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Schema } from '../base/schema.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Capabilities } from '../message/capabilities.ts';
import { own, type Condition, type Flow, type Outcome, type Step, type Text } from './flow.ts';
import type { EffectRequest, Response, Run, RunEvent, RunStatus, Scope } from './run.ts';
import type { Calendar } from './calendar/calendar.ts';

/** Leaving a step by a named exit. */
export type Leave = {
  then: 'leave';
  outcome: Outcome;
  set?: JsonObject;
  failure?: FailureData;
  /** Kept for when the step is entered again; null forgets it. */
  mark?: JsonValue;
  /** Steps whose marks are forgotten. */
  forget?: readonly string[];
  response?: Response;
};

/** What a step decided. `set` adds to the run's variables, whatever else happens. */
export type StepResult =
  | Leave
  /** Stay: issue effects, remember notes, wait. */
  | { then: 'stay'; wait: StepWait; memo?: JsonObject; set?: JsonObject }
  /**
   * End the run here. A failure that the author `meant` is no trouble for the flow's handler; `passed`: the message that
   * started the run goes on to the next flow.
   */
  | {
      then: 'finish';
      status: Exclude<RunStatus, 'active'>;
      failure?: FailureData;
      meant?: true;
      passed?: true;
      output?: JsonObject;
    };

/** What to wait for. With `effects`, the step is resumed once per result. */
export type StepWait =
  | {
      for: 'effects';
      effects: readonly EffectRequest[];
      until?: number;
      receipts?: true;
      /** No attempt of these effects is begun after this time. */
      deadlineMs?: number;
    }
  /** With `receipts`, news about messages that the run sent is told too. */
  | { for: 'reply'; until: number; since?: number; receipts?: true }
  | { for: 'time'; until: number; receipts?: true }
  | { for: 'webhook'; until: number; key?: string }
  | { for: 'agent'; effects?: readonly EffectRequest[]; until: number };

/** Everything a step may look at. It has no clock, no chance and no network. */
export type StepContext<P extends JsonObject = JsonObject> = {
  params: P;
  run: Run;
  flow: Flow;
  /** The event's time. */
  at: number;
  memo: JsonObject;
  /** What the step kept when it was last left; undefined the first time. */
  mark: JsonValue | undefined;
  scope: Scope;
  /** A calendar by its name; undefined where the installation has none of that name. */
  calendar: (name: string) => Calendar | undefined;
  /** Capabilities of the channel that the run talks on; undefined for a run without a contact. */
  capabilities: Capabilities | undefined;
  /** Capabilities of the channel behind a connection that the flow names; undefined where there is none of that name. */
  capabilitiesOf: (connection: string) => Capabilities | undefined;
  /** Renders a customer-facing text in the contact's language. Throws `TemplateError`. */
  text: (text: Text) => string;
  /**
   * Renders every template inside a value; a field that is exactly one expression keeps its type. `besides` are
   * variables that this rendering alone reads. Throws `TemplateError`.
   */
  value: (value: JsonValue, besides?: JsonObject) => JsonValue;
  /** Decides a condition. Throws `TemplateError`. */
  test: (condition: Condition) => boolean;
};

/** What is known of a value that a step writes: its schema, or where it comes from (`each`: one entry of that list). */
export type Given = { schema: Schema } | { from: JsonValue; each?: true };

/** Another message of a step: `path` leads to it inside the params; `connection` where it goes out on another one. */
export type Alternative<P extends JsonObject = JsonObject> = {
  params: P;
  path: Diagnostic['path'];
  connection?: string;
};

/** One kind of step: its form, its exits and what it does. Pure. */
export type StepType<P extends JsonObject = JsonObject> = {
  type: string;
  title: string;
  /** One sentence for the palette and the reference. */
  description: string;
  params: Schema;
  /** Names of its exits, in the order in which they are shown; the first is the ordinary way on. */
  outcomes(params: P): readonly Outcome[];
  /** Exits for trouble: left unconnected, the run fails with the failure instead of stopping silently. */
  troubles: readonly Outcome[];
  /** True where it waits for a person or for time, or counts its passes, so that a cycle through it cannot spin. */
  pauses: boolean;
  /** True where with such params it may not wait at all: a moment that has passed, a calendar that is open. */
  mayPass?(params: P): boolean;
  /** True where it asks the contact something: a run in the background waits for its turn before entering it. */
  asks?: true;
  /** Names of other flows that it starts. */
  calls?(params: P): readonly string[];
  /** The variables it writes, by the JSON type name they have (`any` where it depends). */
  writes?(params: P): Readonly<Record<string, string>>;
  /**
   * More about what it writes than the JSON type, where more is known before it runs. What an operation gives back is
   * known from the operation and stands nowhere else.
   */
  gives?(params: P): Readonly<Record<string, Given>>;
  /** Findings that the schema cannot express. `path` leads to the step's params. */
  validate?(params: P, path: Diagnostic['path']): Diagnostic[];
  /** Messages that it may send in place of the first, each as if it stood alone. */
  alternatives?(params: P): readonly Alternative<P>[];
  enter(context: StepContext<P>): StepResult;
  resume?(context: StepContext<P>, event: RunEvent): StepResult;
};

/** All that `advance` needs to know besides the flow: the step types, and each channel's capabilities by its id. */
export type Types = {
  steps: Readonly<Record<string, StepType>>;
  /** What each channel can carry, by its id. */
  channels: Readonly<Record<string, Capabilities>>;
  /** What connections can carry that differ from their channel, by name. */
  connections?: Readonly<Record<string, Capabilities>>;
};

/** What a connection can carry; undefined for an unknown channel. */
export function capabilitiesOf(
  types: Pick<Types, 'channels' | 'connections'>,
  { channel, connection }: { channel: string; connection: string | null },
): Capabilities | undefined {
  const special = connection === null || !types.connections ? undefined : own(types.connections, connection);
  return special ?? own(types.channels, channel);
}

/** The exits of a step as its type computes them; an unknown type has none. */
export function outcomesOf(step: Step, types: Types): readonly Outcome[] {
  return own(types.steps, step.type)?.outcomes(step.params) ?? [];
}

/**
 * The exit that is the ordinary way on: the first one. Where params do not fit their form, the first that leads
 * somewhere; undefined where a run ends.
 */
export function mainExitOf({ params, next }: Step, type: StepType): Outcome | undefined {
  try {
    return type.outcomes(params)[0] ?? Object.keys(next)[0];
  } catch {
    return Object.keys(next)[0];
  }
}
