import { Failure } from '../../../base/failure.ts';
import { prepareFields, type WriteOptions } from '../describe/prepare.ts';
import { forgetReferences } from '../describe/references.ts';
import type { Org } from '../request.ts';
import type { RecordFields } from './record.ts';

/** Fields as a flow gives them, and how their values are to be read. */
type Given = { object: string; fields: RecordFields; options?: WriteOptions };

/**
 * Prepares the fields for this org and writes with them. Where the org refuses an id that was looked up earlier, because
 * another record has the name by now, the names are looked up once more and the write is sent once more.
 */
export async function writePrepared<T>(
  org: Org,
  given: Given,
  write: (fields: RecordFields) => Promise<T>,
): Promise<T> {
  try {
    return await write(await prepareFields(org, given));
  } catch (error) {
    const stale = error instanceof Failure && error.data.providerCode === 'INVALID_CROSS_REFERENCE_KEY';
    if (!stale || !forgetReferences(org.io, given.object, given.fields)) throw error;
    return write(await prepareFields(org, given));
  }
}
