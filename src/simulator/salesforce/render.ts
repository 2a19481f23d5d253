import type { JsonValue } from '../../base/json.ts';
import { refuse } from './answer.ts';
import type { Field, ObjectType } from './metadata.ts';
import type { Row } from './store.ts';

/** The path of a record, as `attributes.url` and `Location` give it. */
export function recordUrl(version: string, row: Row): string {
  return `/services/data/${version}/sobjects/${row.object}/${row.id}`;
}

/** The value of a field as responses show it. */
export function fieldValue(row: Row, field: Field): JsonValue {
  return row.fields[field.name] ?? (field.type === 'boolean' ? false : null);
}

/** The fields named in a list such as `Id,Name`, or all. */
export function selectFields(object: ObjectType, list: string | null): readonly Field[] {
  if (!list) return object.fields;
  return list.split(',').map((name) => {
    const field = object.field(name.trim());
    if (field) return field;
    throw refuse(400, 'INVALID_FIELD', `No such column '${name.trim()}' on entity '${object.name}'`);
  });
}

/** A record as a read answers it: attributes, then the wanted fields. */
export function recordBody(version: string, shown: { row: Row; fields: readonly Field[] }): Record<string, JsonValue> {
  const { row } = shown;
  const body: Record<string, JsonValue> = { attributes: { type: row.object, url: recordUrl(version, row) } };
  for (const field of shown.fields) {
    body[field.name] = field.type === 'base64' ? `${recordUrl(version, row)}/${field.name}` : fieldValue(row, field);
  }
  return body;
}
