import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kind, Records } from '../records.ts';
import type { Due, Query, Store } from '../store.ts';
import { SQLITE } from './dialect.ts';
import { createGroupCommit, type Transaction } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { createPrepare, type Prepare } from './prepare.ts';
import { scrubFile } from './scrub.ts';
import { hasText, searchRecords } from './search.ts';
import { countStatement, dueText, getText, listStatement, nextDueText, type Statement } from './statements.ts';
import { TABLES, type Row } from './tables.ts';
import { createWriter, type Writer } from './writer.ts';

/** Memory for pages that were written lately. */
const CACHE_KIB = 65_536;
/** What is read of the file is read where the system keeps it, not copied: as far as this, in bytes. */
const MAPPED_BYTES = 2 ** 36;
/** Pages of 4 KiB in the log before they are copied into the file: 64 MiB, read through once after a crash. */
const CHECKPOINT_PAGES = 16_384;

/** Where the store lies: a data folder, in which it is `rondine.db`, or a file of its own. */
export type StorePlace = { folder: string } | { file: string };

/**
 * Opens the store in an SQLite file, made when it does not exist, and brings its tables up to date.
 * One process at a time: hold the folder's lock (`openFolder`) while it is open.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  const file = 'file' in place ? place.file : join(place.folder, 'rondine.db');
  const db = openFile(file);
  try {
    // FULL makes a commit outlive a power cut, not only a crash of this process.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF');
    // Pages that are written often are read from memory, and copied into the file once for many commits.
    db.exec(
      `PRAGMA cache_size = ${-CACHE_KIB}; PRAGMA mmap_size = ${MAPPED_BYTES}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    );
    migrate(db, file);
    return createStore(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
}

function openFile(file: string): DatabaseSync {
  try {
    // Made before SQLite would make it for everybody to read; its log gets the same mode.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    return new DatabaseSync(file, { timeout: 5000 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} could not be opened: ${reason}. See that its folder exists and may be written.`, {
      cause,
    });
  }
}

function createStore(db: DatabaseSync, file: string): Store {
  const prepare = createPrepare(db);
  const writer = createWriter(prepare);
  const read = createReader(prepare, writer);
  const transaction = createTransaction(db);
  /** Whatever fails undoes what was written before it, which the writer remembers otherwise. */
  const orForget = <Given extends unknown[]>(work: (...given: Given) => void) => {
    return (...given: Given): void => {
      try {
        work(...given);
      } catch (error) {
        writer.forget();
        throw error;
      }
    };
  };
  const group = createGroupCommit({ ...transaction, commit: orForget(transaction.commit) }, orForget(writer.write));
  let closing: Promise<void> | undefined;
  let scrubbed: Promise<void> = Promise.resolve();
  /** Answers are mostly there at once: an async function would make each of them wait for two turns. */
  const whenOpen = <T>(answer: () => T | Promise<T>): Promise<T> => {
    if (closing) return Promise.reject(new Error('The store is closed.'));
    try {
      return Promise.resolve(answer());
    } catch (error) {
      return Promise.reject(error);
    }
  };
  const scrub = async (): Promise<void> => {
    group.flush();
    const release = group.hold();
    await scrubFile(file).finally(release);
    // The file was packed anew: rows may have other numbers.
    writer.forget();
  };
  const close = async (): Promise<void> => {
    await scrubbed.catch(() => undefined);
    group.flush();
    db.close();
  };

  return {
    get: (kind, key) => whenOpen(() => read.get(kind, key)),
    list: (kind, query = {}) =>
      whenOpen(() =>
        hasText(query) ? searchRecords(kind, query, (page) => read.list(kind, page)) : read.list(kind, query),
      ),
    count: (kind, where, span) => whenOpen(() => read.count(kind, { ...span, where })),
    due: (span) => whenOpen(() => read.due(span)),
    nextDue: (after) => whenOpen(() => read.nextDue(after)),
    commit: (writes) => whenOpen(() => group.add(writes)),
    // What was deleted after another scrub began may have escaped that one.
    scrub: () => whenOpen(() => (scrubbed = scrubbed.then(scrub, scrub))),
    close: () => (closing ??= close()),
  };
}

function createReader(prepare: Prepare, { columnsOf, know }: Pick<Writer, 'columnsOf' | 'know'>) {
  const byKind = <T>(make: (kind: Kind) => T) =>
    Object.fromEntries((Object.keys(TABLES) as Kind[]).map((kind) => [kind, make(kind)])) as Record<Kind, T>;
  const getTexts = byKind((kind) => getText(kind, columnsOf(kind), SQLITE));
  const due = dueText(SQLITE);
  const nextDue = nextDueText(SQLITE);
  // With `setReturnArrays` rows are arrays, which the types of `node:sqlite` do not know.
  const all = ({ sql, values }: Statement): Row[] => prepare(sql).all(...values) as unknown as Row[];
  const one = ({ sql, values }: Statement): Row | undefined =>
    prepare(sql).get(...values) as unknown as Row | undefined;

  return {
    get<K extends Kind>(kind: K, key: string): Records[K] | undefined {
      const row = one({ sql: getTexts[kind], values: [key] });
      if (!row) return undefined;
      know(kind, row);
      return TABLES[kind].read(row);
    },
    list: <K extends Kind>(kind: K, query: Query<K>): Records[K][] =>
      all(listStatement(kind, query, SQLITE)).map((row) => TABLES[kind].read(row)),
    count: <K extends Kind>(kind: K, counted: Pick<Query<K>, 'where' | 'from' | 'before'>): number =>
      one(countStatement(kind, counted, SQLITE))?.[0] as number,
    due: ({ after, until, limit }: Parameters<Store['due']>[0]): Due[] =>
      all({ sql: due, values: [after, until, limit] }).map(([what, key, lane, at]) => ({ what, key, lane, at }) as Due),
    nextDue: (after: number): number | undefined =>
      (one({ sql: nextDue, values: [after] })?.[0] as number | null | undefined) ?? undefined,
  };
}

function createTransaction(db: DatabaseSync): Transaction {
  const does = (sql: string): (() => void) => {
    const statement = db.prepare(sql);
    return () => void statement.run();
  };
  const undoing = does('ROLLBACK TO member');
  const release = does('RELEASE member');
  return {
    begin: does('BEGIN IMMEDIATE'),
    commit: does('COMMIT'),
    rollback: does('ROLLBACK'),
    open: () => db.isTransaction,
    savepoint: does('SAVEPOINT member'),
    release,
    undo() {
      undoing();
      release();
    },
  };
}
