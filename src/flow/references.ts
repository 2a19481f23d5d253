import type { StepId } from '../base/ids.ts';
import { variablesOf } from './expression/template.ts';
import type { FieldKind } from './field.ts';
import { own, type Flow } from './flow.ts';
import type { Trigger } from './trigger.ts';
import { fieldsOf, RENDERED, textsOf } from './step-fields.ts';
import type { Types } from './step-type.ts';

/** What a flow names outside itself, each name once, in the order in which it first stands. */
export type References = {
  calendars: readonly string[];
  /** Settings that templates read by name: `settings.<name>`. */
  settings: readonly string[];
  /** Secrets that templates name, and those that callers of a webhook prove themselves with. */
  secrets: readonly string[];
  /** Flows that it calls, or whose end starts it. */
  flows: readonly string[];
  connections: readonly string[];
  /** True where a template reads `run.resumeUrl`. */
  resumeUrl: boolean;
};

const known = new WeakMap<object, References>();

/**
 * What a flow names, by the kinds of its steps' fields and by the paths that its templates read. Worked out once per
 * flow object; `types` must be the same each time. Steps of unknown types and names that are computed count for nothing.
 */
export function namesOf(flow: Pick<Flow, 'triggers' | 'steps'>, types: Pick<Types, 'steps'>): References {
  const found = known.get(flow) ?? collect(flow, types);
  known.set(flow, found);
  return found;
}

function collect(flow: Pick<Flow, 'triggers' | 'steps'>, types: Pick<Types, 'steps'>): References {
  const fields = Object.keys(flow.steps).flatMap((id) => {
    const step = flow.steps[id as StepId];
    const type = step && own(types.steps, step.type);
    return step && type ? fieldsOf(type.params, step.params) : [];
  });
  const triggers = flow.triggers.map(namesOfTrigger);
  const valuesOf = (kind: FieldKind) =>
    fields.flatMap((field) => (field.kind === kind && typeof field.value === 'string' ? [field.value] : []));
  const texts = fields.flatMap(({ kind, value }) => (RENDERED.has(kind) ? textsOf(value, []) : []));
  const paths = texts.flatMap(({ text }) => variablesOf(text));
  const below = (root: string) =>
    paths.flatMap(([first, name]) => (first === root && name !== undefined ? [name] : []));
  return {
    calendars: unique(valuesOf('calendar')),
    settings: unique(below('settings')),
    secrets: unique([...below('secrets'), ...triggers.flatMap(({ secrets }) => secrets)]),
    flows: unique([...valuesOf('flow'), ...triggers.flatMap(({ flows }) => flows)]),
    connections: unique([...triggers.flatMap(({ connections }) => connections), ...valuesOf('connection')]),
    resumeUrl: below('run').includes('resumeUrl'),
  };
}

function namesOfTrigger(trigger: Trigger): { connections: readonly string[]; flows: string[]; secrets: string[] } {
  const listens = 'connections' in trigger ? (trigger.connections ?? []) : [];
  const looks = trigger.type === 'connection' ? [trigger.connection] : [];
  const writes = 'to' in trigger && trigger.to?.connection !== undefined ? [trigger.to.connection] : [];
  return {
    connections: [...listens, ...looks, ...writes],
    flows: trigger.type === 'flow' && trigger.after !== undefined ? [trigger.after] : [],
    secrets: trigger.type === 'webhook' && trigger.auth ? [trigger.auth.secret] : [],
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
