import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { keyFieldOf, type SalesforceConfig } from '../config.ts';
import { readErrorList, refusalOf, unusableBody } from '../errors.ts';
import type { OrgRequest } from '../request.ts';
import { checkFields, type RecordFields, type Written } from './record.ts';
import type { CreateInput, OnDuplicate, UpdateInput, UpsertInput, WriteOptions } from './record-input.ts';

/** How the org tells which record is meant; a record that has neither is a new one. */
export type RecordAddress = { id: string } | { field: string; value: string };

/** One write of one record, ready to be sent alone or together with others. */
export type Write = {
  operation: 'create' | 'update' | 'upsert';
  object: string;
  fields: RecordFields;
  /** Writes with different headers cannot share a request. */
  headers: Readonly<Record<string, string>>;
  at: RecordAddress | undefined;
  onDuplicate: OnDuplicate;
  /** An update goes on with the record that a merged or converted one became. */
  follow: boolean;
};

/** What a write is built from. */
export type WriteAsk =
  | { operation: 'create'; input: CreateInput }
  | { operation: 'update'; input: UpdateInput }
  | { operation: 'upsert'; input: UpsertInput };

/** Objects that have assignment rules. */
const ASSIGNED = new Set(['Lead', 'Case', 'Account']);

/**
 * The write that an input means: a `create` is an upsert by the effect's key where the object has the field for it.
 * The same input and key give the same write, for ever. Throws `invalid` for fields that the operation itself sets.
 */
export function buildWrite(ask: WriteAsk, { config, key }: { config: SalesforceConfig; key: string }): Write {
  const { object, fields } = ask.input;
  const at = addressOf(ask, keyFieldOf(config, object), key);
  checkFields(object, fields, at && 'field' in at ? at.field : '');
  return {
    operation: ask.operation,
    object,
    fields,
    headers: headersOf(ask.operation, object, ask.input),
    at,
    onDuplicate: ask.input.onDuplicate ?? 'fail',
    follow: ask.operation === 'update' && ask.input.follow !== false,
  };
}

function addressOf(ask: WriteAsk, keyField: string, key: string): RecordAddress | undefined {
  if (ask.operation === 'create') return keyField ? { field: keyField, value: key } : undefined;
  if (ask.operation === 'upsert') return keyAddress(ask.input.externalIdField, ask.input.externalId);
  const { id, externalIdField, externalId } = ask.input;
  if (id !== undefined) return { id };
  if (externalIdField !== undefined && externalId !== undefined) return keyAddress(externalIdField, externalId);
  throw new Failure({
    code: 'invalid',
    message: 'An update needs the record: give its id, or an External ID field and its value.',
    fields: ['id'],
  });
}

/** A record by an External ID. A blank value would address the whole object, a dotted one its parent: `invalid`. */
export function keyAddress(field: string, externalId: string | number): { field: string; value: string } {
  const value = String(externalId).trim();
  const problem =
    value === ''
      ? 'is empty; a record cannot be told by it.'
      : value === '.' || value === '..' || !value.isWellFormed()
        ? 'cannot be written into an address.'
        : undefined;
  if (!problem) return { field, value };
  throw new Failure({ code: 'invalid', message: `The External ID for ${field} ${problem}`, fields: [field] });
}

/**
 * Headers that decide about owner assignment and duplicate rules. Without the first, the org's active assignment rule
 * runs, on updates too, and takes records away from who works on them.
 */
function headersOf(operation: Write['operation'], object: string, input: WriteOptions & { fields: RecordFields }) {
  const headers: Record<string, string> = {};
  const standard = operation === 'create' && !input.fields['OwnerId'] ? 'default' : 'none';
  const rule = input.assignmentRule ?? standard;
  if (rule !== 'default' && ASSIGNED.has(object)) headers['sforce-auto-assign'] = rule === 'none' ? 'FALSE' : rule;
  if (input.onDuplicate === 'allow') headers['sforce-duplicate-rule-header'] = 'allowSave=true';
  return headers;
}

/** What a write does, for messages. */
export function actionOf({ operation, object }: Write): string {
  return operation === 'upsert' ? `create or update the ${object}` : `${operation} the ${object}`;
}

/** The path of a record below the version. */
export function pathOf(object: string, at: RecordAddress | undefined): string {
  if (!at) return `/sobjects/${object}`;
  return 'id' in at
    ? `/sobjects/${object}/${at.id}`
    : `/sobjects/${object}/${at.field}/${encodeURIComponent(at.value)}`;
}

/** The call that makes a write alone. */
export function requestOf(write: Write): OrgRequest {
  const { operation, object, at } = write;
  const updateOnly = operation === 'update' && at && 'field' in at ? '?updateOnly=true' : '';
  return {
    method: at ? 'PATCH' : 'POST',
    path: pathOf(object, at) + updateOnly,
    body: JSON.stringify(write.fields),
    headers: { ...write.headers },
    action: actionOf(write),
  };
}

/** The write as one of the records of a Collections call. */
export function collectionRecord({ object, fields, at }: Write): JsonObject {
  const address = !at ? {} : 'id' in at ? { id: at.id } : { [at.field]: at.value };
  return { attributes: { type: object }, ...address, ...fields };
}

/**
 * Reads the result of one record of a Collections call just as the answer to a single call would be: what was written,
 * or the `Failure` thrown. A success without an id is an unknown outcome.
 */
export function readResult(write: Write, result: JsonValue | undefined, now: number): Written {
  const asked = { action: actionOf(write), write: true, now };
  if (isObject(result) && result['success'] === true) {
    const id = result['id'] ?? (write.at && 'id' in write.at ? write.at.id : undefined);
    if (typeof id !== 'string') throw unusableBody(200, asked);
    const created = result['created'];
    return { id, created: typeof created === 'boolean' ? created : write.operation === 'create' };
  }
  const errors = readErrorList(isObject(result) ? result['errors'] : undefined);
  if (errors.length === 0) throw unusableBody(200, asked);
  throw refusalOf(errors, 400, asked);
}
