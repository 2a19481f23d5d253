import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { looksOf } from '../describe/looks.ts';
import { openOrg, type Org } from '../request.ts';
import { afterDuplicate } from './duplicates.ts';
import { withoutOverwriting } from './earlier.ts';
import { writePrepared } from './write-prepared.ts';
import { foundRecords, presentRecord, readWritten, recordSchema, type Written } from './record.ts';
import {
  fieldsSchema,
  keyFieldSchema,
  keyValueSchema,
  objectSchema,
  writeOptions,
  type UpsertInput,
} from './record-input.ts';
import { buildWrite, requestOf, type Write } from './write.ts';

const inputSchema = Type.Object(
  {
    object: objectSchema,
    externalIdField: keyFieldSchema,
    externalId: keyValueSchema,
    fields: fieldsSchema,
    ...writeOptions('"none", so that an update takes no record away from its owner.'),
  },
  { additionalProperties: false },
);

/**
 * Creates the record with the author's own External ID, or updates it: there is never a second one. A repetition after a
 * lost answer looks first, and writes only what nobody else has changed meanwhile.
 */
export const upsert: Operation<SalesforceConfig> = {
  title: 'Create or update record',
  description:
    'Finds the record by an External ID and updates it, or creates it. After a lost answer it looks before it writes again: what people changed since stays.',
  input: inputSchema,
  output: recordSchema,
  ...looksOf('upsert', inputSchema),
  records: foundRecords,
  repeat: () => 'keyed',
  async run(input, io) {
    const ask = input as UpsertInput;
    const org = openOrg(io);
    return writePrepared(org, ask, async (fields) => {
      const write = buildWrite({ operation: 'upsert', input: { ...ask, fields } }, io);
      return presentRecord(org, ask.object, { written: await upsertRecord(org, write), fields });
    });
  },
};

async function upsertRecord(org: Org, write: Write): Promise<Written> {
  const { object, at, fields } = write;
  if (!at) throw new Failure({ code: 'defect', message: 'An upsert was built without an External ID.' });
  const request = requestOf(write);
  try {
    return await withoutOverwriting(org, { object, at, fields, creates: true }, async () =>
      readWritten(await org.call(request), request.action),
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.data.providerCode !== 'DUPLICATES_DETECTED') throw error;
    return afterDuplicate(org, write, error);
  }
}
