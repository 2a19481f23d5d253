import { Failure } from '../../../base/failure.ts';
import { describeIfSeen } from '../describe/describe-cache.ts';
import { fieldOf } from '../describe/object-describe.ts';
import type { Org } from '../request.ts';
import { withoutOverwriting } from './earlier.ts';
import { whereDidItGo, type Place } from './moved.ts';
import type { Written } from './record.ts';
import { actionOf, requestOf, type Write } from './write.ts';

/** Refusals that mean that the record is not where it was. */
const MOVED = new Set(['CANNOT_UPDATE_CONVERTED_LEAD', 'ENTITY_IS_DELETED', 'NOT_FOUND']);

/**
 * Updates one record, told by its id or by an External ID. A repetition after a lost answer looks first, so that it
 * never undoes what people did. With `follow` it goes on with what a merged or converted record has become.
 */
export async function updateRecord(org: Org, write: Write): Promise<Written> {
  const { object, at, fields } = write;
  if (!at) throw new Failure({ code: 'defect', message: 'An update was built without a record.' });
  try {
    return await withoutOverwriting(org, { object, at, fields }, () => sendUpdate(org, write));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return afterMove(org, write, error);
  }
}

async function sendUpdate(org: Org, write: Write): Promise<Written> {
  const { body } = await org.call(requestOf(write));
  if (write.at && 'id' in write.at) return { id: write.at.id, created: false };
  return { id: idIn(body, write), created: false };
}

function idIn(body: unknown, write: Write): string {
  const id = (body as { id?: unknown } | undefined)?.id;
  if (typeof id === 'string') return id;
  throw new Failure({
    code: 'unknown_outcome',
    message: `Salesforce was asked to ${actionOf(write)} and answered without an id.`,
  });
}

/** Goes on where a refused record has gone; throws the refusal where it went nowhere, or nobody asked for that. */
export async function afterMove(org: Org, write: Write, refused: Failure): Promise<Written> {
  const { object, at, follow } = write;
  if (!follow || !at || !('id' in at) || !MOVED.has(refused.data.providerCode ?? '')) throw refused;
  const place = await whereDidItGo(org, object, at.id);
  if (!place.here || place.by.length === 0) throw refused;
  if (place.object !== object) await refuseForeignFields(org, { write, place, refused });
  const next: Write = { ...write, object: place.object, at: { id: place.id }, follow: false };
  const written = await updateRecord(org, next);
  return { ...written, object: place.object, movedFrom: { object, id: at.id } };
}

type Foreign = { write: Write; place: Place; refused: Failure };

/** A contact has other fields than the lead that it was: better nothing than a part. */
async function refuseForeignFields(org: Org, { write, place, refused }: Foreign): Promise<void> {
  const describe = await describeIfSeen(org, place.object);
  const foreign = Object.keys(write.fields).filter((name) => !describe || !fieldOf(describe, name)?.updateable);
  if (foreign.length === 0) return;
  const became = `The ${write.object} became the ${place.object} ${place.id}`;
  throw new Failure(
    {
      ...refused.data,
      code: 'conflict',
      message: `${became}, which has no field ${foreign.join(', ')} that can be written. Nothing was written: update that record with fields of its own.`,
      fields: foreign,
      details: { ...refused.data.details, object: place.object, id: place.id },
    },
    { cause: refused },
  );
}
