import type { Run } from '../../flow/run.ts';
import type { Kind } from '../records.ts';
import type { Store, Write } from '../store.ts';
import { sampleRun, SAMPLES } from './samples.ts';

/** Writes the n-th sample of a kind, with changes. */
export function put<K extends Kind>(kind: K, n: number, changes: object = {}): Write {
  return { op: 'put', kind, record: { ...SAMPLES[kind](n), ...changes } } as unknown as Write;
}

/** The same as an insert. */
export function insert<K extends Kind>(kind: K, n: number, changes: object = {}): Write {
  return { ...put(kind, n, changes), op: 'insert' } as Write;
}

/** Writes the n-th sample run, with changes. */
export const putRun = (n: number, changes: Partial<Run>): Write => put('run', n, { run: sampleRun(n, changes) });
/** The keys of records. */
export const keys = (records: readonly { key: string }[]): string[] => records.map((record) => record.key);
/** Inserts accepted events by their keys. */
export const seen = (...names: string[]): Write[] =>
  names.map((key) => ({ op: 'insert', kind: 'seen', record: { key, at: 1 } }));

/** Runs a test over a store in a fresh folder, and removes both. */
export type Use = (work: (store: Store, folder: string) => Promise<void>) => () => Promise<void>;
