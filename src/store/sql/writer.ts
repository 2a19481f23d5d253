import type { Kind, Records } from '../records.ts';
import { ConflictError, type Write } from '../store.ts';
import { SQLITE } from './dialect.ts';
import type { Prepare } from './prepare.ts';
import type { KindWriter } from './kind-writer.ts';
import { createNumberedRows } from './numbered-rows.ts';
import { deleteText, getText, insertText, upsertText } from './statements.ts';
import { createTexts, isSame, TABLES, type Row, type ToText } from './tables.ts';

/** Writes commits inside an open transaction. */
export type Writer = {
  /** Writes one commit; throws `ConflictError` for a taken key or a changed record. */
  write(writes: readonly Write[]): void;
  /** The columns to read of one row: its table's, and its number where SQLite numbers the table's rows. */
  columnsOf(kind: Kind): readonly string[];
  /** Tells of a row that was read by those columns: who reads a record often writes it next. */
  know(kind: Kind, row: Row): void;
  /** Forgets what it remembers of rows: something that it wrote was undone. */
  forget(): void;
};

/** Makes the writer of a database that no other process writes to. */
export function createWriter(prepare: Prepare): Writer {
  const kinds = Object.keys(TABLES) as Kind[];
  const numbered = new Set((prepare(NUMBERED).all() as unknown as Row[]).map(([name]) => name));
  const writers = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      numbered.has(kind) ? createNumberedRows(kind, prepare) : createKeyedRows(kind, prepare),
    ]),
  );
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
    columnsOf: (kind) => (numbered.has(kind) ? [...TABLES[kind].columns, 'rowid'] : TABLES[kind].columns),
    know: (kind, row) => writers[kind]?.know(row),
    forget() {
      for (const writer of Object.values(writers)) writer.forget();
    },
  };
}

/** The tables whose rows SQLite numbers: all but those that are kept in the order of their key. */
const NUMBERED = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0";

/** Rows that lie in the order of their key: what finds the row is the row. */
function createKeyedRows(kind: Kind, prepare: Prepare): KindWriter {
  const inserting = prepare(insertText(kind, SQLITE));
  const upserting = prepare(upsertText(kind, SQLITE));
  const deleting = prepare(deleteText(kind, SQLITE));
  const reading = prepare(getText(kind, TABLES[kind].columns, SQLITE));
  return {
    insert: (row) => Number(inserting.run(...row).changes) > 0,
    put: (row) => void upserting.run(...row),
    holds: (row) => isSame(reading.get(row[0] ?? null) as unknown as Row | undefined, row),
    delete: (key) => void deleting.run(key),
    know: () => undefined,
    forget: () => undefined,
  };
}
