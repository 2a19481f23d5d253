import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Operation, Repeat } from '../../connector.ts';
import { keyFieldOf, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { createClaimed } from './create-claimed.ts';
import { createInputSchema, writeHeaders, type CreateInput } from './create-input.ts';
import { proofOf } from './proof.ts';
import {
  caseNumberIn,
  checkFields,
  foundRecords,
  presentRecord,
  readWritten,
  recordSchema,
  type Written,
} from './record.ts';
import { openOrg, type Org } from '../request.ts';

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
  records: foundRecords,
  repeat(input, config): Repeat {
    const { object, fields } = input as CreateInput;
    if (keyFieldOf(config, object)) return 'keyed';
    return proofOf(object, fields).length > 0 ? 'safe' : 'unsafe';
  },
  async run(input, io) {
    const wanted = input as CreateInput;
    const keyField = keyFieldOf(io.config, wanted.object);
    checkFields(wanted.object, wanted.fields, keyField);
    const org = openOrg(io);
    const written = keyField ? await createKeyed(org, wanted, keyField) : await createClaimed(org, wanted);
    return presentRecord(org, wanted.object, { written, fields: wanted.fields });
  },
};

async function createKeyed(org: Org, input: CreateInput, keyField: string): Promise<Written> {
  const { io } = org;
  const path = `/sobjects/${input.object}/${keyField}/${encodeURIComponent(io.key)}`;
  // A second upsert would write over what people changed since the first: look before repeating.
  if (io.attempt.unknownSince !== undefined) {
    const found = await findByKey(org, input.object, path);
    if (found) return found;
  }
  const action = `create the ${input.object}`;
  try {
    const answer = await org.call({
      method: 'PATCH',
      path,
      body: JSON.stringify(input.fields),
      headers: writeHeaders(input),
      action,
    });
    // The key is this effect's own: whichever attempt it was, this effect created the record.
    return { ...readWritten(answer, action), created: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return await afterRefusal(org, { input, keyField, path, refused: error });
  }
}

type Refused = { input: CreateInput; keyField: string; path: string; refused: Failure };

/** A late earlier attempt shows itself as a duplicate or a locked row: then the record exists or is about to. */
async function afterRefusal(org: Org, { input, keyField, path, refused }: Refused): Promise<Written> {
  const { providerCode, providerMessage } = refused.data;
  if (providerCode === 'NOT_FOUND') throw missingField(input.object, keyField, refused);
  if (providerCode !== 'DUPLICATE_VALUE' && providerCode !== 'UNABLE_TO_LOCK_ROW') throw refused;
  const found = await findByKey(org, input.object, path).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw lookAgain(org.io, input.object, error);
  });
  if (found) return found;
  if (providerCode === 'DUPLICATE_VALUE' && providerMessage?.includes(keyField)) {
    throw lookAgain(org.io, input.object, refused);
  }
  // Another unique field clashes, or another record held the lock: our record was not created.
  throw refused;
}

async function findByKey(org: Org, object: string, path: string): Promise<Written | undefined> {
  const { status, body } = await org.call({
    method: 'GET',
    path: `${path}?fields=${object === 'Case' ? 'Id,CaseNumber' : 'Id'}`,
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
