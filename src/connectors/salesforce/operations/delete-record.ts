import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { FoundRecord, Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { idSchema, keyFieldSchema, keyValueSchema, objectSchema } from './record-input.ts';
import { keyAddress, pathOf } from './write.ts';

type DeleteInput = { object: string; id?: string; externalIdField?: string; externalId?: string | number };

/** Puts a record into the recycle bin. */
export const deleteRecord: Operation<SalesforceConfig> = {
  title: 'Delete record',
  description:
    'Puts one record, told by its id or by an External ID, into the recycle bin of the org. One that is deleted already counts as done.',
  input: Type.Object(
    {
      object: objectSchema,
      id: Type.Optional(idSchema),
      externalIdField: Type.Optional(keyFieldSchema),
      externalId: Type.Optional(keyValueSchema),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    object: Type.String({ title: 'Object' }),
    id: Type.Optional(Type.String({ title: 'Record id' })),
    deleted: Type.Boolean({ title: 'Deleted', description: 'False when it had been deleted before.' }),
  }),
  records: goneRecords,
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as DeleteInput;
    const org = openOrg(io);
    const id = ask.id ?? (await idByKey(org, ask));
    if (id === undefined) return { object: ask.object, deleted: true };
    return { object: ask.object, id, deleted: await remove(org, ask.object, id) };
  },
};

/** Deletes the record; false where somebody was quicker. */
async function remove(org: Org, object: string, id: string): Promise<boolean> {
  const again = org.io.attempt.unknownSince !== undefined;
  try {
    await org.call({ method: 'DELETE', path: pathOf(object, { id }), action: `delete the ${object}` });
    return true;
  } catch (error) {
    const code = error instanceof Failure ? error.data.providerCode : undefined;
    // Of an earlier attempt nobody can tell whether it was that one or somebody else.
    if (code === 'ENTITY_IS_DELETED' || (again && code === 'NOT_FOUND')) return again;
    throw error;
  }
}

/** The id of the record with this External ID; undefined where an earlier attempt may have deleted it. */
async function idByKey(org: Org, { object, externalIdField, externalId }: DeleteInput): Promise<string | undefined> {
  if (externalIdField === undefined || externalId === undefined) {
    throw new Failure({
      code: 'invalid',
      message: 'Give the id of the record, or an External ID field and its value.',
    });
  }
  const path = pathOf(object, keyAddress(externalIdField, externalId));
  const again = org.io.attempt.unknownSince !== undefined;
  const { status, body } = await org.call({
    method: 'GET',
    path: `${path}?fields=Id`,
    action: `find the ${object} to delete`,
    ...(again ? { accept: 404 } : {}),
  });
  if (status === 404) return undefined;
  if (isObject(body) && typeof body['Id'] === 'string') return body['Id'];
  throw new Failure({ code: 'unavailable', message: `Salesforce gave no id for the ${object} to delete.` });
}

function goneRecords(_input: JsonObject, { object, id }: JsonObject): FoundRecord[] {
  return typeof object === 'string' && typeof id === 'string' ? [{ object, record: id, how: 'gone' }] : [];
}
