import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { describeIfSeen } from '../describe/describe-cache.ts';
import { fieldOf } from '../describe/object-describe.ts';
import { openOrg, type Org } from '../request.ts';
import { readFieldsSchema } from './find.ts';
import { whereDidItGo } from './moved.ts';
import { linkTo } from './record.ts';
import { idSchema, keyFieldSchema, keyValueSchema, objectSchema } from './record-input.ts';
import { plainRow, queryRows } from './rows.ts';
import { soqlText } from './soql.ts';
import { keyAddress, pathOf, type RecordAddress } from './write.ts';

type GetInput = {
  object: string;
  id?: string;
  externalIdField?: string;
  externalId?: string | number;
  fields?: readonly string[];
  follow?: boolean;
};

/** A record that was read, and which one it is. */
type Read = { object: string; row: JsonObject };

/** Reads one record. */
export const get: Operation<SalesforceConfig> = {
  title: 'Get record',
  description:
    'Reads one record by its id or by an External ID: the fields named, or all that the connected user may see. A record that was merged is found in the one that is left.',
  input: Type.Object(
    {
      object: objectSchema,
      id: Type.Optional(idSchema),
      externalIdField: Type.Optional(keyFieldSchema),
      externalId: Type.Optional(keyValueSchema),
      fields: Type.Optional(readFieldsSchema),
      follow: Type.Optional(
        Type.Boolean({
          title: 'Follow',
          description: 'Read what a merged record has become. No: then it is not found.',
          default: true,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    found: Type.Boolean({ title: 'Found' }),
    id: Type.Optional(Type.String({ title: 'Record id' })),
    url: Type.Optional(Type.String({ title: 'Link', description: 'Opens the record in Lightning.' })),
    object: Type.Optional(Type.String({ title: 'Object' })),
    record: Type.Unknown({ title: 'Record', description: 'Its fields by API name; null where there is none.' }),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as GetInput;
    const org = openOrg(io);
    const read = await readRecord(org, ask);
    if (!read) return { found: false, record: null };
    const { row, object } = read;
    const id = typeof row['Id'] === 'string' ? row['Id'] : '';
    return { found: true, id, url: linkTo(org, object, id), object, record: row };
  },
};

async function readRecord(org: Org, ask: GetInput): Promise<Read | undefined> {
  const { object, fields, follow } = ask;
  const at = addressOf(ask);
  const row = await readAt(org, { object, at, fields });
  if (row) return { object, row };
  if ('field' in at) return checkKeyField(org, object, at.field);
  if (follow === false) return undefined;
  const place = await whereDidItGo(org, object, at.id);
  if (!place.here || place.by.length === 0) return undefined;
  const moved = await readAt(org, { object: place.object, at: { id: place.id }, fields });
  return moved && { object: place.object, row: moved };
}

/** A key field that is not there answers like a record that is not there. */
async function checkKeyField(org: Org, object: string, field: string): Promise<undefined> {
  const describe = await describeIfSeen(org, object);
  if (!describe || fieldOf(describe, field)) return;
  throw new Failure({
    code: 'invalid',
    message: `${object} has no field ${field} that the connected user may see. Check its API name.`,
    fields: [field],
  });
}

function addressOf({ id, externalIdField, externalId }: GetInput): RecordAddress {
  if (id !== undefined) return { id };
  if (externalIdField !== undefined && externalId !== undefined) return keyAddress(externalIdField, externalId);
  throw new Failure({ code: 'invalid', message: 'Give the id of the record, or an External ID field and its value.' });
}

type Asked = { object: string; at: RecordAddress; fields: readonly string[] | undefined };

async function readAt(org: Org, { object, at, fields }: Asked): Promise<JsonObject | undefined> {
  const action = `read the ${object}`;
  const ofParents = fields?.some((field) => field.includes('.'));
  const named = fields && !ofParents ? `?fields=${['Id', ...fields].join(',')}` : ofParents ? '?fields=Id' : '';
  const { status, body } = await org.call({ method: 'GET', path: pathOf(object, at) + named, action, accept: 404 });
  if (status === 404 || !isObject(body)) return undefined;
  if (!ofParents) return plainRow(body);
  // Fields of parents are only to be had by a query.
  const id = typeof body['Id'] === 'string' ? body['Id'] : '';
  const columns = [...new Set(['Id', ...(fields ?? [])])].join(', ');
  const soql = `SELECT ${columns} FROM ${object} WHERE Id = ${soqlText(id)}`;
  const [row] = (await queryRows(org, { soql, most: 1, action })).rows;
  return row && plainRow(row);
}
