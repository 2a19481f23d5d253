import { Refusal, jsonAnswer, refuse, refuseUnknown, type Answer } from './answer.ts';
import { addDerivedFields } from './derived-fields.ts';
import { findObject, type Field, type ObjectType } from './metadata.ts';
import type { Org } from './org.ts';
import { readRecordId } from './record-id.ts';
import { checkUnique, readChangedFields, readNewRecord, type RecordInput } from './record-input.ts';
import { recordBody, recordUrl, selectFields } from './render.ts';
import type { Row } from './store.ts';

/** A call for one record, as the route and the body tell it. */
export type RecordCall = {
  version: string;
  object: string;
  id?: string;
  keyField?: string;
  keyValue?: string;
  query: URLSearchParams;
  body: string;
};

/** `POST /sobjects/X`. */
export function createRecord(org: Org, call: RecordCall): Answer {
  const object = needObject(call.object);
  const row = insert(org, { object, body: call.body });
  const headers = { Location: recordUrl(call.version, row) };
  return { ...jsonAnswer(201, { id: row.id, success: true, errors: [] }, headers), recordId: row.id, created: true };
}

/** `GET /sobjects/X/<id>`, with `?fields=` if only some are wanted. */
export function getRecord(org: Org, call: RecordCall): Answer {
  const object = needObject(call.object);
  return readAnswer(call, { object, row: needRow(org, object, call.id ?? '') });
}

/** `GET /sobjects/X/<field>/<value>`. */
export function getRecordByKey(org: Org, call: RecordCall): Answer {
  const object = needObject(call.object);
  const rows = matchKey(org, object, call);
  if (rows.length > 1) return severalAnswer(call.version, rows);
  const [row] = rows;
  if (!row) throw refuseUnknown();
  return readAnswer(call, { object, row });
}

/** `PATCH /sobjects/X/<id>`. */
export function updateRecord(org: Org, call: RecordCall): Answer {
  const object = needObject(call.object);
  const row = needRow(org, object, call.id ?? '');
  update(org, { object, row, body: call.body });
  return { status: 204, body: '', recordId: row.id };
}

/** `DELETE /sobjects/X/<id>`; the second time it answers that the record is deleted. */
export function deleteRecord(org: Org, call: RecordCall): Answer {
  const row = needRow(org, needObject(call.object), call.id ?? '');
  org.store.remove(row, author(org));
  return { status: 204, body: '', recordId: row.id };
}

/** `DELETE /sobjects/X/<field>/<value>`. */
export function deleteRecordByKey(org: Org, call: RecordCall): Answer {
  const rows = matchKey(org, needObject(call.object), call);
  if (rows.length > 1) return severalAnswer(call.version, rows);
  const [row] = rows;
  if (!row) throw refuseUnknown();
  org.store.remove(row, author(org));
  return { status: 204, body: '', recordId: row.id };
}

/** `PATCH /sobjects/X/<field>/<value>`: creates the record, or updates the one that has this key. */
export function upsertRecord(org: Org, call: RecordCall): Answer {
  const object = needObject(call.object);
  const keyField = needKeyField(object, call.keyField ?? '');
  const key = { field: keyField, value: call.keyValue ?? '' };
  const rows = matchKey(org, object, call);
  if (rows.length > 1) return severalAnswer(call.version, rows);
  const [row] = rows;
  if (row) update(org, { object, row, body: call.body, key });
  else if (keyField.name === 'Id' || call.query.get('updateOnly') === 'true') throw refuseUnknown();
  const written = row ?? insert(org, { object, body: call.body, key });
  const created = row === undefined;
  return { ...upsertAnswer(call.version, written, created), recordId: written.id, created };
}

function upsertAnswer(version: string, row: Row, created: boolean): Answer {
  if (!created && Number.parseInt(version.slice(1), 10) < 46) return { status: 204, body: '' };
  return jsonAnswer(created ? 201 : 200, { id: row.id, success: true, errors: [], created });
}

function insert(org: Org, write: RecordInput): Row {
  const by = author(org);
  const fields = readNewRecord(org.store, write, org.userId);
  addDerivedFields(write.object.name, { before: {}, fields, at: by.at });
  guardUnique(org, { object: write.object, fields });
  return org.store.insert(write.object, fields, by);
}

function update(org: Org, write: RecordInput & { row: Row }): void {
  const by = author(org);
  const fields = readChangedFields(org.store, write);
  addDerivedFields(write.object.name, { before: write.row.fields, fields, at: by.at });
  guardUnique(org, { object: write.object, fields, self: write.row });
  org.store.update(write.row, fields, by);
}

function guardUnique(org: Org, write: Parameters<typeof checkUnique>[1]): void {
  try {
    checkUnique(org.store, write);
  } catch (thrown) {
    if (thrown instanceof Refusal) org.usage.refusedDuplicates++;
    throw thrown;
  }
}

function author(org: Org): { userId: string; at: number } {
  return { userId: org.userId, at: org.now() };
}

function needObject(name: string): ObjectType {
  const object = findObject(name);
  if (object) return object;
  throw refuseUnknown();
}

function needKeyField(object: ObjectType, name: string): Field {
  const field = object.field(name);
  if (field && (field.externalId || field.idLookup)) return field;
  throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);
}

function needRow(org: Org, object: ObjectType, text: string): Row {
  const id = readRecordId(text);
  if (id === undefined) {
    throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${text}`);
  }
  const row = org.store.find(id);
  if (row?.object !== object.name) throw refuseUnknown();
  if (row.deleted) throw refuse(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

function matchKey(org: Org, object: ObjectType, call: RecordCall): Row[] {
  const field = needKeyField(object, call.keyField ?? '');
  const value = (call.keyValue ?? '').trim();
  if (field.name === 'Id') return [needRow(org, object, value)];
  return org.store.match(object, field, value);
}

function readAnswer(call: RecordCall, found: { object: ObjectType; row: Row }): Answer {
  const fields = selectFields(found.object, call.query.get('fields'));
  return { ...jsonAnswer(200, recordBody(call.version, { ...found, fields })), recordId: found.row.id };
}

function severalAnswer(version: string, rows: readonly Row[]): Answer {
  return jsonAnswer(
    300,
    rows.map((row) => recordUrl(version, row)),
  );
}
