import { Pool } from 'pg';
import type { Kind, Records } from '../records.ts';
import type { Due, Query, Store } from '../store.ts';
import { POSTGRES } from './dialect.ts';
import { connectionError, isLost } from './postgres-error.ts';
import { takeDatabase, type Owner } from './postgres-owner.ts';
import { clientConfig, prepared, rowsOf } from './postgres-session.ts';
import { createGroupWriter } from './postgres-writer.ts';
import { createQueueCommit } from './queue-commit.ts';
import { hasText, searchRecords } from './search.ts';
import { countStatement, dueText, getText, listStatement, nextDueText, type Statement } from './statements.ts';
import { TABLES, type Row, type SqlValue } from './tables.ts';

/** Connections that read, beside the one that writes. */
const READERS = 4;

const READ_ATTEMPTS = 3;

type Read = (statement: Statement) => Promise<Row[]>;

/**
 * Opens the store in a PostgreSQL database and brings its tables up to date. The database is this process's alone: a
 * second engine is refused with a `PostgresError` that names the first. A connection pooler in between must pool
 * sessions, not transactions: the lock belongs to a session.
 *
 * When the server goes away, calls wait a while for its return and then reject with a `PostgresError`; commits under
 * way reject at once, and one whose outcome is unknown may be asked for again (see `createGroupWriter`).
 */
export async function openPostgresStore({ url }: { url: string }): Promise<Store> {
  const owner = await takeDatabase(url);
  const pool = new Pool({ ...clientConfig(url, owner.name), max: READERS });
  // An idle connection that is lost is replaced by the next call; without a listener it would end the process.
  pool.on('error', () => undefined);
  return createStore(owner, pool);
}

function createStore(owner: Owner, pool: Pool): Store {
  const read = createReader(createRead(owner, pool));
  const queue = createQueueCommit(createGroupWriter(owner.session));
  let closing: Promise<void> | undefined;
  const whenOpen = async <T>(answer: () => Promise<T>): Promise<T> => {
    if (closing) throw new Error('The store is closed.');
    return answer();
  };
  const close = async (): Promise<void> => {
    await queue.idle();
    await Promise.all([pool.end(), owner.close()]);
  };
  return {
    get: (kind, key) => whenOpen(() => read.get(kind, key)),
    list: (kind, query = {}) => whenOpen(() => read.list(kind, query)),
    count: (kind, where, span) => whenOpen(() => read.count(kind, { ...span, where })),
    due: (span) => whenOpen(() => read.due(span)),
    nextDue: (after) => whenOpen(() => read.nextDue(after)),
    commit: (writes) => whenOpen(() => queue.add(writes)),
    close: () => (closing ??= close()),
  };
}

/**
 * Reads over any connection, but only while the lock is held: after a connection was lost during a commit, a read must
 * not overtake that commit, which the server may still be working on. A read that loses its connection is tried again.
 */
function createRead(owner: Owner, pool: Pool): Read {
  return async (statement) => {
    for (let attempt = 1; ; attempt += 1) {
      const session = owner.live() ?? (await owner.session());
      try {
        return rowsOf(await pool.query<SqlValue[], SqlValue[]>(prepared(statement)));
      } catch (error) {
        if (!isLost(error)) throw error;
        if (attempt === READ_ATTEMPTS) throw connectionError(session.place, error);
        // Shows whether the server has gone away altogether: the next attempt then waits for its return.
        await session.run('SELECT 1').catch(() => undefined);
      }
    }
  };
}

function createReader(read: Read) {
  const due = dueText(POSTGRES);
  const nextDue = nextDueText(POSTGRES);
  const list = async <K extends Kind>(kind: K, query: Query<K>): Promise<Records[K][]> =>
    (await read(listStatement(kind, query, POSTGRES))).map((row) => TABLES[kind].read(row));
  return {
    async get<K extends Kind>(kind: K, key: string): Promise<Records[K] | undefined> {
      const [row] = await read({ sql: getText(kind, TABLES[kind].columns, POSTGRES), values: [key] });
      return row && TABLES[kind].read(row);
    },
    list: <K extends Kind>(kind: K, query: Query<K>): Promise<Records[K][]> =>
      hasText(query) ? searchRecords(kind, query, (page) => list(kind, page)) : list(kind, query),
    count: async <K extends Kind>(kind: K, counted: Pick<Query<K>, 'where' | 'from' | 'before'>): Promise<number> =>
      (await read(countStatement(kind, counted, POSTGRES)))[0]?.[0] as number,
    async due({ after, until, limit }: Parameters<Store['due']>[0]): Promise<Due[]> {
      const rows = await read({ sql: due, values: [after, until, limit] });
      return rows.map(([what, key, lane, at]) => ({ what, key, lane, at }) as Due);
    },
    async nextDue(after: number): Promise<number | undefined> {
      const [row] = await read({ sql: nextDue, values: [after] });
      return (row?.[0] as number | null | undefined) ?? undefined;
    },
  };
}
