import type { EffectId } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';

/** The part of a line that is in the store only: all pending effects after a key, but for those in memory. */
export type Backlog = {
  /** The key after which it begins; undefined when everything is in memory. */
  after(): string | undefined;
  /** Has everything in the store read. */
  open(): void;
  has(key: string): boolean;
  /** Takes in an effect that leaves memory. */
  take(effect: EffectRecord): void;
  /** Tells that an effect is no longer in memory: what was read before does not know. */
  gone(key: EffectId): void;
  /** Reads on; undefined while that is being done already. */
  read(limit: number): Promise<EffectRecord[]> | undefined;
};

/** Creates an empty backlog over pages of pending effects in the order of keys. */
export function createBacklog(load: (after: string, limit: number) => Promise<EffectRecord[]>): Backlog {
  let after: string | undefined;
  /** While a page is read: what left memory meanwhile, and the lowest key that the page may have missed. */
  let reading: { gone: Set<EffectId>; missed: string | undefined } | undefined;

  const readPage = async (state: NonNullable<typeof reading>, limit: number): Promise<EffectRecord[]> => {
    try {
      const page = await load(after ?? '', limit);
      const end = page.length < limit ? undefined : page.at(-1)?.key;
      after = state.missed === undefined ? end : lower(end, state.missed);
      return page.filter(({ key }) => !state.gone.has(key));
    } finally {
      reading = undefined;
    }
  };

  return {
    after: () => after,
    open: () => void (after = ''),
    has: (key) => after !== undefined && key > after,
    take({ run }) {
      // Its run's name is the largest text below all keys of the run that can be known without asking.
      after = lower(after, run);
      if (reading) reading.missed = lower(reading.missed, run);
    },
    gone: (key) => void reading?.gone.add(key),
    read(limit) {
      if (reading || after === undefined) return undefined;
      reading = { gone: new Set(), missed: undefined };
      return readPage(reading, limit);
    },
  };
}

function lower(left: string | undefined, right: string): string {
  return left === undefined || right < left ? right : left;
}
