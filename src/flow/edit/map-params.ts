import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import type { FieldKind } from '../field.ts';
import { own, type Step } from '../flow.ts';
import type { StepTypes } from './draft.ts';

/** What stands in the schema of a step's field. */
export type FieldForm = Schema & { field?: FieldKind; secret?: boolean; default?: JsonValue } & {
  properties?: Record<string, FieldForm>;
  items?: FieldForm;
};

/** Gives a field another value; `path` leads to it inside the params. */
export type FieldMap = (value: JsonValue, form: FieldForm, path: readonly (string | number)[]) => JsonValue;

/** The params of a step with other values in its marked fields. Those of an unknown type are one field of any JSON. */
export function mapParams(step: Step, types: StepTypes, map: FieldMap): JsonObject {
  const form: FieldForm = own(types.steps, step.type)?.params ?? { field: 'value' };
  return mapped({ form, value: step.params, path: [] }, map) as JsonObject;
}

type Place = { form: FieldForm; value: JsonValue; path: readonly (string | number)[] };

function mapped({ form, value, path }: Place, map: FieldMap): JsonValue {
  if (form.field || form.secret) return map(value, form, path);
  const { items, properties } = form;
  if (Array.isArray(value) && items)
    return value.map((item: JsonValue, at) => mapped({ form: items, value: item, path: [...path, at] }, map));
  if (!isObject(value) || !properties) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const inner = own(properties, name);
    const place = inner && member !== undefined && { form: inner, value: member, path: [...path, name] };
    return [name, place ? mapped(place, map) : member] as const;
  });
  return Object.fromEntries(members);
}

/** A value in which every text, however deep, is another. */
export function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member === undefined ? member : mapTexts(member, change)]),
  );
}
