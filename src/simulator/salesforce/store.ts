import type { JsonValue } from '../../base/json.ts';
import { formatTime } from './field-value.ts';
import type { Field, ObjectType } from './metadata.ts';
import { makeRecordId, numberOfRecordId } from './record-id.ts';
import type { Schema } from './schema.ts';
import { createValueIndex, isIndexed, isPhone, phoneKey, textKey, type ValueIndex } from './value-index.ts';

/** Field values by canonical name. A field that is absent reads as null, a boolean as false. */
export type Fields = Record<string, JsonValue>;

/** One record as the org keeps it. A deleted one stays, as in the recycle bin. */
export type Row = { object: string; id: string; fields: Fields; updates: number; deleted: boolean; deletedAt?: number };

/** One committed change, as it is written to the state log and told to listeners. */
export type RecordChange = {
  change: 'created' | 'updated' | 'deleted' | 'restored';
  object: string;
  id: string;
  at: number;
  /** All values of a new record; the changed ones otherwise. */
  fields: Fields;
};

/** The records of one object and how often they were written. */
export type ObjectCounts = { records: number; creates: number; updates: number; deletes: number };

/** The records of the org, in memory. Every write is complete when its function returns. */
export type Store = {
  find: (id: string) => Row | undefined;
  /** Records of an object in order of creation, without deleted ones unless asked for. */
  list: (object: string, options?: { withDeleted: boolean }) => Iterable<Row>;
  /** Records whose field has this value: through an index for keys, addresses and references, else by looking at all. */
  match: (object: ObjectType, field: Field, value: string) => readonly Row[];
  /** Records whose field holds this phone number, however it is written. */
  matchPhone: (object: ObjectType, field: Field, phone: string) => readonly Row[];
  /** True when `match` need not look at all records. */
  hasIndex: (object: ObjectType, field: Field) => boolean;
  insert: (object: ObjectType, fields: Fields, by: Author) => Row;
  /** Puts a record in that the org's set-up brings along: nobody is told, and no state log keeps it. */
  plant: (object: ObjectType, fields: Fields, by: Author) => Row;
  update: (row: Row, fields: Fields, by: Author) => void;
  remove: (row: Row, by: Author, fields?: Fields) => void;
  restore: (row: Row, by: Author) => void;
  /** All of `work` or, when it throws, nothing of it. May be nested. */
  atomically: <T>(work: () => T) => T;
  /** Repeats a change that was committed in an earlier life of the org. */
  replay: (change: RecordChange) => void;
  /** Takes note of fields that the schema has gained or lost. */
  reindex: (object: string) => void;
  counts: () => Record<string, ObjectCounts>;
  clear: () => void;
};

/** Who writes and when. */
export type Author = { userId: string; at: number };

type Table = {
  object: ObjectType;
  rows: Map<string, Row>;
  indexes: Map<string, ValueIndex>;
  counts: ObjectCounts;
  /** Number of the newest id; ids of writes that were taken back are not given again. */
  last: number;
};

type Step = { change: RecordChange; undo: () => void };

const FIRST_CASE_NUMBER = 1001;

/** Makes an empty store; `onChange` hears each committed change, before the caller goes on. */
export function createStore(schema: Schema, onChange: (change: RecordChange) => void): Store {
  const tables = new Map<string, Table>();
  let steps: Step[] | undefined;
  const table = (name: string): Table => {
    const found = tables.get(name);
    if (found) return found;
    const opened = openTable(schema, name);
    tables.set(name, opened);
    return opened;
  };
  const commit = (change: RecordChange): Row => {
    const { row, undo } = apply(table(change.object), change, steps !== undefined);
    if (steps) steps.push({ change, undo });
    else onChange(change);
    return row;
  };
  const change = (kind: 'updated' | 'deleted' | 'restored', row: Row, by: Author, fields: Fields = {}): void => {
    const stamped = { ...fields, ...modifiedFields(by) };
    commit({ change: kind, object: row.object, id: row.id, at: by.at, fields: stamped });
  };
  return {
    find: (id) => tables.get(schema.ofId(id)?.name ?? '')?.rows.get(id),
    list: (object, options) => (options?.withDeleted ? table(object).rows.values() : liveRows(table(object))),
    match: (object, field, value) => match(table(object.name), field, value),
    matchPhone: (object, field, phone) => table(object.name).indexes.get(`${field.name}#`)?.find(phone) ?? [],
    hasIndex: (object, field) => table(object.name).indexes.has(field.name),
    insert: (object, fields, by) => commit(creation(table(object.name), fields, by)),
    plant: (object, fields, by) => {
      const target = table(object.name);
      return apply(target, creation(target, fields, by), false).row;
    },
    update: (row, fields, by) => change('updated', row, by, fields),
    remove: (row, by, fields) => change('deleted', row, by, fields),
    restore: (row, by) => change('restored', row, by),
    atomically: (work) => {
      const outer = steps;
      const own: Step[] = [];
      steps = own;
      try {
        const result = work();
        steps = outer;
        if (outer) outer.push(...own);
        else for (const step of own) onChange(step.change);
        return result;
      } catch (error) {
        steps = outer;
        for (const step of own.toReversed()) step.undo();
        throw error;
      }
    },
    replay: (replayed) => {
      const target = table(replayed.object);
      target.last = Math.max(target.last, numberOfRecordId(replayed.id));
      apply(target, replayed, false);
    },
    reindex: (name) => {
      const known = tables.get(name);
      if (known) tables.set(name, refreshTable(schema, known));
    },
    counts: () => Object.fromEntries(schema.objects().map(({ name }) => [name, { ...table(name).counts }])),
    clear: () => tables.clear(),
  };
}

