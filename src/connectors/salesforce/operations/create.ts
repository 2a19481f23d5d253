import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Operation, Repeat } from '../../connector.ts';
import { keyFieldOf, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { looksOf } from '../describe/looks.ts';
import { openOrg, type Org } from '../request.ts';
import { createClaimed } from './create-claimed.ts';
import { afterDuplicate } from './duplicates.ts';
import { writePrepared } from './write-prepared.ts';
import { proofOf } from './proof.ts';
import { createInputSchema, type CreateInput } from './record-input.ts';
import { caseNumberIn, foundRecords, presentRecord, readWritten, recordSchema, type Written } from './record.ts';
import { buildWrite, pathOf, requestOf, type Write } from './write.ts';

/**
 * Creates a record exactly once. With an External ID field it is an upsert by the effect's key; without one, a claim is
 * noted before the record is sent and an unknown outcome is resolved by looking before anything is created again.
 */
export const create: Operation<SalesforceConfig> = {
  title: 'Create record',
  description:
    'Creates a record exactly once and gives its id, link and name. How sure that is depends on the External ID field of the object.',
  input: createInputSchema,
  output: recordSchema,
  ...looksOf('create', createInputSchema),
  records: foundRecords,
  repeat(input, config): Repeat {
    const { object, fields } = input as CreateInput;
    if (keyFieldOf(config, object)) return 'keyed';
    return proofOf(object, fields).length > 0 ? 'safe' : 'unsafe';
  },
  async run(input, io) {
    const ask = input as CreateInput;
    const org = openOrg(io);
    return writePrepared(org, ask, async (fields) => {
      const write = buildWrite({ operation: 'create', input: { ...ask, fields } }, io);
      return presentRecord(org, ask.object, { written: await createRecord(org, write), fields });
    });
  },
};

/** Creates the record of a `create`, by its key or by a claim. */
export async function createRecord(org: Org, write: Write): Promise<Written> {
  try {
    return write.at ? await createKeyed(org, write) : await createClaimed(org, write);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return afterRefusal(org, write, error);
  }
}

async function createKeyed(org: Org, write: Write): Promise<Written> {
  // A second upsert would write over what people changed since the first: look before repeating.
  if (org.io.attempt.unknownSince !== undefined) {
    const found = await findByKey(org, write);
    if (found) return found;
  }
  const request = requestOf(write);
  // The key is this effect's own: whichever attempt it was, this effect created the record.
  return { ...readWritten(await org.call(request), request.action), created: true };
}

/**
 * What follows when the org refuses to create: a late earlier attempt shows itself as a duplicate key or a locked row,
 * then the record exists or is about to; a similar record may be used. Throws the refusal where nothing of that helps.
 */
export async function afterRefusal(org: Org, write: Write, refused: Failure): Promise<Written> {
  const { providerCode, providerMessage } = refused.data;
  if (providerCode === 'DUPLICATES_DETECTED') return afterDuplicate(org, write, refused);
  const keyField = write.at && 'field' in write.at ? write.at.field : undefined;
  if (keyField === undefined) throw refused;
  if (providerCode === 'NOT_FOUND') throw missingField(write.object, keyField, refused);
  if (providerCode !== 'DUPLICATE_VALUE' && providerCode !== 'UNABLE_TO_LOCK_ROW') throw refused;
  const found = await findByKey(org, write).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw lookAgain(org.io, write.object, error);
  });
  if (found) return found;
  if (providerCode === 'DUPLICATE_VALUE' && providerMessage?.includes(keyField)) {
    throw lookAgain(org.io, write.object, refused);
  }
  // Another unique field clashes, or another record held the lock: our record was not created.
  throw refused;
}

async function findByKey(org: Org, { object, at }: Write): Promise<Written | undefined> {
  const { status, body } = await org.call({
    method: 'GET',
    path: `${pathOf(object, at)}?fields=${object === 'Case' ? 'Id,CaseNumber' : 'Id'}`,
    action: `look for the ${object} of an earlier attempt`,
    accept: 404,
  });
  if (status === 404 || !isObject(body) || typeof body['Id'] !== 'string') return undefined;
  const number = caseNumberIn(body);
  return { id: body['Id'], created: true, ...(number ? { number } : {}) };
}

const LOOK_AGAIN_MS = 2000;

function lookAgain(io: SalesforceIo, object: string, cause: Failure): Failure {
  io.log('An earlier attempt may be committing; the next one looks for its record.', { object });
  return new Failure(
    {
      code: 'unknown_outcome',
      message: `A ${object} with the key of this effect exists or is about to; the next attempt looks for it.`,
      retryAfterMs: LOOK_AGAIN_MS,
      ...(cause.data.providerCode ? { providerCode: cause.data.providerCode } : {}),
    },
    { cause },
  );
}

function missingField(object: string, keyField: string, cause: Failure): Failure {
  const details: JsonObject = { ...cause.data.details, object, field: keyField };
  return new Failure(
    {
      ...cause.data,
      message: `${object} or its External ID field ${keyField} does not exist, or the connected user may not see it. Add the field (Setup > Object Manager > ${object} > Fields & Relationships > New), or leave the External ID field of ${object} empty in the connection.`,
      details,
    },
    { cause },
  );
}
