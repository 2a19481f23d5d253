import type { Diagnostic } from '../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Schema } from '../base/schema.ts';
import type { FieldKind } from './field.ts';
import { own } from './flow.ts';

/** One marked field that holds something, and where it stands. */
export type FieldValue = { kind: FieldKind; value: JsonValue; path: Diagnostic['path'] };

/** One text inside a value, and where it stands. */
export type PlacedText = { text: string; path: Diagnostic['path'] };

/** Kinds of fields whose texts are rendered: templates may stand anywhere inside them. */
export const RENDERED: ReadonlySet<FieldKind> = new Set(['text', 'template', 'value', 'condition']);

type Form = Schema & { field?: FieldKind; properties?: Record<string, Form>; items?: Form };
type Place = { schema: Form; value: JsonValue; path: Diagnostic['path'] };

/** The marked fields of a step's params, by the schema of its type; `path` is put before each field's own. */
export function fieldsOf(schema: Schema, params: JsonObject, path: Diagnostic['path'] = []): FieldValue[] {
  return fieldsAt({ schema, value: params, path });
}

function fieldsAt({ schema, value, path }: Place): FieldValue[] {
  if (schema.field) return [{ kind: schema.field, value, path }];
  const { items, properties } = schema;
  if (Array.isArray(value) && items)
    return value.flatMap((item: JsonValue, at) => fieldsAt({ schema: items, value: item, path: [...path, at] }));
  if (!isObject(value) || !properties) return [];
  return Object.entries(properties).flatMap(([name, member]) => {
    const inner = own(value as Readonly<Record<string, JsonValue | undefined>>, name);
    return inner === undefined ? [] : fieldsAt({ schema: member, value: inner, path: [...path, name] });
  });
}

/** All texts inside a value, with their places. */
export function textsOf(value: JsonValue | undefined, path: Diagnostic['path']): PlacedText[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, at) => textsOf(item, [...path, at]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, [...path, name]));
}
