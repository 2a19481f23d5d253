import type { JsonValue } from '../../base/json.ts';
import { formatTime } from './field-value.ts';
import { OBJECTS, type Field, type ObjectType } from './metadata.ts';
import { makeRecordId } from './record-id.ts';

/** Field values by canonical name. A field that is absent reads as null, a boolean as false. */
export type Fields = Record<string, JsonValue>;

/** One record as the org keeps it. A deleted one stays, as in the recycle bin. */
export type Row = { object: string; id: string; fields: Fields; updates: number; deleted: boolean };

/** One committed change, as it is written to the state log and told to listeners. */
export type RecordChange = {
  change: 'created' | 'updated' | 'deleted';
  object: string;
  id: string;
  at: number;
  /** All values of a new record; the changed ones of an update; empty for a deletion. */
  fields: Fields;
};

/** The records of one object and how often they were written. */
export type ObjectCounts = { records: number; creates: number; updates: number; deletes: number };

/** The records of the org, in memory. Every write is complete when its function returns. */
export type Store = {
  find: (id: string) => Row | undefined;
  /** Records of an object in order of creation, without deleted ones. */
  list: (object: string) => Iterable<Row>;
  /** Records whose field has this value: through an index for unique fields, else by looking at all. */
  match: (object: ObjectType, field: Field, value: string) => Row[];
  insert: (object: ObjectType, fields: Fields, by: Author) => Row;
  update: (row: Row, fields: Fields, by: Author) => void;
  remove: (row: Row, by: Author) => void;
  /** Repeats a change that was committed in an earlier life of the org. */
  replay: (change: RecordChange) => void;
  counts: () => Record<string, ObjectCounts>;
  clear: () => void;
};

/** Who writes and when. */
export type Author = { userId: string; at: number };

type Table = {
  object: ObjectType;
  rows: Map<string, Row>;
  unique: Map<string, Map<string, string>>;
  counts: ObjectCounts;
};

const FIRST_CASE_NUMBER = 1001;

/** Makes an empty store; `onChange` hears each committed change, before the caller goes on. */
export function createStore(onChange: (change: RecordChange) => void): Store {
  const tables = new Map<string, Table>();
  const clear = (): void => {
    for (const object of OBJECTS) tables.set(object.name, emptyTable(object));
  };
  clear();
  const table = (name: string): Table => {
    const found = tables.get(name);
    if (!found) throw new Error(`The simulated org has no object ${name}.`);
    return found;
  };
  const byPrefix = new Map(OBJECTS.map((object) => [object.keyPrefix, object.name]));
  const commit = (change: RecordChange): Row => {
    const row = apply(table(change.object), change);
    onChange(change);
    return row;
  };
  return {
    find: (id) => tables.get(byPrefix.get(id.slice(0, 3)) ?? '')?.rows.get(id),
    list: (object) => liveRows(table(object)),
    match: (object, field, value) => match(table(object.name), field, value),
    insert: (object, fields, by) => {
      const system = systemFields(object, table(object.name).counts.creates + 1, by);
      const complete = { ...system, ...fields };
      return commit({ change: 'created', object: object.name, id: system.Id, at: by.at, fields: complete });
    },
    update: (row, fields, by) => {
      const stamped = { ...fields, ...modifiedFields(by) };
      commit({ change: 'updated', object: row.object, id: row.id, at: by.at, fields: stamped });
    },
    remove: (row, by) => {
      commit({ change: 'deleted', object: row.object, id: row.id, at: by.at, fields: {} });
    },
    replay: (change) => {
      apply(table(change.object), change);
    },
    counts: () => Object.fromEntries([...tables].map(([name, { counts }]) => [name, { ...counts }])),
    clear,
  };
}

function emptyTable(object: ObjectType): Table {
  return {
    object,
    rows: new Map(),
    unique: new Map(object.uniqueFields.map((field) => [field.name, new Map<string, string>()])),
    counts: { records: 0, creates: 0, updates: 0, deletes: 0 },
  };
}

function* liveRows(table: Table): Iterable<Row> {
  for (const row of table.rows.values()) if (!row.deleted) yield row;
}

function match(table: Table, field: Field, value: string): Row[] {
  const index = table.unique.get(field.name);
  if (index) {
    const row = table.rows.get(index.get(value) ?? '');
    return row ? [row] : [];
  }
  const wanted = value.toLowerCase();
  return [...liveRows(table)].filter((row) => String(row.fields[field.name] ?? '').toLowerCase() === wanted);
}

function apply(table: Table, change: RecordChange): Row {
  const known = table.rows.get(change.id);
  if (change.change === 'created' || !known) {
    const row: Row = { object: change.object, id: change.id, fields: change.fields, updates: 0, deleted: false };
    table.rows.set(change.id, row);
    table.counts.creates++;
    table.counts.records++;
    addKeys(table, row);
    return row;
  }
  removeKeys(table, known);
  if (change.change === 'deleted') {
    known.deleted = true;
    known.fields['IsDeleted'] = true;
    table.counts.deletes++;
    table.counts.records--;
    return known;
  }
  Object.assign(known.fields, change.fields);
  known.updates++;
  table.counts.updates++;
  addKeys(table, known);
  return known;
}

function addKeys(table: Table, row: Row): void {
  for (const [field, values] of table.unique) {
    const value = row.fields[field];
    if (typeof value === 'string') values.set(value, row.id);
  }
}

function removeKeys(table: Table, row: Row): void {
  for (const [field, values] of table.unique) {
    const value = row.fields[field];
    if (typeof value === 'string') values.delete(value);
  }
}

function systemFields(object: ObjectType, number: number, by: Author): Fields & { Id: string } {
  const id = { Id: makeRecordId(object.keyPrefix, number) };
  if (!object.field('CreatedDate')) return id;
  const fields = { ...id, CreatedDate: formatTime(by.at), CreatedById: by.userId, ...modifiedFields(by) };
  if (object.name !== 'Case') return fields;
  return { ...fields, CaseNumber: String(FIRST_CASE_NUMBER + number - 1).padStart(8, '0') };
}

function modifiedFields(by: Author): Fields {
  const time = formatTime(by.at);
  return { LastModifiedDate: time, LastModifiedById: by.userId, SystemModstamp: time };
}
