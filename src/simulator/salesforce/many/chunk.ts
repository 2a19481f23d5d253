import type { JsonObject } from '../../../base/json.ts';
import type { ApiError } from '../answer.ts';
import { attempt } from '../call.ts';
import type { ObjectType } from '../metadata.ts';
import { triggerFailure } from '../write/triggers.ts';
import type { Writer } from '../write/writer.ts';

/** One write among several; `work` carries it out and gives the record's id. */
export type ManyItem = {
  object: ObjectType | undefined;
  sent: JsonObject;
  work: () => { id: string; created: boolean };
};

/** How one write among several ended. */
export type ManyResult = { id?: string; created?: boolean; errors: readonly ApiError[] };

/** Thrown to take back everything that a call has written. */
class TakenBack extends Error {}

/**
 * Carries out several writes in order. Neighbours of one object are a chunk: a trigger that fails takes all of it.
 * With `allOrNone` one failure takes back everything, and the others say so.
 */
export function writeMany(writer: Writer, items: readonly ManyItem[], options: { allOrNone: boolean }): ManyResult[] {
  const results: ManyResult[] = [];
  try {
    return writer.org.store.atomically(() => {
      for (const chunk of chunksOf(items)) results.push(...writeChunk(writer, chunk));
      if (options.allOrNone && results.some((result) => result.errors.length > 0)) throw new TakenBack();
      return results;
    });
  } catch (thrown) {
    if (!(thrown instanceof TakenBack)) throw thrown;
    return results.map((result) => (result.errors.length > 0 ? result : { ...result, errors: [ROLLED_BACK] }));
  }
}

const ROLLED_BACK: ApiError = {
  errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
};

function chunksOf(items: readonly ManyItem[]): ManyItem[][] {
  const chunks: ManyItem[][] = [];
  for (const item of items) {
    const last = chunks.at(-1);
    if (last && last[0]?.object === item.object) last.push(item);
    else chunks.push([item]);
  }
  return chunks;
}

function writeChunk(writer: Writer, chunk: readonly ManyItem[]): ManyResult[] {
  const failure = triggerFailure(writer, chunk[0]?.object, chunk);
  return chunk.map((item) => {
    const outcome = failure ? { refusal: failure } : attempt(item.work);
    if ('value' in outcome) return { ...outcome.value, errors: [] };
    return { errors: outcome.refusal.errors };
  });
}
