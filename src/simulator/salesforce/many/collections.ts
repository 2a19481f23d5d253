import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { jsonAnswer, refuse, type ApiError, type Made } from '../answer.ts';
import { callWriter, checkMediaType, type Action } from '../call.ts';
import { listIn, parseBody } from '../json-body.ts';
import type { ObjectType } from '../metadata.ts';
import type { Org } from '../org.ts';
import { readRecordId } from '../record-id.ts';
import { recordBody, selectFields } from '../render.ts';
import { matchKey, needKeyField, needObject, needRow } from '../rows.ts';
import type { Writer } from '../write/writer.ts';
import { deleteRecord, insertRecord, updateRecord } from '../write/write-record.ts';
import { writeMany, type ManyItem, type ManyResult } from './chunk.ts';

const MOST_RECORDS = 200;
const MOST_READ = 2000;

/** `POST /composite/sobjects`: up to 200 new records, of several objects if need be. */
export const createManyAction: Action = (org, call) => {
  checkMediaType(call);
  const { records, allOrNone } = readMany(parseBody(call.body));
  const writer = callWriter(org, call);
  const items = records.map((sent): ManyItem => {
    const object = typedObject(org, sent);
    return { object, sent, work: () => ({ id: insertRecord(writer, { object, sent }).id, created: true }) };
  });
  const results = writeMany(writer, items, { allOrNone });
  const made = results.flatMap(({ id, created, errors }, index): Made[] =>
    created === true && id !== undefined && errors.length === 0
      ? [{ object: items[index]?.object?.name ?? null, recordId: id, key: null }]
      : [],
  );
  return { ...jsonAnswer(200, results.map(showWritten)), made };
};

/** `PATCH /composite/sobjects`: changes of up to 200 records, each with its `id`. */
export const updateManyAction: Action = (org, call) => {
  checkMediaType(call);
  const { records, allOrNone } = readMany(parseBody(call.body));
  const writer = callWriter(org, call);
  const items = records.map((record) => updateItem(writer, record));
  return jsonAnswer(200, writeMany(writer, items, { allOrNone }).map(showWritten));
};

