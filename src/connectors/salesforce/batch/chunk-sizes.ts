import { isObject, type JsonValue } from '../../../base/json.ts';
import type { SalesforceIo } from '../config.ts';

/** Most records that a Collections call takes. */
export const MOST_RECORDS = 200;

const NOTE = 'batch:sizes';
/** Full chunks in a row without trouble, after which a larger one is tried. */
const CHUNKS_OF_TRUST = 20;
/** How long a size that was too large is believed to be. */
const MEMORY_MS = 24 * 3_600_000;

/** How many records of one object an org takes at a time: `bad` were too many. */
type Size = { size: number; bad: number; at: number; good: number };
type Sizes = Map<string, Size>;

/** How many records of an object go together just now; the most while nothing else was learned. */
export function sizeOf({ local }: Pick<SalesforceIo, 'local'>, object: string): number {
  return sizesOf(local).get(object)?.size ?? MOST_RECORDS;
}

/** Reads what former processes have learned; asked before the first chunk of each. */
export function recallSizes({ local, memory }: SalesforceIo): Promise<void> {
  const known = local.get(`${NOTE}:recalled`) as Promise<void> | undefined;
  if (known) return known;
  const recalled = memory.get(NOTE).then((value) => {
    const sizes = sizesOf(local);
    for (const [object, size] of readSizes(value)) if (!sizes.has(object)) sizes.set(object, size);
  });
  local.set(`${NOTE}:recalled`, recalled);
  // A store that cannot be read now is asked again with the next chunk.
  recalled.catch(() => local.delete(`${NOTE}:recalled`));
  return recalled;
}

/** Learns that so many records went together where `bad` had failed each other. */
export async function learnSize(io: SalesforceIo, object: string, found: { size: number; bad: number }): Promise<void> {
  const { size, bad } = found;
  if (size >= sizeOf(io, object)) return;
  sizesOf(io.local).set(object, { size, bad, at: io.now(), good: 0 });
  io.log('The org takes fewer records at a time than it was given.', { object, size, bad });
  await keep(io);
}

/** Counts a chunk that went well; after many full ones in a row a larger one is tried. */
export async function trustSize(io: SalesforceIo, object: string, records: number): Promise<void> {
  const known = sizesOf(io.local).get(object);
  if (!known || records < known.size) return;
  known.good += 1;
  if (known.good < CHUNKS_OF_TRUST) return;
  const bound = io.now() - known.at > MEMORY_MS ? Infinity : known.bad - 1;
  const size = Math.min(MOST_RECORDS, bound, known.size + Math.ceil(known.size / 4));
  known.good = 0;
  if (size <= known.size) return;
  if (size === MOST_RECORDS) sizesOf(io.local).delete(object);
  else known.size = size;
  await keep(io);
}

async function keep(io: SalesforceIo): Promise<void> {
  const sizes = Object.fromEntries(
    [...sizesOf(io.local)].map(([object, { size, bad, at }]) => [object, { size, bad, at }]),
  );
  try {
    await io.memory.put(NOTE, sizes);
  } catch (error) {
    io.log('What an org takes at a time could not be noted.', { error: String(error) });
  }
}

function sizesOf(local: Map<string, unknown>): Sizes {
  let sizes = local.get(NOTE) as Sizes | undefined;
  if (!sizes) local.set(NOTE, (sizes = new Map()));
  return sizes;
}

function* readSizes(value: JsonValue | undefined): Generator<[string, Size]> {
  if (!isObject(value)) return;
  for (const [object, entry] of Object.entries(value)) {
    if (!isObject(entry)) continue;
    const { size, bad, at } = entry;
    if (typeof size !== 'number' || typeof bad !== 'number' || typeof at !== 'number') continue;
    yield [object, { size, bad, at, good: 0 }];
  }
}
