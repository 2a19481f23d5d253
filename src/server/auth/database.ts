import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { CompiledQuery, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Pool, types } from 'pg';
import { migrateSignIn, SignInDatabaseError, type Dialect } from './migrations.ts';
import type { SignInTables } from './tables.ts';

/** Where people and their sessions are kept: a file of its own in the data folder, or the installation's PostgreSQL. */
export type SignInPlace = { folder: string; databaseUrl?: string | undefined };

/** The sign-in database, opened. */
export type SignInDatabase = { db: Kysely<SignInTables>; dialect: Dialect; close(): Promise<void> };

/** The schema in PostgreSQL: what is kept there never meets the tables of the store. */
const SCHEMA = 'rondine_auth';
const CONNECTIONS = 3;
const CONNECT_LIMIT_MS = 10_000;

/**
 * Opens the sign-in database, made where there is none, and brings its tables up to date. It shares no connection with
 * the store, whose commits must not wait for it. The file is for this user alone. Throws `SignInDatabaseError`.
 */
export async function openSignInDatabase({ folder, databaseUrl }: SignInPlace): Promise<SignInDatabase> {
  const dialect: Dialect = databaseUrl === undefined ? 'sqlite' : 'postgres';
  const db = databaseUrl === undefined ? openFile(join(folder, 'sign-in.db')) : await openPostgres(databaseUrl);
  try {
    await migrateSignIn(db, dialect);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect, close: () => db.destroy() };
}

function openFile(file: string): Kysely<SignInTables> {
  // Made before SQLite makes it, so that it is never open to others; its journal takes the mode from it.
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file, { timeout: 2000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  const prepare = (text: string) => {
    const statement = db.prepare(text);
    const values = (given: readonly unknown[]) => given as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      all: (given: readonly unknown[]) => statement.all(...values(given)),
      run: (given: readonly unknown[]) => statement.run(...values(given)),
      iterate: (given: readonly unknown[]) => statement.iterate(...values(given)),
    };
  };
  return new Kysely({ dialect: new SqliteDialect({ database: { close: () => db.close(), prepare } }) });
}

/** The PostgreSQL type of 64-bit integers: our times, which stay below 2^53. */
const INT8 = 20;

async function openPostgres(url: string): Promise<Kysely<SignInTables>> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'rondine sign-in',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    max: CONNECTIONS,
    types: { getTypeParser: (type: number, format) => (type === INT8 ? Number : types.getTypeParser(type, format)) },
  });
  // An idle connection that is lost is replaced by the next call; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  } catch (cause) {
    await pool.end();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SignInDatabaseError(
      `The schema ${SCHEMA} for sign-in cannot be made in the database: ${reason}. Let its user create it: GRANT CREATE ON DATABASE … TO …`,
      { cause },
    );
  }
  return new Kysely({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) =>
        void (await connection.executeQuery(CompiledQuery.raw(`SET search_path TO ${SCHEMA}`))),
    }),
  });
}
