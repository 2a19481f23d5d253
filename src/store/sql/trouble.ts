import { PostgresError } from './postgres-error.ts';

/** Of SQLite's codes the low byte is the kind of error. */
const kindOf = (error: unknown): number => Number((error as { errcode?: unknown } | null)?.errcode ?? 0) & 0xff;

/** By kind: SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_NOTADB. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [10, 'The disk under the data folder fails to read or write rondine.db. Check the disk, then start again.'],
  [11, 'The file rondine.db in the data folder is damaged. Keep a copy of the folder, then restore a backup.'],
  [13, 'The disk of the data folder is full. Free some space, then start again.'],
  [26, 'The file rondine.db in the data folder is no database. Keep a copy of the folder, then restore a backup.'],
]);

/** PostgreSQL's code for a full disk. */
const DISK_FULL = '53100';

/** What is wrong with the disk, the file or the database and what to do, when an error comes from there; else undefined. */
export function storeTrouble(error: unknown): string | undefined {
  if (error instanceof PostgresError) return error.message;
  if ((error as { code?: unknown } | null)?.code === DISK_FULL)
    return 'The disk of PostgreSQL is full. Free some space.';
  return WORDS.get(kindOf(error));
}
