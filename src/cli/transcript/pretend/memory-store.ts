import { isDeepStrictEqual } from 'node:util';
import type { Kind, Records } from '../../../store/records.ts';
import { hasText, searchRecords } from '../../../store/sql/search.ts';
import { DEFAULT_LIMIT } from '../../../store/sql/statements.ts';
import { createTexts, TABLES, type Row, type SqlValue, type ToText } from '../../../store/sql/tables.ts';
import { ConflictError, type Due, type Query, type Store, type Write } from '../../../store/store.ts';

type Rows = Map<string, Row>;

/** One change to the rows of a kind; without a row it takes one away. */
type Change = { kind: Kind; key: string; row?: Row };

/**
 * A store that keeps everything in this process and nothing longer than that: the same rows as the databases hold, so
 * that what is read is never the object that was written. For flows that are tried out, a hundred a second.
 */
export function createMemoryStore(): Store {
  const tables = new Map<Kind, Rows>();
  let closed = false;
  const rowsOf = (kind: Kind): Rows => {
    let rows = tables.get(kind);
    if (!rows) tables.set(kind, (rows = new Map()));
    return rows;
  };
  const whenOpen = async <T>(answer: () => T | Promise<T>): Promise<T> => {
    if (closed) throw new Error('The store is closed.');
    return answer();
  };
  const list = <K extends Kind>(kind: K, query: Query<K>): Records[K][] =>
    select(kind, rowsOf(kind), query).map(([, row]) => TABLES[kind].read(row));

  return {
    get: (kind, key) =>
      whenOpen(() => {
        const row = rowsOf(kind).get(key);
        return row && TABLES[kind].read(row);
      }),
    list: (kind, query = {}) =>
      whenOpen(() => (hasText(query) ? searchRecords(kind, query, (page) => list(kind, page)) : list(kind, query))),
    count: (kind, where, span = {}) =>
      whenOpen(() => select(kind, rowsOf(kind), { where, ...span, limit: Infinity }).length),
    due: ({ after, until, limit }) =>
      whenOpen(() =>
        waiting(rowsOf)
          .filter(({ at }) => at > after && at <= until)
          .sort((left, right) => left.at - right.at)
          .slice(0, limit),
      ),
    nextDue: (after) =>
      whenOpen(() =>
        waiting(rowsOf)
          .filter(({ at }) => at > after)
          .reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined),
      ),
    commit: (writes) =>
      whenOpen(() => {
        for (const { kind, key, row } of changesOf(writes, rowsOf)) {
          if (row) rowsOf(kind).set(key, row);
          else rowsOf(kind).delete(key);
        }
      }),
    async close() {
      closed = true;
    },
  };
}

/** What a commit changes, worked out before anything is. Throws `ConflictError`. */
function changesOf(writes: readonly Write[], rowsOf: (kind: Kind) => Rows): Change[] {
  const text = createTexts();
  const changes: Change[] = [];
  const present = new Map<string, Row | undefined>();
  for (const write of writes) {
    const key = write.op === 'delete' ? write.key : write.record.key;
    const name = `${write.kind}\n${key}`;
    const before = present.has(name) ? present.get(name) : rowsOf(write.kind).get(key);
    const row = write.op === 'delete' ? undefined : rowOf(write, text);
    const former =
      write.op === 'put' && write.former ? rowOf({ ...write, record: write.former } as Write, text) : undefined;
    if ((write.op === 'insert' && before) || (former && !isDeepStrictEqual(before, former)))
      throw new ConflictError(write.kind, key);
    present.set(name, row);
    changes.push({ kind: write.kind, key, ...(row ? { row } : {}) });
  }
  return changes;
}

function rowOf(write: Write, text: ToText): Row {
  if (write.op === 'delete') return [];
  const table = TABLES[write.kind] as { write(record: unknown, text: ToText): Row };
  return table.write(write.record, text);
}

/** The rows that a query asks for, in its order; whether a text stands in them is for the caller. */
function select<K extends Kind>(kind: K, rows: Rows, query: Query<K>): [key: string, row: Row][] {
  const { where = {}, after, from, before, newestFirst = false, limit = DEFAULT_LIMIT } = query;
  const wanted = Object.entries(where)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [positionOf(kind, name), toSql(value as string | number | boolean)] as const);
  const found = [...rows].filter(
    ([key, row]) =>
      (after === undefined || (newestFirst ? key < after : key > after)) &&
      (from === undefined || key >= from) &&
      (before === undefined || key < before) &&
      wanted.every(([position, value]) => row[position] === value),
  );
  const sign = newestFirst ? -1 : 1;
  return found.sort(([left], [right]) => (left < right ? -sign : sign)).slice(0, limit);
}

function positionOf(kind: Kind, name: string): number {
  const { columns, where } = TABLES[kind];
  if (!Object.hasOwn(where, name))
    throw new Error(`A ${kind} cannot be listed by "${name}"; only by: ${Object.keys(where).join(', ')}.`);
  return columns.indexOf((where as Record<string, { column: string }>)[name]?.column ?? '');
}

function toSql(value: string | number | boolean): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** Everything that has a time of its own: waits of active runs, and timers. */
function waiting(rowsOf: (kind: Kind) => Rows): Due[] {
  const of = (kind: 'run' | 'timer', column: string): Due[] => {
    const [lane, at] = ['lane', column].map((name) => TABLES[kind].columns.indexOf(name)) as [number, number];
    return [...rowsOf(kind)].flatMap(([key, row]) =>
      typeof row[at] === 'number' ? [{ what: kind, key, lane: row[lane], at: row[at] } as Due] : [],
    );
  };
  return [...of('run', 'due'), ...of('timer', 'at')];
}
