import { Type } from 'typebox';
import { Failure, toFailureData } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { FoundRecord } from '../../connector.ts';
import { unusable } from '../errors.ts';
import type { Org, OrgAnswer } from '../request.ts';

/** What create and upsert give back to the flow. */
export const recordSchema = Type.Object({
  id: Type.String({ title: 'Record id', description: 'The 18-character id.' }),
  url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
  object: Type.String({ title: 'Object' }),
  created: Type.Boolean({ title: 'Created', description: 'False when an existing record was updated.' }),
  name: Type.Optional(Type.String({ title: 'Name', description: 'Name of the record; for a Case its number.' })),
  number: Type.Optional(Type.String({ title: 'Case number' })),
});

/** The fields of a record as the flow gives them. */
export type RecordFields = { readonly [field: string]: JsonValue | undefined };

/** A record that exists in the org, before it is made presentable. */
export type Written = { id: string; created: boolean; number?: string };

const CASE_NUMBER_TIMEOUT_MS = 5000;

/** Reads the answer to a create or an upsert. Throws `unknown_outcome` when it holds no id. */
export function readWritten(answer: OrgAnswer, action: string): Written {
  const body = answer.body;
  if (isObject(body) && typeof body['id'] === 'string') {
    return { id: body['id'], created: typeof body['created'] === 'boolean' ? body['created'] : answer.status === 201 };
  }
  const response = { status: answer.status, headers: {}, body: new Uint8Array(), text: () => '' };
  throw unusable(response, { action, write: true, now: 0 });
}

/**
 * The operation's output. The name of a Lead or Contact is put together from the fields sent, so that it costs no call;
 * the number of a Case exists only in the org and costs one, which may fail without failing the operation.
 */
export async function presentRecord(
  org: Org,
  object: string,
  record: { written: Written; fields: RecordFields },
): Promise<JsonObject> {
  const { written, fields } = record;
  const base = {
    id: written.id,
    url: `${org.instanceUrl()}/lightning/r/${object}/${written.id}/view`,
    object,
    created: written.created,
  };
  if (object === 'Case') {
    const number = written.number ?? (await caseNumber(org, written.id));
    return number ? { ...base, name: number, number } : base;
  }
  const name = nameOf(object, written.created, fields);
  return name ? { ...base, name } : base;
}

async function caseNumber(org: Org, id: string): Promise<string | undefined> {
  try {
    const { body } = await org.call({
      method: 'GET',
      path: `/sobjects/Case/${id}?fields=CaseNumber`,
      action: 'read the number of the Case',
      timeoutMs: CASE_NUMBER_TIMEOUT_MS,
    });
    return caseNumberIn(body);
  } catch (error) {
    // Whatever went wrong, the Case exists: throwing would hide its id.
    org.io.log('The Case exists, but its number could not be read.', { id, ...toFailureData(error) });
    return undefined;
  }
}

/** The number in a Case row. */
export function caseNumberIn(row: JsonValue | undefined): string | undefined {
  return isObject(row) && typeof row['CaseNumber'] === 'string' ? row['CaseNumber'] : undefined;
}

const PERSON_NAME = ['FirstName', 'MiddleName', 'LastName', 'Suffix'] as const;

function nameOf(object: string, created: boolean, fields: RecordFields): string | undefined {
  if (object !== 'Lead' && object !== 'Contact') return textIn(fields['Name']);
  // An existing record may have a first name that was not sent: better none than a wrong one.
  if (!created && !(textIn(fields['FirstName']) && textIn(fields['LastName']))) return undefined;
  const parts = PERSON_NAME.map((field) => textIn(fields[field])).filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function textIn(value: JsonValue | undefined): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** Refuses fields that the org would refuse in any case because the id or the key travels in the path. */
export function checkFields(object: string, fields: RecordFields, keyField: string): void {
  for (const name of Object.keys(fields)) {
    const lower = name.toLowerCase();
    if (lower !== 'id' && lower !== keyField.toLowerCase()) continue;
    throw new Failure({
      code: 'invalid',
      message: `The fields of the ${object} contain ${name}, which is set by the operation itself. Remove it from the fields.`,
      fields: [name],
    });
  }
}

/** The record that an operation has made or found, for the contact it is about. */
export function foundRecords(input: JsonObject, output: JsonObject): FoundRecord[] {
  const [object, record, url] = [textIn(input['object']), textIn(output['id']), textIn(output['url'])];
  if (object === undefined || record === undefined) return [];
  const how = output['created'] === false ? 'matched' : 'created';
  return [{ object, record, how, ...(url === undefined ? {} : { url }) }];
}
