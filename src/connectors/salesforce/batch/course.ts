/** How the splitting of one wave of records goes. */
export type Course = {
  /** Most records of the next chunk. */
  limit(): number;
  /** Tells how a chunk of so many went. */
  note(length: number, went: { back: { readonly length: number }; culprit: boolean }): void;
  /** The size that went well where a larger one failed and no single record was to blame. */
  learned(): { size: number; bad: number } | undefined;
};

/** Records found to blame, after which the org is no more assumed to take the others together. */
const CULPRITS = 3;

/**
 * Begins with chunks as large as is thought right. A chunk that fails as one is halved until one goes well, and its size
 * is kept: then limits of the org were the cause. A record that fails alone was itself the cause, and the others go
 * together again; where there are many such records, sizes grow and fall by halves, which costs two calls a record at
 * most.
 */
export function beginCourse(whole: number): Course {
  let limit = whole;
  let bad: number | undefined;
  /** The largest chunk that went well since one failed. */
  let good = 0;
  let culprits = 0;
  return {
    limit: () => limit,
    note(length, { back, culprit }) {
      if (back.length === length) {
        limit = Math.floor(length / 2);
        bad = Math.min(bad ?? length, length);
      } else if (culprit) {
        culprits += 1;
        if (good > 0 && culprits <= CULPRITS) limit = whole;
      } else if (back.length === 0 && bad !== undefined) {
        good = Math.max(good, length);
        if (culprits > CULPRITS) limit = Math.min(whole, limit * 2);
      }
    },
    learned: () => (bad !== undefined && culprits === 0 && good > 0 && good < bad ? { size: good, bad } : undefined),
  };
}
