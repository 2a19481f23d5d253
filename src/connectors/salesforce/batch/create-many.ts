import { Failure, toFailureData } from '../../../base/failure.ts';
import type { BatchItem, BatchResult } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { prepareFields } from '../describe/prepare.ts';
import { presentRecord } from '../operations/record.ts';
import type { CreateInput } from '../operations/record-input.ts';
import { buildWrite, readResult, type RecordAddress, type Write } from '../operations/write.ts';
import type { Org } from '../request.ts';
import { MOST_RECORDS } from './chunk-sizes.ts';
import type { RowEnd } from './rows.ts';
import { sendWrites } from './send-writes.ts';
import { kindOf, type SingleWrite } from './single-call.ts';

/** Refusals that may have an answer: they are left to what a single create does about them. */
const NOT_THE_END = new Set([
  'DUPLICATE_VALUE',
  'DUPLICATES_DETECTED',
  'INVALID_CROSS_REFERENCE_KEY',
  'NOT_FOUND',
  'UNABLE_TO_LOCK_ROW',
]);

/**
 * Creates records by key that were never sent before, with as little work for each as can be. Gives the result of each;
 * undefined where there is more to do than to send: then nothing was written.
 */
export async function createMany(
  org: Org,
  items: readonly BatchItem<SalesforceConfig>[],
): Promise<(BatchResult | undefined)[]> {
  const creations = await Promise.all(items.map((item) => prepare(org, item)));
  const sent = creations.flatMap((creation) => ('call' in creation ? [creation] : []));
  for (const kind of Map.groupBy(sent, ({ call }) => kindOf(call)).values()) {
    await sendWrites(
      org,
      kind.map((creation) => ({ call: creation.call, most: MOST_RECORDS, end: (end) => void (creation.end = end) })),
    );
  }
  return Promise.all(creations.map(async (creation) => ('call' in creation ? present(org, creation) : creation)));
}

/** True for a create that this can do: by key, for the first time, and with nothing to read afterwards. */
export function isPlainCreate({ input, io }: BatchItem<SalesforceConfig>): boolean {
  return io.attempt.unknownSince === undefined && input['object'] !== 'Case';
}

type Creation = { write: Write; call: SingleWrite; end?: RowEnd };

async function prepare(org: Org, { input, io }: BatchItem<SalesforceConfig>): Promise<Creation | BatchResult> {
  const ask = input as unknown as CreateInput;
  try {
    const fields = await prepareFields(org, ask);
    const write = buildWrite({ operation: 'create', input: { ...ask, fields } }, io);
    return { write, call: callOf(write, addressOf(write)) };
  } catch (error) {
    return { failure: toFailureData(error) };
  }
}

function addressOf({ at, object }: Write): RecordAddress {
  if (at) return at;
  throw new Failure({ code: 'defect', message: `A ${object} without a key was to be created with others.` });
}

function callOf({ object, fields, headers }: Write, at: RecordAddress): SingleWrite {
  return { kind: 'write', object, at, fields, headers };
}

async function present(org: Org, { write, end }: Creation): Promise<BatchResult | undefined> {
  try {
    if (!end || 'failure' in end) throw end?.failure ?? new Error('A record was not sent.');
    // The key is this effect's own: whichever attempt it was, this effect created the record.
    const written = { ...readResult(write, end.result, org.io.now()), created: true };
    return { output: await presentRecord(org, write.object, { written, fields: write.fields }) };
  } catch (error) {
    const failure = toFailureData(error);
    return NOT_THE_END.has(failure.providerCode ?? '') ? undefined : { failure };
  }
}
