import type { StatementSync } from 'node:sqlite';
import type { Kind, Records } from '../records.ts';
import { ConflictError, type Write } from '../store.ts';
import { SQLITE } from './dialect.ts';
import type { Prepare } from './prepare.ts';
import { deleteText, getText, insertText, updateText, upsertText } from './statements.ts';
import { createTexts, TABLES, type Row, type SqlValue, type ToText } from './tables.ts';

/** Writes the records of one kind. */
type KindWriter = {
  /** False when the key is taken. */
  insert(row: Row): boolean;
  put(row: Row): void;
  /** True while the stored row is this one. */
  holds(row: Row): boolean;
  delete(key: string): void;
  /** Remembers of a stored row what it would look up before writing over it. */
  know(row: Row): void;
  /** Forgets what it remembers of rows. */
  forget(): void;
};

/** Writes commits inside an open transaction. */
export type Writer = {
  /** Writes one commit; throws `ConflictError` for a taken key or a changed record. */
  write(writes: readonly Write[]): void;
  /** Tells of a row that was read: who reads a record often writes it next. */
  know(kind: Kind, row: Row): void;
  /** Forgets what it remembers of rows: something that it wrote was undone. */
  forget(): void;
};

/** Makes the writer of a database that no other process writes to. */
export function createWriter(prepare: Prepare): Writer {
  const kinds = Object.keys(TABLES) as Kind[];
  const writers = Object.fromEntries(kinds.map((kind) => [kind, createKindWriter(kind, prepare)]));
  const writeAll: Writer['write'] = (writes) => {
    const toText = createTexts();
    for (const write of writes) {
      const writer = writers[write.kind] as KindWriter;
      if (write.op === 'delete') {
        writer.delete(write.key);
        continue;
      }
      const table = TABLES[write.kind] as { write(record: Records[Kind], text: ToText): Row };
      const row = table.write(write.record, toText);
      if (write.op === 'put') {
        if (write.former && !writer.holds(table.write(write.former, toText))) {
          throw new ConflictError(write.kind, write.record.key);
        }
        writer.put(row);
      } else if (!writer.insert(row)) throw new ConflictError(write.kind, write.record.key);
    }
  };
  return {
    write: writeAll,
    know: (kind, row) => writers[kind]?.know(row),
    forget() {
      for (const writer of Object.values(writers)) writer.forget();
    },
  };
}

/** Rows of one kind whose indexed values are remembered: those of busy runs, and a few hundred bytes each. */
const REMEMBERED = 5000;

/** What the indexed columns of a row hold, as it was last written. */
type Memory = {
  get(key: SqlValue): Row | undefined;
  set(key: SqlValue, values: Row): void;
  delete(key: string): void;
  clear(): void;
};

function createMemory(): Memory {
  const rows = new Map<SqlValue, Row>();
  return {
    get: (key) => rows.get(key),
    set(key, values) {
      if (rows.size >= REMEMBERED) rows.clear();
      rows.set(key, values);
    },
    delete: (key) => void rows.delete(key),
    clear: () => rows.clear(),
  };
}

function createKindWriter(kind: Kind, prepare: Prepare): KindWriter {
  const inserting = prepare(insertText(kind, SQLITE));
  const deleting = prepare(deleteText(kind, SQLITE));
  const reading = prepare(getText(kind, TABLES[kind].columns, SQLITE));
  const { columns, indexed } = TABLES[kind];
  const positions = indexed.map((column) => columns.indexOf(column));
  const memory = createMemory();
  const remember = (row: Row): void => {
    if (positions.length > 0)
      memory.set(
        row[0] ?? null,
        positions.map((at) => row[at] as SqlValue),
      );
  };
  const insert = (row: Row): boolean => {
    const isNew = Number(inserting.run(...row).changes) > 0;
    if (isNew) remember(row);
    return isNew;
  };
  const put =
    indexed.length > 0 ? createIndexedPut(kind, { prepare, insert, memory, positions }) : createPlainPut(kind, prepare);
  return {
    insert,
    put(row) {
      put(row);
      remember(row);
    },
    know: remember,
    forget: () => memory.clear(),
    holds([key = null, ...rest]) {
      const stored = reading.get(key) as unknown as Row | undefined;
      return stored !== undefined && rest.every((value, index) => value === stored[index + 1]);
    },
    delete(key) {
      memory.delete(key);
      deleting.run(key);
    },
  };
}

function createPlainPut(kind: Kind, prepare: Prepare): KindWriter['put'] {
  const upserting = prepare(upsertText(kind, SQLITE));
  return (row) => void upserting.run(...row);
}

/** What a put over indexed columns needs; `positions` are those of the columns in a row. */
type IndexedParts = { prepare: Prepare; insert: KindWriter['insert']; memory: Memory; positions: readonly number[] };

/**
 * Writes over only those indexed columns whose value changes. An upsert names them all, and SQLite then rewrites the
 * page of every index: on a run's second event that is five random pages for one status, the larger part of a commit.
 */
function createIndexedPut(kind: Kind, { prepare, insert, memory, positions }: IndexedParts): KindWriter['put'] {
  const { columns, indexed } = TABLES[kind];
  const looking = prepare(getText(kind, indexed, SQLITE));
  const plain = columns.flatMap((column, at) => (at > 0 && !indexed.includes(column) ? [at] : []));
  /** One update for each set of changed columns, by the set's bits. */
  const updates = new Map<number, { statement: StatementSync; from: number[] }>();

  const prepareUpdate = (changed: number) => {
    const from = [...positions.filter((_, index) => changed & (1 << index)), ...plain];
    const sql = updateText(
      kind,
      from.map((at) => columns[at] as string),
      SQLITE,
    );
    const update = { statement: prepare(sql), from };
    updates.set(changed, update);
    return update;
  };

  return (row) => {
    const [key = null] = row;
    const former = memory.get(key) ?? (looking.get(key) as unknown as Row | undefined);
    if (!former) {
      insert(row);
      return;
    }
    let changed = 0;
    for (let index = 0; index < positions.length; index += 1) {
      if (row[positions[index] as number] !== former[index]) changed |= 1 << index;
    }
    const { statement, from } = updates.get(changed) ?? prepareUpdate(changed);
    const values: SqlValue[] = from.map((at) => row[at] as SqlValue);
    values.push(key);
    statement.run(...values);
  };
}