function updateItem(writer: Writer, record: JsonObject): ManyItem {
  const { id, Id, ...sent } = record;
  const object = typedObject(writer.org, record);
  const work = (): { id: string; created: boolean } => {
    const named = id ?? Id;
    if (typeof named !== 'string') throw refuse(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
    const row = needRow(writer.org, object, named);
    updateRecord(writer, { object, row, sent });
    return { id: row.id, created: false };
  };
  return { object, sent, work };
}

/** `PATCH /composite/sobjects/X/<ExternalId>`: creates or updates up to 200 records by the key in each. */
export const upsertManyAction: Action = (org, call) => {
  checkMediaType(call);
  const { records, allOrNone } = readMany(parseBody(call.body));
  const object = needObject(org, call.route.object ?? '');
  const field = needKeyField(object, call.route.keyField ?? '');
  const writer = callWriter(org, call);
  const seen = new Set<JsonValue>();
  const items = records.map((record) => upsertItem(writer, { object, record, key: field.name, seen }));
  const results = writeMany(writer, items, { allOrNone });
  const made = results.flatMap(({ id, created, errors }, index): Made[] => {
    if (created !== true || id === undefined || errors.length > 0) return [];
    const value = String(records[index]?.[field.name] ?? '');
    return [{ object: object.name, recordId: id, key: { field: field.name, value } }];
  });
  const shown = results.map((result) =>
    result.errors.length > 0 ? showWritten(result) : { ...showWritten(result), created: result.created },
  );
  return { ...jsonAnswer(200, shown), made };
};

/** One record of an upsert; a key that came before in the same call is refused. */
export function upsertItem(
  writer: Writer,
  upsert: { object: ObjectType; record: JsonObject; key: string; seen: Set<JsonValue> },
): ManyItem {
  const { object, record, key, seen } = upsert;
  const { [key]: value, ...sent } = record;
  const work = (): { id: string; created: boolean } => {
    const field = needKeyField(object, key);
    if (value === undefined || value === null || value === '') {
      throw refuse(400, 'MISSING_ARGUMENT', `${field.name} not specified`);
    }
    if (seen.has(value)) {
      const message = `Duplicate external id specified: ${String(value)}`;
      throw refuse(400, 'DUPLICATE_VALUE', message);
    }
    seen.add(value);
    const named = { field, value: String(value) };
    const rows = matchKey(writer.org, object, named);
    if (rows.length > 1) {
      const message = `${field.name}: more than one record found for external id field: [${rows.map(({ id }) => id).join(', ')}]`;
      throw refuse(400, 'DUPLICATE_EXTERNAL_ID', message);
    }
    const [row] = rows;
    if (row) updateRecord(writer, { object, row, sent, key: named });
    return { id: row?.id ?? insertRecord(writer, { object, sent, key: named }).id, created: row === undefined };
  };
  return { object, sent: record, work };
}

/** `DELETE /composite/sobjects?ids=…`. */
export const deleteManyAction: Action = (org, call) => {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  checkCount(ids.length, MOST_RECORDS);
  const writer = callWriter(org, call);
  const items = ids.map((text): ManyItem => ({ object: undefined, sent: {}, work: () => deleteById(writer, text) }));
  const allOrNone = call.query.get('allOrNone') === 'true';
  return jsonAnswer(200, writeMany(writer, items, { allOrNone }).map(showWritten));
};

/** Deletes the record with this id, whatever its object. */
export function deleteById(writer: Writer, text: string): { id: string; created: boolean } {
  const id = readRecordId(text);
  const object = id === undefined ? undefined : writer.org.setup.schema.ofId(id);
  if (id === undefined || !object) throw refuse(400, 'MALFORMED_ID', `malformed id ${text}`);
  const row = writer.org.store.find(id);
  if (!row) throw refuse(400, 'INVALID_CROSS_REFERENCE_KEY', writer.org.texts.unknownReference());
  deleteRecord(writer, row);
  return { id, created: false };
}

/** `GET` or `POST /composite/sobjects/X`: records by id, null for those that are not there. */
export const getManyAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  const body = call.method === 'POST' ? parseBody(call.body) : {};
  const listed = (name: string): string[] => {
    const list = body[name];
    return Array.isArray(list) ? list.map(String) : (call.query.get(name) ?? '').split(',');
  };
  const ids = listed('ids');
  checkCount(ids.length, MOST_READ);
  const fields = selectFields(object, listed('fields').join(','));
  const version = call.route.version ?? '';
  const records = ids.map((text) => {
    const row = org.store.find(readRecordId(text) ?? '');
    return row?.object === object.name && !row.deleted ? recordBody(version, { row, fields }) : null;
  });
  return jsonAnswer(200, records);
};

function readMany(body: JsonObject): { records: JsonObject[]; allOrNone: boolean } {
  const records = listIn(body, 'records');
  checkCount(records.length, MOST_RECORDS);
  return { records, allOrNone: body['allOrNone'] === true };
}

function checkCount(count: number, most: number): void {
  if (count <= most) return;
  throw refuse(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${most} records into this call`,
  );
}

function typedObject(org: Org, record: JsonObject): ObjectType {
  const { attributes } = record;
  const type =
    typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : undefined;
  const object = typeof type === 'string' ? org.setup.schema.find(type) : undefined;
  if (object) return object;
  throw refuse(400, 'INVALID_TYPE', `sObject type '${String(type)}' is not supported.`);
}

function showWritten({ id, errors }: ManyResult): object {
  return { ...(id === undefined ? {} : { id }), success: errors.length === 0, errors: errors.map(showError) };
}

/** An error inside a result, where the code is called `statusCode`. */
export function showError({ errorCode, message, fields, more }: ApiError): object {
  return { ...more, statusCode: errorCode, message, fields: fields ?? [] };
}
