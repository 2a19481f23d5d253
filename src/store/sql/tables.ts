import type { JsonValue } from '../../base/json.ts';
import type { Kind, Records } from '../records.ts';
import type { Indexed } from '../store.ts';

/** A value as a database takes it. */
export type SqlValue = string | number | null;

/** A row, its values in the order of the table's columns. */
export type Row = readonly SqlValue[];

/** Writes a part of a record as JSON; a part that several records of one commit share is written once. */
export type ToText = (part: object) => string;

/** How one kind of record lies in its table. The first column is always `key`; the table has the kind's name. */
export type Table<K extends Kind> = {
  columns: readonly string[];
  /** The columns that indexes are made of: a write that leaves their values leaves the index pages untouched. */
  indexed: readonly string[];
  /** The column, or the rule, behind each member that records can be listed by. */
  where: { readonly [Name in Indexed[K]]: Where };
  /** The row of a record, in the order of `columns`. */
  write(record: Records[K], text: ToText): Row;
  /** The record of a row. */
  read(row: Row): Records[K];
};

/**
 * How a member is compared. With `prefix` the key begins with the value and that separator, and needs no other index.
 * With `usual` one value is left out of the index, because most rows hold it.
 */
export type Where = { column: string; prefix?: string; usual?: string };

const parse = (value: SqlValue | undefined): JsonValue => JSON.parse(value as string) as JsonValue;

/** What a key begins with: checked, because a list by it looks at those keys alone. */
function ownerOf(owner: string, key: string, separator: string): string {
  if (key.startsWith(owner) && key.startsWith(separator, owner.length)) return owner;
  throw new Error(`The key "${key}" must begin with "${owner}${separator}".`);
}

/** A table that holds the whole record as JSON in `data`, beside copies of the members that are searched. */
function whole<K extends Kind>(
  where: Table<K>['where'],
  columns: { readonly [column: string]: (record: Records[K]) => SqlValue | undefined } = {},
  unindexed: readonly string[] = [],
): Table<K> {
  const extract = Object.values(columns);
  const position = extract.length + 1;
  return {
    columns: ['key', ...Object.keys(columns), 'data'],
    indexed: Object.keys(columns).filter((column) => !unindexed.includes(column)),
    where,
    write: (record) => [record.key, ...extract.map((take) => take(record) ?? null), JSON.stringify(record)],
    read: (row) => parse(row[position]) as unknown as Records[K],
  };
}

const conversation = whole<'conversation'>(
  { lane: { column: 'lane' }, contact: { column: 'contact' } },
  { lane: (record) => record.lane, contact: (record) => record.contact },
);

/**
 * What was said lies alone in `content`. To erase a person, replace it with an empty text for the messages of their
 * conversations' lanes: `UPDATE message SET content = '{"kind":"text","text":""}' WHERE lane IN (…)`. When, which way
 * and with what fate each message went stays.
 */
const message: Table<'message'> = {
  columns: ['key', 'conversation', 'lane', 'provider_id', 'effect', 'content', 'data'],
  indexed: ['conversation', 'provider_id'],
  where: {
    conversation: { column: 'conversation' },
    lane: { column: 'lane', prefix: '/' },
    providerId: { column: 'provider_id' },
    effect: { column: 'effect' },
  },
  write({ key, conversation: episode, lane, providerId, effect, content, ...rest }) {
    return [
      key,
      episode,
      ownerOf(lane, key, '/'),
      providerId ?? null,
      effect ?? null,
      JSON.stringify(content),
      JSON.stringify(rest),
    ];
  },
  read([key, episode, lane, providerId, effect, content, rest]) {
    return {
      key,
      conversation: episode,
      lane,
      ...(parse(rest) as object),
      content: parse(content),
      ...(providerId !== null && { providerId }),
      ...(effect !== null && { effect }),
    } as unknown as Records['message'];
  },
};

const run: Table<'run'> = {
  // `due` is the end of an active run's wait, else null.
  columns: ['key', 'lane', 'conversation', 'status', 'flow', 'due', 'data'],
  indexed: ['lane', 'conversation', 'status', 'flow', 'due'],
  where: {
    lane: { column: 'lane' },
    conversation: { column: 'conversation' },
    status: { column: 'status', usual: 'completed' },
    flow: { column: 'flow' },
  },
  write({ key, run: state }, text) {
    const due = state.status === 'active' ? (state.wait.until ?? null) : null;
    return [key, state.lane, state.conversation, state.status, state.flow.id, due, text(state)];
  },
  read: (row) => ({ key: row[0], run: parse(row[6]) }) as unknown as Records['run'],
};

/**
 * What happened lies in `event`, where it led in `after`; what a person said can be in both and nowhere else. To erase
 * it for the runs of a lane, keep the skeleton that the run's history needs:
 * `after = json_set(json_remove(after, '$.message', '$.input', '$.failure'), '$.vars', json('{}'), '$.memo', json('{}'))`
 * and `event = json_set(json_remove(event, '$.message', '$.input', '$.output', '$.failure'), '$.context', json('{}'))`.
 */
const journal: Table<'journal'> = {
  columns: ['key', 'run', 'number', 'at', 'event', 'after'],
  indexed: [],
  where: { run: { column: 'run', prefix: '/' } },
  write: ({ key, run: owner, number, at, event, after }, text) => [
    key,
    ownerOf(owner, key, '/'),
    number,
    at,
    JSON.stringify(event),
    text(after),
  ],
  read([key, owner, number, at, event, after]) {
    return { key, run: owner, number, at, event: parse(event), after: parse(after) } as unknown as Records['journal'];
  },
};

const effect = whole<'effect'>(
  {
    run: { column: 'run', prefix: '#' },
    lane: { column: 'lane' },
    state: { column: 'state', usual: 'done' },
    connection: { column: 'connection' },
  },
  {
    run: (record) => ownerOf(record.run, record.key, '#'),
    lane: (record) => record.lane,
    state: (record) => record.state,
    connection: (record) => record.connection,
  },
  ['run', 'lane', 'connection'],
);

const seen: Table<'seen'> = {
  columns: ['key', 'at'],
  indexed: [],
  where: {},
  write: (record) => [record.key, record.at],
  read: (row) => ({ key: row[0], at: row[1] }) as Records['seen'],
};

/** The table of every kind. */
export const TABLES: { readonly [K in Kind]: Table<K> } = {
  seen,
  lane: whole<'lane'>({}),
  contact: whole<'contact'>({}),
  address: whole<'address'>({ contact: { column: 'contact' } }, { contact: (record) => record.contact }),
  conversation,
  message,
  run,
  journal,
  effect,
  flow: whole<'flow'>(
    { flow: { column: 'flow' }, current: { column: 'current' } },
    { flow: (record) => record.flow, current: (record) => Number(record.current) },
  ),
  connection: whole<'connection'>({}),
  memory: whole<'memory'>({}),
  setting: whole<'setting'>({}),
  stuck: whole<'stuck'>({}),
};
