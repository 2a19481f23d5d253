import { isObject, type JsonValue } from '../../base/json.ts';
import { hasTemplate, variablesOf } from '../expression/template.ts';
import { own, type Flow } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import type { Given } from '../step-type.ts';
import { callsOf, operationsOf } from './calls.ts';
import type { Catalog } from './catalog.ts';
import { KNOWN } from './known-shapes.ts';
import { either, entriesOf, formOf, memberOf, objectForm, type Form, type Shape } from './shapes.ts';
import type { Subject, TypedStep } from './subject.ts';

/** What is known of everything that templates read, whichever step is under way. */
export type World = {
  /** Names that some step writes. */
  written: ReadonlySet<string>;
  /** What is at a path such as `['vars', 'lead', 'id']`; `missing` where it is certain that nothing is. */
  at(path: readonly string[]): Shape | 'missing';
  /** What a value with templates will be. */
  of(value: JsonValue): Shape;
};

/** One step's word on a variable. */
type Writer = { type: string; given: Given | undefined; output: Shape };

const known = new WeakMap<Subject, World>();

/** Works out what is known of variables from the steps that write them. Worked out once per subject. */
export function worldOf(subject: Subject): World {
  const world = known.get(subject) ?? createWorld(subject);
  known.set(subject, world);
  return world;
}

function createWorld(subject: Subject): World {
  const writers = writersOf(subject);
  const shapes = new Map<string, Shape>();
  const variable = (name: string): Shape => {
    if (shapes.has(name)) return shapes.get(name);
    // A variable that is worked out of itself: nothing is known while that is under way.
    shapes.set(name, undefined);
    const shape = either((writers.get(name) ?? []).map(shapeOfWriter));
    shapes.set(name, shape);
    return shape;
  };
  const shapeOfWriter = ({ type, given, output }: Writer): Shape => {
    if (given && 'schema' in given) return [given.schema];
    if (given) return given.each ? entriesOf(world.of(given.from)) : world.of(given.from);
    return output ?? (type === 'any' ? undefined : [{ type }]);
  };
  const world: World = {
    written: new Set(writers.keys()),
    at([root = '', ...rest]) {
      if (root !== 'vars') return below(rootShape(root, subject), rest);
      const [name, ...members] = rest;
      return name !== undefined && writers.has(name) ? below(variable(name), members) : undefined;
    },
    of(value) {
      const path = typeof value === 'string' ? pathIn(value) : undefined;
      const found = path && world.at(path);
      return path ? (found === 'missing' ? undefined : found) : literal(value, world);
    },
  };
  return world;
}

function writersOf(subject: Subject): Map<string, Writer[]> {
  const outputs = outputsOf(subject);
  const found = new Map<string, Writer[]>();
  for (const step of subject.steps) {
    const { params } = step.step;
    const given = step.type.gives?.(params) ?? {};
    for (const [name, type] of Object.entries(step.type.writes?.(params) ?? {})) {
      const writer = { type, given: own(given, name), output: outputs.get(step) };
      const others = found.get(name);
      if (others) others.push(writer);
      else found.set(name, [writer]);
    }
  }
  return found;
}

/** What the operations that steps have done give back. */
function outputsOf(subject: Subject): Map<TypedStep, Shape> {
  return new Map(
    callsOf(subject).flatMap(({ step, connection, operation }) => {
      const output = own(operationsOf(subject.catalog, connection) ?? {}, operation)?.output;
      return output ? [[step, [output]] as const] : [];
    }),
  );
}

function rootShape(root: string, { flow, catalog }: Subject): Shape {
  if (root !== 'input') return Object.hasOwn(KNOWN, root) ? [KNOWN[root as keyof typeof KNOWN]] : undefined;
  // A message brings no input.
  return either(flow.triggers.filter(({ type }) => type !== 'message').map((each) => inputOf(each, flow, catalog)));
}

/** What a trigger gives as input, where its form is known: to who calls the flow, and to the connector that looks. */
function inputOf(trigger: Trigger, { id }: Flow, { connections, flows, polls }: Catalog): Shape {
  if (trigger.type === 'flow' && trigger.after === undefined) {
    const input = flows && own(flows, id)?.input;
    return input && [input];
  }
  if (trigger.type !== 'connection') return undefined;
  const connector = own(connections, trigger.connection)?.connector ?? '';
  const output = polls && own(own(polls, connector) ?? {}, trigger.poll)?.output;
  return output && [trigger.to && 'record' in trigger.to ? withReach(output) : output];
}

/** What a start from a record says besides: how the person can be reached. */
function withReach(form: Form): Form {
  const text: Form = { type: 'string' };
  const reach = objectForm({ reachable: text, why: text, contact: text, connection: text });
  return { ...form, properties: { ...form.properties, to: reach } };
}

function below(shape: Shape, names: readonly string[]): Shape | 'missing' {
  let at: Shape = shape;
  for (const name of names) {
    const next = memberOf(at, name);
    if (next === 'missing') return 'missing';
    at = next;
  }
  return at;
}

/** What a value is that is written in the flow, as far as templates inside it let that be told. */
function literal(value: JsonValue, world: World): Shape {
  if (value === null) return undefined;
  if (typeof value === 'string')
    return /^\s*\{\{.*\}\}\s*$/s.test(value) && hasTemplate(value) ? undefined : [{ type: 'string' }];
  if (Array.isArray(value)) {
    const entries = either(value.map((item: JsonValue) => world.of(item)));
    return [{ type: 'array', ...(value.length > 0 && entries ? { items: formOf(entries) } : {}) }];
  }
  if (!isObject(value)) return [{ type: typeof value }];
  const names = Object.entries(value).map(([name, member]) => [name, formOf(world.of(member ?? null))] as const);
  return [objectForm(Object.fromEntries(names))];
}

const PATH = /^\s*\{\{-?\s*[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|"[^"]*"|'[^']*')\])*\s*-?\}\}\s*$/;

/** The path of a text that is one expression without filters, such as `{{ vars.lead.id }}`. */
export function pathIn(text: string): readonly string[] | undefined {
  return PATH.test(text) ? variablesOf(text)[0] : undefined;
}
