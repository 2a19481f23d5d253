import type { Diagnostic } from '../../base/diagnostic.ts';
import type { JsonValue } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import { hasTemplate } from '../expression/template.ts';
import type { FieldKind } from '../field.ts';
import { own, type Flow, type Step } from '../flow.ts';
import { fieldsOf, RENDERED, textsOf, type FieldValue, type PlacedText } from '../step-fields.ts';
import { mainExitOf, type StepType } from '../step-type.ts';
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
  /**
   * The steps that are done, whose type is known and whose params fit; the others are for the rules about types, params
   * and disabled steps.
   */
  steps: readonly TypedStep[];
  fields: readonly Field[];
  /** All texts inside fields that are rendered. */
  leaves: readonly Leaf[];
};

/** One thing that can be wrong with a flow. Pure, and total for every flow of sound outer form. */
export type Rule = (subject: Subject) => Diagnostic[];

/** Works out what the rules look at. */
export function subjectOf(given: Flow, catalog: Catalog): Subject {
  const flow = asPassed(given, catalog);
  const steps = Object.entries(flow.steps).flatMap(([id, step]): TypedStep[] => {
    const type = own(catalog.types.steps, step.type);
    const fits = type !== undefined && !step.disabled && checkSchema(type.params, step.params).length === 0;
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

/** The flow as runs go through it: they leave disabled steps by their main exits only. */
function asPassed(flow: Flow, { types }: Catalog): Flow {
  const all = Object.entries<Step>(flow.steps);
  if (!all.some(([, { disabled }]) => disabled)) return flow;
  const steps = all.map(([id, step]) => {
    const type = own(types.steps, step.type);
    const main = step.disabled && type ? mainExitOf(step, type) : undefined;
    const target = main === undefined ? undefined : own(step.next, main);
    return [id, step.disabled ? { ...step, next: main && target ? { [main]: target } : {} } : step] as const;
  });
  return { ...flow, steps: Object.fromEntries(steps) };
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
