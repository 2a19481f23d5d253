import type { Diagnostic } from '../../base/diagnostic.ts';
import type { JsonValue } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import { hasTemplate } from '../expression/template.ts';
import type { FieldKind } from '../field.ts';
import { own, type Flow, type Step } from '../flow.ts';
import { fieldsOf, RENDERED, textsOf, type FieldValue, type PlacedText } from '../step-fields.ts';
import type { StepType } from '../step-type.ts';
import type { Catalog } from './catalog.ts';

/** A step with its type; its params fit the schema. */
export type TypedStep = { id: string; step: Step; type: StepType; path: Diagnostic['path'] };

/** One marked field of a step that holds something. */
export type Field = FieldValue & { step: TypedStep };

/** One text that may hold templates, and where it stands. */
export type Leaf = PlacedText & { kind: FieldKind };

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
    fieldsOf(step.type.params, step.step.params, step.path).map((field) => ({ ...field, step })),
  );
  const leaves = fields
    .filter(({ kind }) => RENDERED.has(kind))
    .flatMap(({ kind, value, path }) => textsOf(value, path).map((leaf) => ({ ...leaf, kind })));
  return { flow, catalog, steps, fields, leaves: leaves.filter(({ text }) => hasTemplate(text)) };
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
