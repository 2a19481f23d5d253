import { jsonAnswer, refuse, refuseUnknown, type Answer } from './answer.ts';
import { callWriter, checkMediaType, headerText, type Action } from './call.ts';
import type { ApiCall } from './data-api.ts';
import { readFileUpload } from './files/multipart.ts';
import { parseBody } from './json-body.ts';
import type { ObjectType } from './metadata.ts';
import type { Org } from './org.ts';
import { recordBody, recordUrl, selectFields } from './render.ts';
import { matchKey, needKeyField, needObject, needRow, severalAnswer } from './rows.ts';
import type { Row } from './store.ts';
import { deleteRecord, insertRecord, updateRecord } from './write/write-record.ts';

/** `POST /sobjects/X`; a file may come as multipart/form-data. */
export const createAction: Action = (org, call) => {
  const object = objectOf(org, call);
  const upload = readFileUpload(call);
  if (!upload) checkMediaType(call);
  const sent = upload?.sent ?? parseBody(call.body);
  const file = upload?.file ? { file: upload.file } : {};
  const row = insertRecord(callWriter(org, call), { object, sent, text: call.body, ...file });
  const headers = { Location: recordUrl(call.route.version ?? '', row) };
  return { ...jsonAnswer(201, { id: row.id, success: true, errors: [] }, headers), recordId: row.id, created: true };
};

/** `POST /sobjects/X/Id`: a create that answers as an upsert does. */
export const createByIdAction: Action = (org, call) => {
  checkMediaType(call);
  const object = objectOf(org, call);
  const row = insertRecord(callWriter(org, call), { object, sent: parseBody(call.body), text: call.body });
  return upsertAnswer(call, row, true);
};

/** `GET /sobjects/X/<id>`, with `?fields=` if only some are wanted. */
export const getAction: Action = (org, call) => {
  const object = objectOf(org, call);
  return readAnswer(call, object, needRow(org, object, call.route.id ?? ''));
};

/** `GET /sobjects/X/<field>/<value>`. */
export const getByKeyAction: Action = (org, call) => {
  const object = objectOf(org, call);
  const rows = matchKey(org, object, keyOf(object, call));
  if (rows.length > 1) return severalAnswer(call.route.version ?? '', rows);
  const [row] = rows;
  if (!row) throw refuseUnknown();
  return readAnswer(call, object, row);
};

/** `PATCH /sobjects/X/<id>`. */
export const updateAction: Action = (org, call) => {
  checkMediaType(call);
  const object = objectOf(org, call);
  const row = needRow(org, object, call.route.id ?? '');
  checkUnmodified(call, row);
  updateRecord(callWriter(org, call), { object, row, sent: parseBody(call.body), text: call.body });
  return { status: 204, body: '', recordId: row.id };
};

/** `DELETE /sobjects/X/<id>`; the second time it answers that the record is deleted. */
export const deleteAction: Action = (org, call) => {
  const row = needRow(org, objectOf(org, call), call.route.id ?? '');
  deleteRecord(callWriter(org, call), row);
  return { status: 204, body: '', recordId: row.id };
};

/** `DELETE /sobjects/X/<field>/<value>`. */
export const deleteByKeyAction: Action = (org, call) => {
  const object = objectOf(org, call);
  const rows = matchKey(org, object, keyOf(object, call));
  if (rows.length > 1) return severalAnswer(call.route.version ?? '', rows);
  const [row] = rows;
  if (!row) throw refuseUnknown();
  deleteRecord(callWriter(org, call), row);
  return { status: 204, body: '', recordId: row.id };
};

/** `PATCH /sobjects/X/<field>/<value>`: creates the record, or updates the one that has this key. */
export const upsertAction: Action = (org, call) => {
  checkMediaType(call);
  const object = objectOf(org, call);
  const key = keyOf(object, call);
  const rows = matchKey(org, object, key);
  if (rows.length > 1) return severalAnswer(call.route.version ?? '', rows);
  const [row] = rows;
  const write = { object, sent: parseBody(call.body), text: call.body, key };
  const writer = callWriter(org, call);
  if (row) updateRecord(writer, { ...write, row });
  else if (key.field.name === 'Id' || call.query.get('updateOnly') === 'true') throw refuseUnknown();
  return upsertAnswer(call, row ?? insertRecord(writer, write), row === undefined);
};

function upsertAnswer(call: ApiCall, row: Row, created: boolean): Answer {
  const old = Number.parseInt(call.route.version?.slice(1) ?? '', 10) < 46;
  const body = { id: row.id, success: true, errors: [], created };
  const answer = old && !created ? { status: 204, body: '' } : jsonAnswer(created ? 201 : 200, body);
  return { ...answer, recordId: row.id, created };
}

function objectOf(org: Org, call: ApiCall): ObjectType {
  return needObject(org, call.route.object ?? '');
}

function keyOf(object: ObjectType, call: ApiCall): { field: ReturnType<typeof needKeyField>; value: string } {
  return { field: needKeyField(object, call.route.keyField ?? ''), value: call.route.keyValue ?? '' };
}

function readAnswer(call: ApiCall, object: ObjectType, row: Row): Answer {
  const changed = String(row.fields['LastModifiedDate'] ?? '');
  const headers = changed === '' ? undefined : { 'Last-Modified': new Date(changed).toUTCString() };
  if (headers && notModifiedSince(call, Date.parse(changed))) {
    return { status: 304, body: '', headers, recordId: row.id };
  }
  const fields = selectFields(object, call.query.get('fields'));
  const body = recordBody(call.route.version ?? '', { row, fields });
  return { ...jsonAnswer(200, body, headers), recordId: row.id };
}

/** True when the client has asked for changes since a time, and there were none. Such times have whole seconds. */
export function notModifiedSince(call: ApiCall, changedAt: number): boolean {
  const since = Date.parse(headerText(call.headers['if-modified-since']) ?? '');
  return Math.floor(changedAt / 1000) * 1000 <= since;
}

function checkUnmodified(call: ApiCall, row: Row): void {
  const header = headerText(call.headers['if-unmodified-since']);
  if (header === undefined) return;
  const since = Date.parse(header);
  if (Number.isNaN(since)) throw refuse(400, 'INVALID_HEADER', `If-Unmodified-Since is not a date: ${header}`);
  const changedAt = Date.parse(String(row.fields['LastModifiedDate']));
  if (Math.floor(changedAt / 1000) * 1000 <= since) return;
  throw refuse(412, 'PRECONDITION_FAILED', 'One or more preconditions in the request headers failed');
}
