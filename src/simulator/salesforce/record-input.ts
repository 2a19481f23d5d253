import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { refuse, refuseWrite, type ApiError } from './answer.ts';
import { readValue, type ReadValue, type ValueContext } from './field-value.ts';
import { findObject, type Field, type ObjectType } from './metadata.ts';
import type { Fields, Row, Store } from './store.ts';

/** A write as it came: the object, the body's text and, for an upsert, the key that stands in the URL. */
export type RecordInput = { object: ObjectType; body: string; key?: { field: Field; value: string } };

/** Reads the body of a create: every value checked and in stored form, defaults and required fields seen to. */
export function readNewRecord(store: Store, input: RecordInput, owner: string): Fields {
  const { fields, errors } = readFields(store, input, 'createable');
  if (input.key) {
    const { field, value } = input.key;
    takeValue({ fields, errors }, field, readValue(field, value, valueContext(store, input)));
  }
  addDefaults(fields, input.object, owner);
  const refused = new Set(errors.flatMap((error) => error.fields ?? []));
  const missing = input.object.required.filter(({ name }) => (fields[name] ?? null) === null && !refused.has(name));
  if (missing.length > 0) errors.unshift(requiredMissing(missing));
  if (errors.length > 0) throw refuseWrite(errors);
  return fields;
}

/** Reads the body of an update of an existing record: only what was sent. */
export function readChangedFields(store: Store, input: RecordInput): Fields {
  const { fields, errors } = readFields(store, input, 'updateable');
  const emptied = Object.keys(fields)
    .map((name) => input.object.field(name))
    .filter(
      (field) => field !== undefined && fields[field.name] === null && !field.nillable && field.type !== 'boolean',
    );
  if (emptied.length > 0) errors.unshift(requiredMissing(emptied as Field[]));
  if (errors.length > 0) throw refuseWrite(errors);
  return fields;
}

/** Refuses a value of a unique field that another record holds; the error names that record. */
export function checkUnique(store: Store, write: { object: ObjectType; fields: Fields; self?: Row | undefined }): void {
  for (const field of write.object.uniqueFields) {
    const value = write.fields[field.name];
    if (typeof value !== 'string') continue;
    const other = store.match(write.object, field, value).find((row) => row !== write.self);
    if (!other) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${other.id}`;
    throw refuseWrite([{ message, errorCode: 'DUPLICATE_VALUE' }]);
  }
}

function readFields(
  store: Store,
  input: RecordInput,
  right: 'createable' | 'updateable',
): { fields: Fields; errors: ApiError[] } {
  const sent = parseBody(input.body);
  const fields: Fields = {};
  const errors: ApiError[] = [];
  const locked: string[] = [];
  const context = valueContext(store, input);
  for (const name in sent) {
    const value = sent[name];
    if (name === 'attributes' || value === undefined) continue;
    const field = input.object.field(name) ?? referenceByKey(store, input.object, { name, value, fields });
    if (field === 'resolved') continue;
    if (!field) throw noSuchColumn(name, input.object);
    if (field === input.key?.field || (field.name === 'Id' && right === 'updateable')) throw namedInUrl(field.name);
    if (!field[right]) {
      locked.push(field.name);
      continue;
    }
    takeValue({ fields, errors }, field, readValue(field, value, context));
  }
  if (locked.length > 0) errors.unshift(notWritable(locked));
  return { fields, errors };
}

/** A value of the wrong JSON type stops the whole call at once; other errors are collected. */
function takeValue(record: { fields: Fields; errors: ApiError[] }, field: Field, read: ReadValue): void {
  if ('value' in read) record.fields[field.name] = read.value;
  else if (read.error.errorCode !== 'JSON_PARSER_ERROR') record.errors.push(read.error);
  else throw refuse(400, read.error.errorCode, read.error.message);
}

function valueContext(store: Store, input: RecordInput): ValueContext {
  return {
    exists: (id) => store.find(id)?.deleted === false,
    position: (name) => positionOf(input.body, name),
  };
}

function parseBody(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    const at = /line (\d+) column (\d+)/.exec(String(error));
    const place = `[line:${at?.[1] ?? 1}, column:${at?.[2] ?? Math.max(1, body.length)}]`;
    throw refuse(400, 'JSON_PARSER_ERROR', `Unexpected character or end of input at ${place}`);
  }
  if (isObject(value)) return value;
  throw refuse(400, 'JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object at [line:1, column:1]');
}

/** Reads `"Account": {"Key__c": "k"}`: the parent named by its external id instead of by its record id. */
function referenceByKey(
  store: Store,
  object: ObjectType,
  sent: { name: string; value: JsonValue; fields: Fields },
): 'resolved' | undefined {
  const field = object.relationship(sent.name);
  if (!field || !isObject(sent.value)) return undefined;
  const [keyName, key] = Object.entries(sent.value).find(([name]) => name !== 'attributes') ?? [];
  for (const target of field.referenceTo ?? []) {
    const parent = findObject(target);
    const keyField = keyName === undefined ? undefined : parent?.field(keyName);
    if (!parent || !keyField?.idLookup) continue;
    const found = store.match(parent, keyField, String(key))[0];
    if (!found) {
      const message = `Foreign key external ID: ${String(key)} not found for field ${keyField.name} in entity ${parent.name}`;
      throw refuse(400, 'INVALID_FIELD', message);
    }
    sent.fields[field.name] = found.id;
    return 'resolved';
  }
  return undefined;
}

function addDefaults(fields: Fields, object: ObjectType, owner: string): void {
  for (const { name, value, nillable } of object.defaults) {
    const sent = fields[name];
    if (sent === undefined || (sent === null && !nillable)) fields[name] = value;
  }
  if (object.owned && (fields['OwnerId'] ?? null) === null) fields['OwnerId'] = owner;
}

function requiredMissing(fields: readonly Field[]): ApiError {
  const names = fields.map((field) => field.name);
  const message = `Required fields are missing: [${names.join(', ')}]`;
  return { message, errorCode: 'REQUIRED_FIELD_MISSING', fields: names };
}

function notWritable(names: readonly string[]): ApiError {
  const message =
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field ` +
    'and verify that it is read/write for your profile or permission set.';
  return { message, errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: names };
}

function noSuchColumn(name: string, object: ObjectType): Error {
  return refuse(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function namedInUrl(name: string): Error {
  return refuse(400, 'INVALID_FIELD', `The ${name} field should not be specified in the sobject data.`);
}

function positionOf(body: string, fieldName: string): string {
  const before = body.slice(0, Math.max(0, body.toLowerCase().indexOf(`"${fieldName.toLowerCase()}"`))).split('\n');
  const column = (before.at(-1)?.length ?? 0) + fieldName.length + 4;
  return `[line:${before.length}, column:${column}]`;
}
