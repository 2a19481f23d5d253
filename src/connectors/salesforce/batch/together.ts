import { toFailureData } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { BatchItem, BatchResult, Operation } from '../../connector.ts';
import type { SalesforceConfig, SalesforceIo } from '../config.ts';
import { buildWrite, type Write, type WriteAsk } from '../operations/write.ts';
import { openOrg } from '../request.ts';
import { MOST_RECORDS, sizeOf } from './chunk-sizes.ts';
import { createMany, isPlainCreate } from './create-many.ts';
import { gather } from './gather.ts';
import { oneAtATime, parentsOf } from './parents.ts';

/**
 * Makes a write that shares requests with others of its kind: same object, same way to tell the record, same headers.
 * Alone it is what it was, but that it waits for other writes below the same parents.
 */
export function together(
  name: WriteAsk['operation'],
  operation: Operation<SalesforceConfig>,
): Operation<SalesforceConfig> {
  return {
    ...operation,
    run: (input, io) => oneAtATime(io, parentsOfInput(input), () => operation.run(input, io)),
    groupKey: (input, config) => groupKey({ operation: name, input } as unknown as WriteAsk, config),
    groupInOrder: true,
    groupSize: (key, io) => sizeOf(io, key.split(' ', 1)[0] ?? ''),
    runMany: (items, io) => (name === 'create' ? createAll(operation, items, io) : runMany(operation, items, io)),
  };
}

/** What shares a request: an object, how its records are told, and headers. A record without a key goes alone. */
function groupKey(ask: WriteAsk, config: SalesforceConfig): string | undefined {
  const write = buildWrite(ask, { config, key: 'key' });
  if (!write.at || isUpdateByKey(write) || isNumbered(ask)) return undefined;
  const by = 'id' in write.at ? 'Id' : write.at.field;
  return `${write.object} ${by} ${JSON.stringify(write.headers)}`;
}

/** An update by key must create nothing, which only a call of its own can promise. */
function isUpdateByKey({ operation, at }: Write): boolean {
  return operation === 'update' && at !== undefined && 'field' in at;
}

/** A number told as text, as in a shared call, may not be taken for one. */
function isNumbered({ operation, input }: WriteAsk): boolean {
  return operation === 'upsert' && typeof input.externalId === 'number';
}

function parentsOfInput(input: JsonObject): string[] {
  const { fields, id } = input as { fields?: JsonObject; id?: string };
  return [...(id === undefined ? [] : [id.slice(0, 15)]), ...parentsOf(fields ?? {})];
}

/** Most creates need nothing but to be sent; the others are done as singles are, their calls together. */
async function createAll(
  operation: Operation<SalesforceConfig>,
  items: readonly BatchItem<SalesforceConfig>[],
  io: SalesforceIo,
): Promise<BatchResult[]> {
  const plain = items.filter(isPlainCreate);
  const created = new Map<BatchItem<SalesforceConfig>, BatchResult>();
  for (const [index, result] of (await createMany(openOrg(io), plain)).entries()) {
    const item = plain[index];
    if (item && result) created.set(item, result);
  }
  const others = items.filter((item) => !created.has(item));
  for (const [index, result] of (await runMany(operation, others, io)).entries()) {
    const item = others[index];
    if (item) created.set(item, result);
  }
  return items.flatMap((item) => created.get(item) ?? []);
}

async function runMany(
  operation: Operation<SalesforceConfig>,
  items: readonly BatchItem<SalesforceConfig>[],
  io: SalesforceIo,
): Promise<BatchResult[]> {
  const ends = await gather(
    openOrg(io),
    items.map(({ input, io: own }) => ({
      most: mostFor(own),
      http: own.http,
      work: (http) => operation.run(input, { ...own, http }),
    })),
  );
  return ends.map((end) =>
    end.status === 'fulfilled' ? { output: end.value } : { failure: toFailureData(end.reason) },
  );
}

/**
 * What has had an unknown outcome goes with ever fewer others: where one record makes the org fail, the others get rid
 * of it.
 */
function mostFor({ attempt }: SalesforceIo): number {
  if (attempt.unknownSince === undefined) return MOST_RECORDS;
  return Math.max(1, MOST_RECORDS >> Math.min(8, attempt.number - 1));
}
