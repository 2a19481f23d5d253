import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import { checkSchema, type Schema } from '../../base/schema.ts';
import { hasTemplate } from '../expression/template.ts';
import type { FieldKind } from '../field.ts';
import { own, type Flow, type Step } from '../flow.ts';
import type { StepType } from '../step-type.ts';
import type { Catalog } from './catalog.ts';

/** A step with its type; its params fit the schema. */
export type TypedStep = { id: string; step: Step; type: StepType; path: Diagnostic['path'] };

/** One marked field of a step that holds something. */
export type Field = { kind: FieldKind; value: JsonValue; path: Diagnostic['path']; step: TypedStep };

/** One text that may hold templates, and where it stands. */
export type Leaf = { text: string; path: Diagnostic['path']; kind: FieldKind };

/** What the rules look at, worked out once. */
export type Subject = {
  flow: Flow;
  catalog: Catalog;
  /** The steps whose type is known and whose params fit; the others are for the rules about types and params. */
  steps: readonly TypedStep[];
  fields: readonly Field[];
  /** All texts inside fields that are rendered. */
  leaves: readonly Leaf[];
};

/** One thing that can be wrong with a flow. Pure, and total for every flow of sound outer form. */
export type Rule = (subject: Subject) => Diagnostic[];

/** Works out what the rules look at. */
export function subjectOf(flow: Flow, catalog: Catalog): Subject {
  const steps = Object.entries(flow.steps).flatMap(([id, step]): TypedStep[] => {
    const type = own(catalog.types.steps, step.type);
    const fits = type !== undefined && checkSchema(type.params, step.params).length === 0;
    return fits ? [{ id, step, type, path: ['flow', 'steps', id, 'params'] }] : [];
  });
  const fields = steps.flatMap((step) =>
    fieldsOf(step, { schema: step.type.params, value: step.step.params, path: step.path }),
  );
  const leaves = fields
    .filter(({ kind }) => RENDERED.has(kind))
    .flatMap(({ kind, value, path }) => textsOf(value, path).map((leaf) => ({ ...leaf, kind })));
  return { flow, catalog, steps, fields, leaves: leaves.filter(({ text }) => hasTemplate(text)) };
}

const RENDERED: ReadonlySet<FieldKind> = new Set(['text', 'template', 'value', 'condition']);

type Form = Schema & { field?: FieldKind; properties?: Record<string, Form>; items?: Form };
type Place = { schema: Form; value: JsonValue; path: Diagnostic['path'] };

function fieldsOf(step: TypedStep, { schema, value, path }: Place): Field[] {
  if (schema.field) return [{ kind: schema.field, value, path, step }];
  const { items, properties } = schema;
  if (Array.isArray(value) && items)
    return value.flatMap((item: JsonValue, at) => fieldsOf(step, { schema: items, value: item, path: [...path, at] }));
  if (!isObject(value) || !properties) return [];
  return Object.entries(properties).flatMap(([name, member]) => {
    const inner = own(value as Readonly<Record<string, JsonValue | undefined>>, name);
    return inner === undefined ? [] : fieldsOf(step, { schema: member, value: inner, path: [...path, name] });
  });
}

/** All texts inside a value, with their places. */
export function textsOf(
  value: JsonValue | undefined,
  path: Diagnostic['path'],
): { text: string; path: Diagnostic['path'] }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, at) => textsOf(item, [...path, at]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, [...path, name]));
}

/** True where a value holds a template somewhere. */
export function isRendered(value: JsonValue | undefined): boolean {
  return textsOf(value, []).some(({ text }) => hasTemplate(text));
}

/** Where a step stands in the document. */
export function pathOfStep(id: string, ...more: (string | number)[]): Diagnostic['path'] {
  return ['flow', 'steps', id, ...more];
}

/** What people call a step. */
export function nameOfStep(flow: Flow, id: string): string {
  const title = own(flow.steps as Readonly<Record<string, Step>>, id)?.title;
  return title ? `"${title}" (${id})` : `"${id}"`;
}

/** Names as a sentence lists them, at most ten. */
export function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  return shown.join(', ') + (names.length > 10 ? ', …' : '');
}
