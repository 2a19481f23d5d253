import { Type } from 'typebox';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { looksOf } from '../describe/looks.ts';
import { openOrg } from '../request.ts';
import { writePrepared } from './write-prepared.ts';
import { movedRecords, presentRecord, recordSchema } from './record.ts';
import {
  fieldsSchema,
  idSchema,
  keyFieldSchema,
  keyValueSchema,
  objectSchema,
  writeOptions,
  type UpdateInput,
} from './record-input.ts';
import { updateRecord } from './update-record.ts';
import { buildWrite } from './write.ts';

const inputSchema = Type.Object(
  {
    object: objectSchema,
    id: Type.Optional(idSchema),
    externalIdField: Type.Optional(keyFieldSchema),
    externalId: Type.Optional(keyValueSchema),
    fields: fieldsSchema,
    follow: Type.Optional(
      Type.Boolean({
        title: 'Follow',
        description: 'Go on with the record that a merged or converted one has become. No: the step fails.',
        default: true,
      }),
    ),
    ...writeOptions('"none", so that an update takes no record away from its owner.', ['fail', 'allow']),
  },
  { additionalProperties: false },
);

/** Changes fields of a record that is there; never makes one. */
export const update: Operation<SalesforceConfig> = {
  title: 'Update record',
  description:
    'Changes fields of one record, told by its id or by an External ID. A lead that was converted meanwhile is followed to its contact, a merged record to the one that is left. After a lost answer it looks before it writes again: what people changed since stays.',
  input: inputSchema,
  output: recordSchema,
  ...looksOf('update', inputSchema),
  records: movedRecords,
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as UpdateInput;
    const org = openOrg(io);
    return writePrepared(org, ask, async (fields) => {
      const write = buildWrite({ operation: 'update', input: { ...ask, fields } }, io);
      return presentRecord(org, ask.object, { written: await updateRecord(org, write), fields });
    });
  },
};
