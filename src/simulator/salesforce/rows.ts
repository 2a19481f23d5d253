import { jsonAnswer, refuse, refuseUnknown, type Answer } from './answer.ts';
import type { Field, ObjectType } from './metadata.ts';
import type { Org } from './org.ts';
import { readRecordId } from './record-id.ts';
import { recordUrl } from './render.ts';
import type { Row } from './store.ts';

/** The object of that name as the user sees it, or a refusal. */
export function needObject(org: Org, name: string): ObjectType {
  const object = org.setup.schema.find(name);
  if (object) return object;
  throw refuseUnknown();
}

/** The record with this id, or a refusal that says whether it never was or is deleted. */
export function needRow(org: Org, object: ObjectType, text: string): Row {
  const id = readRecordId(text);
  if (id === undefined) {
    throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${text}`);
  }
  const row = org.store.find(id);
  if (row?.object !== object.name) throw refuseUnknown();
  if (row.deleted) throw refuse(404, 'ENTITY_IS_DELETED', org.texts.deleted());
  return row;
}

/** The field that may be used as a key in a URL, or a refusal. */
export function needKeyField(object: ObjectType, name: string): Field {
  const field = object.field(name);
  if (field && (field.externalId || field.idLookup)) return field;
  throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);
}

/** The records that a key names. */
export function matchKey(org: Org, object: ObjectType, key: { field: Field; value: string }): readonly Row[] {
  const value = key.value.trim();
  if (key.field.name === 'Id') return [needRow(org, object, value)];
  return org.store.match(object, key.field, value);
}

/** The answer for a key that several records share: where they are. */
export function severalAnswer(version: string, rows: readonly Row[]): Answer {
  return jsonAnswer(
    300,
    rows.map((row) => recordUrl(version, row)),
  );
}
