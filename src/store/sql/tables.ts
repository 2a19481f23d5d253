import type { JsonValue } from '../../base/json.ts';
import type { Kind, Records } from '../records.ts';
import type { Indexed } from '../store.ts';

/** A value as a database takes it. */
export type SqlValue = string | number | null;

/** A row, its values in the order of the table's columns. */
export type Row = readonly SqlValue[];

/** True where a stored row is there and holds just this. */
export function isSame(stored: Row | undefined, row: Row): boolean {
  return stored !== undefined && row.every((value, index) => value === stored[index]);
}

/** Writes a part of a record as JSON; a part that several records of one commit share is written once. */
export type ToText = (part: object) => string;

/** How one kind of record lies in its table. The first column is always `key`; the table has the kind's name. */
export type Table<K extends Kind> = {
  columns: readonly string[];
  /** The columns that indexes are made of: a write that leaves their values leaves the index pages untouched. */
  indexed: readonly string[];
  /** The column, or the rule, behind each member that records can be listed by. */
  where: { readonly [Name in Indexed[K]]: Where };
  /** What `contains` looks into: first these columns, then, where a text stands in one, this part of the record. */
  searched: { columns: readonly string[]; part(record: Records[K]): unknown };
  /** The row of a record, in the order of `columns`. */
  write(record: Records[K], text: ToText): Row;
  /** The record of a row. */
  read(row: Row): Records[K];
};

/**
 * How a member is compared. With `prefix` the key begins with the value and that separator, and needs no other index.
 * With `usual` one value is left out of the index, because most rows hold it. With `only` this condition holds besides,
 * and the index holds no other rows.
 */
export type Where = { column: string; prefix?: string; usual?: string; only?: string };

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
    searched: { columns: ['data'], part: (record) => record },
    write: (record) => [record.key, ...extract.map((take) => take(record) ?? null), JSON.stringify(record)],
    read: (row) => parse(row[position]) as unknown as Records[K],
  };
}

/** What was said lies alone in `content`: a person is erased by other content, and when and which way it went stays. */
const message: Table<'message'> = {
  // `sent_id` is the provider's id of a message that we sent, where news about it may name nothing else.
  columns: ['key', 'conversation', 'sent_id', 'content', 'data'],
  indexed: ['sent_id'],
  where: { conversation: { column: 'conversation', prefix: '/' }, providerId: { column: 'sent_id' } },
  searched: { columns: ['content'], part: (record) => record.content },
  write({ key, conversation, content, ...rest }) {
    const sentId = rest.direction === 'out' && !rest.traced ? (rest.providerId ?? null) : null;
    return [key, ownerOf(conversation, key, '/'), sentId, JSON.stringify(content), JSON.stringify(rest)];
  },
  read([key, conversation, , content, rest]) {
    return {
      key,
      conversation,
      ...(parse(rest) as object),
      content: parse(content),
    } as unknown as Records['message'];
  },
};

const run: Table<'run'> = {
  // `due` is the end of an active run's wait, else null.
  columns: ['key', 'lane', 'conversation', 'flow', 'status', 'due', 'data'],
  indexed: ['lane', 'conversation', 'flow', 'status', 'due'],
  where: {
    conversation: { column: 'conversation' },
    flow: { column: 'flow' },
    looseOn: { column: 'lane', only: 'conversation IS NULL' },
    status: { column: 'status', usual: 'completed' },
  },
  searched: { columns: ['data'], part: (record) => record.run },
  write({ key, run: state }, text) {
    const due = state.status === 'active' ? (state.wait.until ?? null) : null;
    return [key, state.lane, state.conversation, state.flow.id, state.status, due, text(state)];
  },
  read: (row) => ({ key: row[0], run: parse(row[6]) }) as unknown as Records['run'],
};

/** What happened lies in `event`, where it led in `after`; what a person said can be in both and nowhere else. */
const journal: Table<'journal'> = {
  columns: ['key', 'run', 'number', 'at', 'event', 'after'],
  indexed: [],
  where: { run: { column: 'run', prefix: '/' } },
  searched: { columns: ['event', 'after'], part: ({ event, after }) => [event, after] },
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
    state: { column: 'state', usual: 'done' },
    connection: { column: 'connection' },
  },
  {
    run: (record) => ownerOf(record.run, record.key, '#'),
    state: (record) => record.state,
    connection: (record) => record.connection,
  },
  ['run'],
);

const seen: Table<'seen'> = {
  columns: ['key', 'at'],
  indexed: [],
  where: {},
  searched: { columns: ['key'], part: (record) => record.key },
  write: (record) => [record.key, record.at],
  read: (row) => ({ key: row[0], at: row[1] }) as Records['seen'],
};

/** The table of every kind. */
export const TABLES: { readonly [K in Kind]: Table<K> } = {
  seen,
  lane: whole<'lane'>({}),
  contact: whole<'contact'>({}),
  address: whole<'address'>({ contact: { column: 'contact' } }, { contact: (record) => record.contact }),
  conversation: whole<'conversation'>({ contact: { column: 'contact' } }, { contact: (record) => record.contact }),
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
  link: whole<'link'>(
    { contact: { column: 'contact', prefix: '/' }, record: { column: 'record' } },
    { contact: ({ contact, key }) => ownerOf(contact, key, '/'), record: ({ record }) => record },
    ['contact'],
  ),
  consent: whole<'consent'>(
    { contact: { column: 'contact', prefix: '/' } },
    { contact: ({ contact, key }) => ownerOf(contact, key, '/') },
    ['contact'],
  ),
  change: whole<'change'>(
    { contact: { column: 'contact', prefix: '/' } },
    { contact: ({ contact, key }) => ownerOf(contact, key, '/') },
    ['contact'],
  ),
  merge: whole<'merge'>({}),
  note: whole<'note'>(
    { conversation: { column: 'conversation', prefix: '/' } },
    { conversation: ({ conversation, key }) => ownerOf(conversation, key, '/') },
    ['conversation'],
  ),
  value: whole<'value'>({}),
  draft: whole<'draft'>({}),
  timer: whole<'timer'>({}, { lane: ({ lane }) => lane, at: ({ at }) => at }, ['lane']),
  resume: whole<'resume'>({}),
  mediaUse: whole<'mediaUse'>(
    { media: { column: 'media', prefix: '/' } },
    { media: ({ media, key }) => ownerOf(media, key, '/') },
    ['media'],
  ),
  alert: whole<'alert'>({}),
};

/** Writes each object of one commit as JSON once: a run and its last journal entry hold the same state. */
export function createTexts(): ToText {
  const texts = new Map<object, string>();
  return (part) => {
    let text = texts.get(part);
    if (text === undefined) texts.set(part, (text = JSON.stringify(part)));
    return text;
  };
}
