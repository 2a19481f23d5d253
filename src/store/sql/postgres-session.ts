import { Socket } from 'node:net';
import { hostname } from 'node:os';
import { Client, type ClientConfig, type QueryArrayResult } from 'pg';
import { connectionError, type PostgresPlace } from './postgres-error.ts';
import type { Statement } from './statements.ts';
import type { Row, SqlValue } from './tables.ts';

/** What a statement gave: its rows, how many it changed, and what the server says it did. */
export type Answer = { rows: Row[]; changed: number; command: string };

/** One connection to a server. Statements are sent without waiting for the answers to those before. */
export type Session = {
  readonly place: PostgresPlace;
  /**
   * Runs statements in order; one that fails leaves its error in place of its answer. When they take longer than
   * `limitMs`, the connection is given up and every one that is not answered fails.
   */
  send(statements: readonly Statement[], limitMs?: number): Promise<(Answer | Error)[]>;
  /** Runs one statement, for as long as it takes; throws when it fails. */
  run(sql: string, values?: SqlValue[]): Promise<Answer>;
  /** Called once, when the connection ends in whatever way. */
  onEnd(listener: () => void): void;
  close(): Promise<void>;
};

/** Longest wait for a connection to come about. */
const CONNECT_LIMIT_MS = 10_000;

/** The PostgreSQL type of 64-bit integers. */
const INT8 = 20;

/** What every connection of an engine has in common. Times and counts come as numbers: they stay below 2^53. */
export function clientConfig(url: string, name: string): ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: (type: number) => (type === INT8 ? Number : String) },
  };
}

/** What an engine calls itself among the connections of a server: its process, its machine and a mark of its own. */
export function engineName(mark: string): string {
  // PostgreSQL cuts names at 63 bytes; the mark must survive.
  return `rondine ${process.pid} on ${hostname().slice(0, 36)} ${mark}`;
}

/** Connects. Throws `PostgresError` in words. */
export async function openSession(url: string, name: string): Promise<Session> {
  const socket = new Socket();
  const client = new Client({ ...clientConfig(url, name), pipeline: true, stream: () => socket });
  const session = createSession(client, socket);
  try {
    await client.connect();
    const { rows } = await session.run('SHOW server_encoding');
    if (rows[0]?.[0] !== 'UTF8') throw new Error('its encoding is not UTF8. Make it anew with that encoding');
    // Committed means on disk, whatever the server's own setting; who is gone without a word is noticed in a minute.
    await session.run(
      "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    );
    await session.run(
      "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), " +
        "set_config('tcp_keepalives_count', '3', false)",
    );
    return session;
  } catch (cause) {
    socket.destroy();
    throw connectionError(client, cause);
  }
}

function createSession(client: Client, socket: Socket): Session {
  const ends: (() => void)[] = [];
  const end = (): void => {
    for (const listener of ends.splice(0)) listener();
  };
  // Without a listener a lost connection would end the process; statements under way are told in any case.
  client.on('error', end).on('end', end);

  const answer = (statement: Statement): Promise<Answer | Error> =>
    new Promise((resolve) => {
      client.query<SqlValue[], SqlValue[]>(prepared(statement), (error: Error | null, result) =>
        resolve(error ?? { rows: rowsOf(result), changed: result.rowCount ?? 0, command: result.command }),
      );
    });

  return {
    place: { host: client.host, port: client.port, database: client.database, user: client.user },
    async send(statements, limitMs) {
      const limit = limitMs === undefined ? undefined : setTimeout(() => socket.destroy(), limitMs);
      // One packet for many statements, not one for each.
      socket.cork();
      const answers = statements.map(answer);
      socket.uncork();
      return Promise.all(answers).finally(() => clearTimeout(limit));
    },
    async run(sql, values = []) {
      const given = await answer({ sql, values });
      if (given instanceof Error) throw given;
      return given;
    },
    onEnd: (listener) => void ends.push(listener),
    close: () => client.end(),
  };
}

/** Names of prepared statements by their text: one name on every connection. */
const names = new Map<string, string>();

/** A statement as the driver takes it: it is parsed once on each connection. */
export function prepared({ sql, values }: Statement) {
  let name = names.get(sql);
  if (name === undefined) names.set(sql, (name = `s${names.size}`));
  return { name, text: sql, values: values.map(encode), rowMode: 'array' as const };
}

/** The rows of an answer. */
export function rowsOf(result: QueryArrayResult<SqlValue[]>): Row[] {
  return result.rows.map((row) => row.map(decode));
}

/**
 * Keys may hold any character, but PostgreSQL stores no NUL. It becomes two characters that no stored text holds
 * otherwise, in such a way that texts keep their order. JSON is never touched: it writes control characters in words.
 */
function encode(value: SqlValue): SqlValue {
  if (typeof value !== 'string' || !(value.includes('\0') || value.includes('\u0001'))) return value;
  return value.replaceAll('\u0001', '\u0001\u0002').replaceAll('\0', '\u0001\u0001');
}

function decode(value: SqlValue): SqlValue {
  if (typeof value !== 'string' || !value.includes('\u0001')) return value;
  return value.replaceAll('\u0001\u0001', '\0').replaceAll('\u0001\u0002', '\u0001');
}
