import type { StatementSync } from 'node:sqlite';
import type { Kind } from '../records.ts';
import { SQLITE } from './dialect.ts';
import type { KindWriter } from './kind-writer.ts';
import type { Prepare } from './prepare.ts';
import { deleteText, getText, insertText } from './statements.ts';
import { isSame, TABLES, type Row, type SqlValue } from './tables.ts';

/** Rows of one kind that are remembered: those of busy runs, and a few hundred bytes each. */
const REMEMBERED = 5000;

/** Rows that are hardly ever written over are not remembered: they are looked up when they are. */
const LASTING: ReadonlySet<Kind> = new Set<Kind>(['address', 'journal']);

/** What is remembered of a stored row: the number that SQLite gave it, and what its indexed columns hold. */
type Stored = { number: SqlValue; indexed: Row };

type Memory = {
  get(key: SqlValue): Stored | undefined;
  set(key: SqlValue, stored: Stored): void;
  delete(key: SqlValue): void;
  clear(): void;
};

function createMemory(): Memory {
  const rows = new Map<SqlValue, Stored>();
  return {
    get: (key) => rows.get(key),
    set(key, stored) {
      if (rows.size >= REMEMBERED) rows.clear();
      rows.set(key, stored);
    },
    delete: (key) => void rows.delete(key),
    clear: () => rows.clear(),
  };
}

/**
 * Writes rows that SQLite numbers and finds by an index of their keys. A row that was read or written lately is written
 * over by its number, so that the index is left alone. Where the number is another row's by now (the file was packed
 * anew) the statement changes nothing, and the row is looked up by its key.
 */
export function createNumberedRows(kind: Kind, prepare: Prepare): KindWriter {
  const { columns, indexed } = TABLES[kind];
  const positions = indexed.map((column) => columns.indexOf(column));
  const inserting = prepare(insertText(kind, SQLITE));
  const deleting = prepare(deleteText(kind, SQLITE));
  const looking = prepare(getText(kind, [...indexed, 'rowid'], SQLITE));
  const reading = prepare(getText(kind, columns, SQLITE));
  const readingNumbered = prepare(`SELECT ${columns.join(', ')} FROM ${kind} WHERE ${BY_NUMBER}`);
  const update = createUpdate(kind, prepare);
  const memory = createMemory();
  const keyOf = (row: Row): SqlValue => row[0] ?? null;
  const indexedOf = (row: Row): Row => positions.map((at) => row[at] as SqlValue);

  const insert = (row: Row): boolean => {
    const { changes, lastInsertRowid } = inserting.run(...row);
    if (Number(changes) === 0) return false;
    if (!LASTING.has(kind)) memory.set(keyOf(row), { number: Number(lastInsertRowid), indexed: indexedOf(row) });
    return true;
  };
  const lookUp = (key: SqlValue): Stored | undefined => {
    const found = looking.get(key) as unknown as Row | undefined;
    return found && { number: found[indexed.length] ?? null, indexed: found };
  };
  const writeOver = (row: Row, stored: Stored | undefined): boolean => {
    if (!stored || !update(row, stored)) return false;
    memory.set(keyOf(row), { number: stored.number, indexed: indexedOf(row) });
    return true;
  };
  return {
    insert,
    put(row) {
      const key = keyOf(row);
      if (writeOver(row, memory.get(key)) || insert(row)) return;
      memory.delete(key);
      if (!writeOver(row, lookUp(key)))
        throw new Error(`The ${kind} with the key "${key}" could neither be added nor written over.`);
    },
    holds(row) {
      const key = keyOf(row);
      const number = memory.get(key)?.number;
      const known = number === undefined ? undefined : readingNumbered.get(number, key);
      return isSame((known ?? reading.get(key)) as unknown as Row | undefined, row);
    },
    delete(key) {
      memory.delete(key);
      deleting.run(key);
    },
    know(row) {
      memory.set(keyOf(row), { number: row[columns.length] ?? null, indexed: indexedOf(row) });
    },
    forget: () => memory.clear(),
  };
}

/** The plus keeps SQLite from finding the row by its key: that is only compared. */
const BY_NUMBER = 'rowid = ?1 AND +key = ?2';

/**
 * Writes over only those indexed columns whose value changes; false where the number is no longer the row's. To name
 * them all makes SQLite rewrite the page of every index: on a run's second event that is five random pages for one
 * status, the larger part of a commit.
 */
function createUpdate(kind: Kind, prepare: Prepare): (row: Row, stored: Stored) => boolean {
  const { columns, indexed } = TABLES[kind];
  const positions = indexed.map((column) => columns.indexOf(column));
  const plain = columns.flatMap((column, at) => (at > 0 && !indexed.includes(column) ? [at] : []));
  /** One update for each set of changed columns, by the set's bits. */
  const updates = new Map<number, { statement: StatementSync; from: number[] }>();

  const prepareUpdate = (changed: number) => {
    const from = [...positions.filter((_, index) => changed & (1 << index)), ...plain];
    const changes = from.map((at, index) => `${columns[at]} = ?${index + 3}`);
    const update = { statement: prepare(`UPDATE ${kind} SET ${changes.join(', ')} WHERE ${BY_NUMBER}`), from };
    updates.set(changed, update);
    return update;
  };

  return (row, stored) => {
    let changed = 0;
    for (let index = 0; index < positions.length; index += 1) {
      if (row[positions[index] as number] !== stored.indexed[index]) changed |= 1 << index;
    }
    const { statement, from } = updates.get(changed) ?? prepareUpdate(changed);
    const values: SqlValue[] = [stored.number, row[0] ?? null];
    for (const at of from) values.push(row[at] as SqlValue);
    return Number(statement.run(...values).changes) > 0;
  };
}
