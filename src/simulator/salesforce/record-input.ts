import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { refuse, refuseWrite, type ApiError } from './answer.ts';
import { choicesOf, readValue, type ReadValue, type ValueContext } from './field-value.ts';
import { positionOf } from './json-body.ts';
import type { Field, ObjectType } from './metadata.ts';
import type { Setup } from './setup/setup.ts';
import type { Texts } from './messages.ts';
import type { Fields, Row, Store } from './store.ts';

/** What reading a record needs of the org. */
export type InputPlace = { store: Store; setup: Setup; texts: Texts };

/** A write as it came: the object, the values sent and, for an upsert, the key that stands in the URL. */
export type RecordInput = {
  object: ObjectType;
  sent: JsonObject;
  /** The body that the values stood in, for the places that errors name. */
  text?: string;
  key?: { field: Field; value: string };
  /** The content of a file, where it came beside the record. */
  file?: Uint8Array;
};

/** Reads a new record: every value checked and in stored form, defaults and required fields seen to. */
export function readNewRecord(place: InputPlace, input: RecordInput, owner: string): Fields {
  const { fields, errors } = readFields(place, input, 'createable');
  if (input.key) {
    const { field, value } = input.key;
    takeValue({ fields, errors }, field, readValue(field, value, valueContext(place, input)));
  }
  addDefaults(fields, input.object, owner);
  const { setup } = place;
  if (setup.recordTypes.size > 0) errors.push(...readRecordType(place, input.object, fields));
  const refused = new Set(errors.flatMap((error) => error.fields ?? []));
  const person = input.object.name === 'Account' && (fields['LastName'] ?? null) !== null;
  const missing = input.object.required.filter(
    ({ name }) => (fields[name] ?? null) === null && !refused.has(name) && !(person && name === 'Name'),
  );
  if (missing.length > 0) errors.unshift(requiredMissing(place.texts, missing));
  if (errors.length > 0) throw refuseWrite(errors);
  return fields;
}

/** Reads an update of an existing record: only what was sent. */
export function readChangedFields(place: InputPlace, input: RecordInput & { row: Row }): Fields {
  const { fields, errors } = readFields(place, input, 'updateable');
  if (place.setup.recordTypes.size > 0) {
    errors.push(...readRecordType(place, input.object, fields, input.row.fields['RecordTypeId']));
  }
  const emptied = Object.keys(fields)
    .map((name) => input.object.field(name))
    .filter((field) => field !== undefined)
    .filter((field) => fields[field.name] === null && !field.nillable && field.type !== 'boolean');
  if (emptied.length > 0) errors.unshift(requiredMissing(place.texts, emptied));
  if (errors.length > 0) throw refuseWrite(errors);
  return fields;
}

/** Refuses a value of a unique field that another record holds; the error names that record. */
export function checkUnique(
  place: InputPlace,
  write: { object: ObjectType; fields: Fields; self?: Row | undefined },
): void {
  for (const field of write.object.uniqueFields) {
    const value = write.fields[field.name];
    if (typeof value !== 'string') continue;
    const other = place.store.match(write.object, field, value).find((row) => row !== write.self);
    if (!other) continue;
    throw refuseWrite([{ message: place.texts.duplicateValue(field.name, other.id), errorCode: 'DUPLICATE_VALUE' }]);
  }
}

function readFields(
  place: InputPlace,
  input: RecordInput,
  right: 'createable' | 'updateable',
): { fields: Fields; errors: ApiError[] } {
  const { sent } = input;
  const fields: Fields = {};
  const errors: ApiError[] = [];
  const locked: string[] = [];
  const context = valueContext(place, input);
  for (const name in sent) {
    const value = sent[name];
    if (name === 'attributes' || value === undefined) continue;
    const field = input.object.field(name) ?? referenceByKey(place, input.object, { name, value, fields });
    if (field === 'resolved') continue;
    if (!field) throw refuse(400, 'INVALID_FIELD', place.texts.noSuchColumn(name, input.object.name));
    if (field === input.key?.field || (field.name === 'Id' && right === 'updateable')) {
      throw refuse(400, 'INVALID_FIELD', place.texts.namedInUrl(field.name));
    }
    if (!field[right]) {
      locked.push(field.name);
      continue;
    }
    takeValue({ fields, errors }, field, readValue(field, value, context));
  }
  if (locked.length > 0) {
    const message = place.texts.notWritable(locked);
    errors.unshift({ message, errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: locked });
  }
  return { fields, errors };
}

/** A value of the wrong JSON type stops the whole call at once; other errors are collected. */
function takeValue(record: { fields: Fields; errors: ApiError[] }, field: Field, read: ReadValue): void {
  if ('value' in read) record.fields[field.name] = read.value;
  else if (read.error.errorCode !== 'JSON_PARSER_ERROR') record.errors.push(read.error);
  else throw refuse(400, read.error.errorCode, read.error.message);
}

function valueContext(place: InputPlace, input: RecordInput): ValueContext {
  return {
    schema: place.setup.schema,
    texts: place.texts,
    exists: (id) => place.store.find(id)?.deleted === false,
    position: (name) => positionOf(input.text ?? '', name),
  };
}

/** Reads `"Account": {"Key__c": "k"}`: the parent named by its external id instead of by its record id. */
function referenceByKey(
  place: InputPlace,
  object: ObjectType,
  sent: { name: string; value: JsonValue; fields: Fields },
): 'resolved' | undefined {
  const field = object.relationship(sent.name);
  if (!field || !isObject(sent.value)) return undefined;
  const [keyName, key] = Object.entries(sent.value).find(([name]) => name !== 'attributes') ?? [];
  for (const target of field.referenceTo ?? []) {
    const parent = place.setup.schema.find(target);
    const keyField = keyName === undefined ? undefined : parent?.field(keyName);
    if (!parent || !keyField?.idLookup) continue;
    const found = place.store.match(parent, keyField, String(key))[0];
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

/** Sees to the record type: the default one, one that the user may not use, and values that it does not have. */
function readRecordType(
  place: InputPlace,
  object: ObjectType,
  fields: Fields,
  before: JsonValue = null,
): readonly ApiError[] {
  const { recordTypes } = place.setup;
  if (before === null && fields['RecordTypeId'] === undefined) {
    const usual = [...recordTypes].find(([, type]) => type.object === object.name && type.isDefault);
    if (usual) fields['RecordTypeId'] = usual[0];
  }
  const id = fields['RecordTypeId'] ?? before;
  const type = typeof id === 'string' ? recordTypes.get(id) : undefined;
  if (!type) return [];
  if (fields['RecordTypeId'] && (type.available === false || type.active === false)) {
    const message = place.texts.recordTypeNotForUser(String(id));
    return [{ message, errorCode: 'INVALID_CROSS_REFERENCE_KEY', fields: ['RecordTypeId'] }];
  }
  return Object.entries(type.values ?? {}).flatMap(([name, values]) => {
    const field = object.field(name);
    const value = fields[name];
    if (!field?.restrictedPicklist || typeof value !== 'string') return [];
    const wrong = choicesOf(field, value).find((choice) => !values.includes(choice));
    if (wrong === undefined) return [];
    const message = place.texts.badChoice(place.texts.label(field), wrong);
    return [{ message, errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', fields: [name] }];
  });
}

function requiredMissing(texts: Texts, fields: readonly Field[]): ApiError {
  const names = fields.map((field) => field.name);
  return { message: texts.requiredMissing(names), errorCode: 'REQUIRED_FIELD_MISSING', fields: names };
}