function creation(table: Table, fields: Fields, by: Author): RecordChange {
  const system = systemFields(table.object, ++table.last, by);
  return { change: 'created', object: table.object.name, id: system.Id, at: by.at, fields: { ...system, ...fields } };
}

function openTable(schema: Schema, name: string): Table {
  const object = schema.full(name);
  if (!object) throw new Error(`The simulated org has no object ${name}.`);
  const counts = { records: 0, creates: 0, updates: 0, deletes: 0 };
  return { object, rows: new Map(), indexes: indexesOf(object), counts, last: 0 };
}

function refreshTable(schema: Schema, known: Table): Table {
  const object = schema.full(known.object.name) ?? known.object;
  const indexes = indexesOf(object);
  for (const row of liveRows(known)) for (const index of indexes.values()) index.add(row);
  return { ...known, object, indexes };
}

function indexesOf(object: ObjectType): Map<string, ValueIndex> {
  const indexes = new Map<string, ValueIndex>();
  for (const field of object.fields.filter(isIndexed)) {
    indexes.set(field.name, createValueIndex(field.name, textKey(field)));
    if (isPhone(field)) indexes.set(`${field.name}#`, createValueIndex(field.name, phoneKey));
  }
  return indexes;
}

function* liveRows(table: Table): Iterable<Row> {
  for (const row of table.rows.values()) if (!row.deleted) yield row;
}

function match(table: Table, field: Field, value: string): readonly Row[] {
  const index = table.indexes.get(field.name);
  if (index) return index.find(value);
  const keyOf = textKey(field);
  const wanted = keyOf(value);
  return [...liveRows(table)].filter((row) => keyOf(String(row.fields[field.name] ?? '')) === wanted);
}

function apply(table: Table, change: RecordChange, undoable: boolean): { row: Row; undo: () => void } {
  const known = table.rows.get(change.id);
  if (change.change === 'created' || !known) return create(table, change);
  const undo = undoable ? remember(table, known, change) : NOTHING;
  removeKeys(table, known);
  Object.assign(known.fields, change.fields);
  if (change.change === 'deleted') markDeleted(table, known, change.at);
  else if (change.change === 'restored') markRestored(table, known);
  else {
    known.updates++;
    table.counts.updates++;
  }
  if (!known.deleted) addKeys(table, known);
  return { row: known, undo };
}

const NOTHING = (): void => {};

function create(table: Table, change: RecordChange): { row: Row; undo: () => void } {
  const row: Row = { object: change.object, id: change.id, fields: change.fields, updates: 0, deleted: false };
  table.rows.set(row.id, row);
  table.counts.creates++;
  table.counts.records++;
  addKeys(table, row);
  const undo = (): void => {
    removeKeys(table, row);
    table.rows.delete(row.id);
    table.counts.creates--;
    table.counts.records--;
  };
  return { row, undo };
}

function markDeleted(table: Table, row: Row, at: number): void {
  row.deleted = true;
  row.deletedAt = at;
  row.fields['IsDeleted'] = true;
  table.counts.deletes++;
  table.counts.records--;
}

function markRestored(table: Table, row: Row): void {
  row.deleted = false;
  delete row.deletedAt;
  row.fields['IsDeleted'] = false;
  table.counts.records++;
}

/** Notes how a row is before a change, and gives the way back. */
function remember(table: Table, row: Row, change: RecordChange): () => void {
  const before = { ...row, fields: { ...row.fields } };
  const counts = { ...table.counts };
  return () => {
    removeKeys(table, row);
    delete row.deletedAt;
    Object.assign(row, before);
    if (!row.deleted) addKeys(table, row);
    table.counts.updates = counts.updates;
    if (change.change === 'updated') return;
    table.counts.deletes = counts.deletes;
    table.counts.records = counts.records;
  };
}

function addKeys(table: Table, row: Row): void {
  for (const index of table.indexes.values()) index.add(row);
}

function removeKeys(table: Table, row: Row): void {
  for (const index of table.indexes.values()) index.remove(row);
}

function systemFields(object: ObjectType, number: number, by: Author): Fields & { Id: string } {
  const id = { Id: makeRecordId(object.keyPrefix, number) };
  if (!object.field('CreatedDate')) return id;
  const modified = modifiedFields(by);
  const fields = { ...id, CreatedDate: modified.SystemModstamp, CreatedById: by.userId, ...modified };
  if (object.name !== 'Case') return fields;
  return { ...fields, CaseNumber: String(FIRST_CASE_NUMBER + number - 1).padStart(8, '0') };
}

function modifiedFields(by: Author): Fields & { SystemModstamp: string } {
  const time = formatTime(by.at);
  return { LastModifiedDate: time, LastModifiedById: by.userId, SystemModstamp: time };
}
