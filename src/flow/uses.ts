import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Schema } from '../base/schema.ts';
import { hasTemplate, isExpression } from './expression/template.ts';
import type { Flow } from './flow.ts';
import { triggersOf } from './trigger.ts';
import { callsOf } from './validate/calls.ts';
import type { Catalog } from './validate/catalog.ts';
import { formOf } from './validate/shapes.ts';
import { subjectOf } from './validate/subject.ts';
import { worldOf, type World } from './validate/world.ts';

/** A part of an input that only a run knows: behind `$unknown` stands the form that it will have. */
export type Unknown = { readonly $unknown: Schema };

/** What a flow will give for an input, as far as it is known before a run. */
export type PlannedValue = JsonValue | Unknown;

/**
 * One call that a flow makes: over which connection, where it stands, and what is known of its input. The look of a
 * trigger is one too: its step is `trigger 1`, `trigger 2`, …, and its operation the poll.
 */
export type FlowUse = {
  connection: string;
  flow: string;
  step: string;
  operation: string;
  input: { readonly [member: string]: PlannedValue };
};

/**
 * The calls that a flow makes over connections: those of its triggers, then those of its steps, in their order. What is
 * written in the flow is there as it is; what a template will give is `{ $unknown: form }`, where the form is empty if
 * nothing is known.
 */
export function usesOf(flow: Flow, catalog: Catalog): FlowUse[] {
  const subject = subjectOf(flow, catalog);
  const world = worldOf(subject);
  const looks = triggersOf(flow, 'connection').map(({ connection, poll, input = {} }, at) => {
    return { connection, flow: flow.id, step: `trigger ${at + 1}`, operation: poll, input: membersOf(input, world) };
  });
  const calls = callsOf(subject).map(({ step, connection, operation }) => {
    const { input } = step.step.params;
    return {
      connection,
      flow: flow.id,
      step: step.id,
      operation,
      input: isObject(input) ? membersOf(input, world) : {},
    };
  });
  return [...looks, ...calls];
}

function membersOf(value: JsonObject, world: World): { [member: string]: PlannedValue } {
  const known = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([name, member]) => [name, planned(member, world)]));
}

function planned(value: JsonValue, world: World): PlannedValue {
  if (typeof value === 'string') return hasTemplate(value) ? unknown(value, world) : value;
  // An unknown part may stand at any depth: it is an object with a form, and a form is plain JSON.
  if (Array.isArray(value)) return value.map((item: JsonValue) => planned(item, world)) as JsonValue;
  return isObject(value) ? (membersOf(value, world) as JsonObject) : value;
}

/** One expression keeps the type of its value; texts around templates make a text of them. */
function unknown(text: string, world: World): Unknown {
  return { $unknown: isExpression(text) ? formOf(world.of(text)) : { type: 'string' } };
}
