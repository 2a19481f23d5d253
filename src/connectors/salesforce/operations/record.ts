import { Type } from 'typebox';
import { Failure, toFailureData } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { FoundRecord } from '../../connector.ts';
import { unusableBody } from '../errors.ts';
import type { Org, OrgAnswer } from '../request.ts';

/** What create, update and upsert give back to the flow. */
export const recordSchema = Type.Object({
  id: Type.String({ title: 'Record id', description: 'The 18-character id.' }),
  url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
  object: Type.String({
    title: 'Object',
    description: 'Another than was asked for where a duplicate was used, or a lead had become a contact.',
  }),
  created: Type.Boolean({ title: 'Created', description: 'False when the record was there before.' }),
  updated: Type.Boolean({ title: 'Updated', description: 'True when a record that was there before was written to.' }),
  name: Type.Optional(Type.String({ title: 'Name', description: 'Name of the record; for a Case its number.' })),
  number: Type.Optional(Type.String({ title: 'Case number' })),
  movedFrom: Type.Optional(
    Type.Object(
      { object: Type.String({ title: 'Object' }), id: Type.String({ title: 'Record id' }) },
      { title: 'Moved from', description: 'The record that was asked for, where it had been merged or converted.' },
    ),
  ),
});

/** The fields of a record as the flow gives them. */
export type RecordFields = { readonly [field: string]: JsonValue | undefined };

/**
 * A record that exists in the org, before it is made presentable. `object` is set where it is another than the one asked
 * for; `untouched` where nothing was written to it.
 */
export type Written = {
  id: string;
  created: boolean;
  object?: string;
  untouched?: boolean;
  number?: string;
  movedFrom?: { object: string; id: string };
};

const CASE_NUMBER_TIMEOUT_MS = 5000;

/** Reads the answer to a create or an upsert. Throws `unknown_outcome` when it holds no id. */
export function readWritten(answer: OrgAnswer, action: string): Written {
  const body = answer.body;
  if (isObject(body) && typeof body['id'] === 'string') {
    return { id: body['id'], created: typeof body['created'] === 'boolean' ? body['created'] : answer.status === 201 };
  }
  throw unusableBody(answer.status, { action, write: true, now: 0 });
}

/** Opens a record in Lightning. */
export function linkTo(org: Org, object: string, id: string): string {
  return `${org.instanceUrl()}/lightning/r/${object}/${id}/view`;
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
  const actual = written.object ?? object;
  const base = {
    id: written.id,
    url: linkTo(org, actual, written.id),
    object: actual,
    created: written.created,
    updated: !written.created && !written.untouched,
    ...(written.movedFrom ? { movedFrom: written.movedFrom } : {}),
  };
  if (actual === 'Case') {
    const number = written.number ?? (await caseNumber(org, written.id));
    return number ? { ...base, name: number, number } : base;
  }
  const name = written.untouched ? undefined : nameOf(actual, written.created, fields);
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
export function foundRecords(_input: JsonObject, output: JsonObject): FoundRecord[] {
  const [object, record, url] = [textIn(output['object']), textIn(output['id']), textIn(output['url'])];
  if (object === undefined || record === undefined) return [];
  const how = output['created'] === false ? 'matched' : 'created';
  return [{ object, record, how, ...(url === undefined ? {} : { url }) }];
}

/** Where a record went that a person may be linked with: the old one stands for nobody any more, the new one does. */
export function movedRecords(input: JsonObject, output: JsonObject): FoundRecord[] {
  const from = output['movedFrom'];
  if (!isObject(from)) return [];
  const [object, record] = [textIn(from['object']), textIn(from['id'])];
  if (object === undefined || record === undefined) return [];
  return [{ object, record, how: 'gone' }, ...foundRecords(input, output)];
}
