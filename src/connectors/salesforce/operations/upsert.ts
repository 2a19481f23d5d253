import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { Operation } from '../../connector.ts';
import { API_NAME, type SalesforceConfig } from '../config.ts';
import { checkFields, foundRecords, presentRecord, readWritten, recordSchema, type RecordFields } from './record.ts';
import { openOrg } from '../request.ts';

type UpsertInput = { object: string; externalIdField: string; externalId: string | number; fields: RecordFields };

const inputSchema = Type.Object(
  {
    object: Type.String({ title: 'Object', description: 'API name: Lead, Case, Contact…', pattern: API_NAME }),
    externalIdField: Type.String({
      title: 'External ID field',
      description: 'API name of the field that tells the record; best one that is External ID and Unique.',
      pattern: API_NAME,
    }),
    externalId: Type.Union([Type.String(), Type.Number()], { title: 'External ID' }),
    fields: Type.Record(Type.String({ pattern: '^[A-Za-z]' }), Type.Unknown(), {
      title: 'Fields',
      description: 'Values by API name of the field, without the External ID.',
    }),
  },
  { additionalProperties: false },
);

/**
 * Creates the record with the author's own External ID, or updates it.
 * Repeating it leads to the same record. A repetition writes the same fields once more, over anything that people
 * changed between the two.
 */
export const upsert: Operation<SalesforceConfig> = {
  title: 'Create or update record',
  description:
    'Finds the record by an External ID and updates it, or creates it. After an unknown outcome it is sent again, which writes the same fields once more.',
  input: inputSchema,
  output: recordSchema,
  records: foundRecords,
  repeat: () => 'keyed',
  async run(input, io) {
    const { object, externalIdField, externalId, fields } = input as UpsertInput;
    checkFields(object, fields, externalIdField);
    const org = openOrg(io);
    const action = `create or update the ${object}`;
    const answer = await org.call({
      method: 'PATCH',
      path: `/sobjects/${object}/${externalIdField}/${pathValue(externalId, externalIdField)}`,
      body: JSON.stringify(fields),
      action,
    });
    return presentRecord(org, object, { written: readWritten(answer, action), fields });
  },
};

/** The External ID as one part of a path. A blank one would address the whole object, a dotted one its parent. */
function pathValue(externalId: string | number, field: string): string {
  const value = String(externalId).trim();
  if (value === '') throw invalid(`The External ID for ${field} is empty; a record cannot be told by it.`, field);
  if (value === '.' || value === '..' || !value.isWellFormed()) {
    throw invalid(`The External ID for ${field} cannot be written into an address.`, field);
  }
  return encodeURIComponent(value);
}

function invalid(message: string, field: string): Failure {
  return new Failure({ code: 'invalid', message, fields: [field] });
}
