import { ByKind } from './by-kind.ts';
import type { Kind, Records } from './records.ts';
import type { Store, Write } from './store.ts';

/** Kinds that the next event of the same lane reads again, soon after they were written. */
const CACHED: ReadonlySet<Kind> = new Set<Kind>(['lane', 'contact', 'conversation', 'run', 'effect', 'message']);

/** Records of common size in each of two generations: some 10 MB in all. A larger record counts for several. */
const GENERATION = 5000;
const COMMON_SIZE = 1000;
/** One record in so many is weighed, and counts for all of them: weighing each costs a tenth of what a flow costs. */
const WEIGHED = 16;

/**
 * Keeps the records in memory that were written or read last, so that the next event of a lane need not read them.
 * Right only where this process alone writes to the store, and all of it writes here: what is deleted beside it would
 * live on, and be written again. What is on disk goes before what is remembered: a record is
 * remembered when its commit has succeeded, and forgotten when one that touches it fails.
 */
export function cacheRecords(store: Store, generation = GENERATION): Store {
  const memory = createMemory(generation);
  /** Grows with each commit that settles: a read begun before must not overwrite what it stored. */
  let settled = 0;
  return {
    ...store,
    get<K extends Kind>(kind: K, key: string) {
      if (!CACHED.has(kind)) return store.get(kind, key);
      const known = memory.get(kind, key);
      if (known) return Promise.resolve(known as Records[K]);
      const begun = settled;
      return store.get(kind, key).then((found) => {
        if (found && begun === settled) memory.set(kind, key, found);
        return found;
      });
    },
    async commit(writes) {
      try {
        await store.commit(writes);
      } catch (error) {
        for (const write of writes) memory.delete(write.kind, keyOf(write));
        throw error;
      } finally {
        settled += 1;
      }
      for (const write of writes) {
        if (write.op === 'delete') memory.delete(write.kind, write.key);
        else if (CACHED.has(write.kind)) memory.set(write.kind, write.record.key, write.record);
      }
    },
  };
}

type Memory = {
  get(kind: Kind, key: string): Records[Kind] | undefined;
  set(kind: Kind, key: string, record: Records[Kind]): void;
  delete(kind: Kind, key: string): void;
};

/** What was used lately is in the young generation; when that is full, the old one is let go of as a whole. */
function createMemory(generation: number): Memory {
  let young = new ByKind<Records[Kind]>();
  let old = young;
  let weight = 0;
  let chance = 1;
  /** True for one in `WEIGHED`, without a pattern: commits look alike, and every sixteenth write might be a small one. */
  const isWeighed = (): boolean => {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) | 0;
    return chance >>> 16 < 0x1_0000 / WEIGHED;
  };
  const set = (kind: Kind, key: string, record: Records[Kind]): void => {
    young.set(kind, key, record);
    // A record that is set again counts again: what is written often only makes generations shorter.
    weight += isWeighed() ? 1 + WEIGHED * excessOf(record) : 1;
    if (weight < generation) return;
    old = young;
    young = new ByKind();
    weight = 0;
  };
  return {
    get(kind, key) {
      const known = young.get(kind, key);
      if (known) return known;
      const aged = old.get(kind, key);
      if (aged) set(kind, key, aged);
      return aged;
    },
    set,
    delete(kind, key) {
      young.delete(kind, key);
      old.delete(kind, key);
    },
  };
}

/** How many records of common size a record counts for besides itself: by those parts that can grow large. */
function excessOf(record: Records[Kind]): number {
  let size = 0;
  if ('run' in record && typeof record.run === 'object') size = sizeOf(record.run.vars);
  else if ('attempts' in record) size = sizeOf(record.output) + sizeOf(record.exchanges) + sizeOf(record.request);
  else if ('content' in record) size = sizeOf(record.content);
  return Math.floor(size / COMMON_SIZE);
}

/** About how many characters a value is written with. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 8;
  for (const name in value) size += 8 + sizeOf((value as Record<string, unknown>)[name]);
  return size;
}

function keyOf(write: Write): string {
  return write.op === 'delete' ? write.key : write.record.key;
}
