import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg } from '../request.ts';
import { movedRecords, presentRecord, recordSchema } from './record.ts';
import { idSchema, objectSchema, RECORD_ID } from './record-input.ts';
import { updateRecord } from './update-record.ts';
import { buildWrite } from './write.ts';
import { writePrepared } from './write-prepared.ts';

type SetOwnerInput = { object: string; id: string; user?: string; queue?: string };

/** Gives a record to a user or a queue. */
export const setOwner: Operation<SalesforceConfig> = {
  title: 'Set owner',
  description:
    'Gives a record to a user or to a queue, with assignment rules switched off so that none gives it on. After a lost answer it looks before it writes again.',
  input: Type.Object(
    {
      object: objectSchema,
      id: idSchema,
      user: Type.Optional(
        Type.String({
          title: 'User',
          description: 'Username, such as giulia@acme.it, or the id.',
          minLength: 1,
          examples: ['giulia@acme.it'],
        }),
      ),
      queue: Type.Optional(
        Type.String({
          title: 'Queue',
          description: 'In place of a user: developer name, or the id.',
          minLength: 1,
          examples: ['New_leads'],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    ...recordSchema.properties,
    ownerId: Type.String({ title: 'Owner', description: 'Id of the user or queue.' }),
  }),
  records: movedRecords,
  repeat: () => 'safe',
  async run(input, io) {
    const { object, id, user, queue } = input as SetOwnerInput;
    const org = openOrg(io);
    const fields = { OwnerId: ownerOf(user, queue) };
    return writePrepared(org, { object, fields }, async (prepared) => {
      const write = buildWrite({ operation: 'update', input: { object, id, fields: prepared } }, io);
      const record = await presentRecord(org, object, { written: await updateRecord(org, write), fields: prepared });
      return { ...record, ownerId: prepared['OwnerId'] ?? '' };
    });
  },
};

/** A name is looked up in the org of the connection; an id is taken as it is. */
function ownerOf(user: string | undefined, queue: string | undefined): JsonValue {
  const [name, kind] = user === undefined ? [queue, 'queue'] : [user, 'user'];
  if (name === undefined || (user !== undefined && queue !== undefined)) {
    throw new Failure({ code: 'invalid', message: 'Name the new owner: either a user or a queue.', fields: ['user'] });
  }
  const isId = new RegExp(RECORD_ID).test(name) && /^00[5G]/.test(name);
  return isId ? name : { [kind ?? 'user']: name };
}
