import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { MIGRATIONS } from '../migrations/index.ts';
import { POSTGRES } from './dialect.ts';
import { describePlace, PostgresError } from './postgres-error.ts';
import { engineName, openSession, type Session } from './postgres-session.ts';
import { nextSteps, stepError, VERSION_TEXT, versionTable, type NextStep } from './migrate.ts';

/** What makes this process the one engine of a database. */
export type Owner = {
  /** Its name among the connections of the server. */
  readonly name: string;
  /**
   * The connection that holds the lock. While it is being restored this waits, and rejects with `PostgresError` after
   * a time; it rejects at once when another engine has used the database meanwhile.
   */
  session(): Promise<Session>;
  /** The same without waiting: undefined while the connection is lost. */
  live(): Session | undefined;
  close(): Promise<void>;
};

/** The advisory lock: two numbers of ours. PostgreSQL lets go of it when the connection ends, however it ends. */
const LOCK = [0x526f6e64, 1] as const;

/** Longest wait for the lock: an engine that was killed a moment ago may still be finishing its last statement. */
const LOCK_PATIENCE_MS = 1000;
const LOCK_PAUSE_MS = 50;
/** Longest wait of a call for a lost connection. */
const RESTORE_PATIENCE_MS = 15_000;
const RESTORE_PAUSE_MS = { first: 50, longest: 1000 };

/**
 * Takes a database for this process alone and brings its tables up to date. A second engine is refused, with the name
 * of the first. The lock belongs to the connection that writes: who has lost one has lost the other.
 */
export async function takeDatabase(url: string): Promise<Owner> {
  const name = engineName(randomBytes(4).toString('hex'));
  const first = await openSession(url, name);
  let epoch: number;
  try {
    await lock(first, name);
    await migratePostgres(first);
    epoch = await beginEpoch(first, name);
  } catch (error) {
    await first.close();
    throw error;
  }
  return keepOwning(first, { url, name, epoch });
}

type Ownership = { url: string; name: string; epoch: number };

function keepOwning(first: Session, ownership: Ownership): Owner {
  let live: Session | undefined;
  let restored: Promise<Session> = Promise.resolve(first);
  const closing = new AbortController();
  const hold = (session: Session): Session => {
    live = session;
    session.onEnd(() => {
      if (live !== session) return;
      live = undefined;
      if (closing.signal.aborted) return;
      restored = restore(ownership, closing.signal).then(hold);
      // Who asks for the session is told; nobody may be asking.
      restored.catch(() => undefined);
    });
    return session;
  };
  hold(first);
  const { place } = first;
  return {
    name: ownership.name,
    live: () => live,
    session: async () =>
      live ??
      withPatience(
        restored,
        new PostgresError(
          `${describePlace(place)} has been out of reach for ${RESTORE_PATIENCE_MS / 1000} s. See that PostgreSQL runs; this goes on by itself.`,
        ),
      ),
    async close() {
      closing.abort();
      await live?.close();
      await restored.then((session) => session.close()).catch(() => undefined);
    },
  };
}

async function withPatience<T>(awaited: Promise<T>, error: Error): Promise<T> {
  const over = new AbortController();
  const timeout = pause(RESTORE_PATIENCE_MS, undefined, { signal: over.signal }).then(() => {
    throw error;
  });
  try {
    return await Promise.race([awaited, timeout]);
  } finally {
    over.abort();
    timeout.catch(() => undefined);
  }
}

/** Connects again and again until the lock is back. Throws only when the database is another engine's by now. */
async function restore(ownership: Ownership, signal: AbortSignal): Promise<Session> {
  let pauseMs = RESTORE_PAUSE_MS.first;
  for (;;) {
    await pause(pauseMs, undefined, { signal });
    pauseMs = Math.min(pauseMs * 2, RESTORE_PAUSE_MS.longest);
    let session: Session | undefined;
    try {
      session = await openSession(ownership.url, ownership.name);
      await lock(session, ownership.name);
      if ((await readEpoch(session)) !== ownership.epoch) throw new TakenError(usedMeanwhile(session));
      return session;
    } catch (error) {
      await session?.close().catch(() => undefined);
      if (error instanceof TakenError) throw error;
    }
  }
}

/** Another engine works on the database. */
class TakenError extends PostgresError {}

const usedMeanwhile = ({ place }: Session): string =>
  `${describePlace(place)} has been used by another engine while the connection to it was lost. Start this one again.`;

/** Takes the lock, ending a former connection of this very engine that the server has not noticed to be gone. */
async function lock(session: Session, name: string): Promise<void> {
  const until = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const { rows } = await session.run('SELECT CASE WHEN pg_try_advisory_lock($1, $2) THEN 1 ELSE 0 END::bigint', [
      ...LOCK,
    ]);
    if (rows[0]?.[0] === 1) return;
    const holder = await readHolder(session);
    if (holder?.name === name) await session.run('SELECT pg_terminate_backend($1)', [holder.backend]);
    else if (Date.now() > until) throw new TakenError(inUse(session, holder));
    await pause(LOCK_PAUSE_MS);
  }
}

type Holder = { backend: number; name: string; address: string | null };

async function readHolder(session: Session): Promise<Holder | undefined> {
  const { rows } = await session.run(
    'SELECT a.pid::bigint, a.application_name, host(a.client_addr) FROM pg_locks l JOIN pg_stat_activity a USING (pid) ' +
      "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2 " +
      'AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())',
    [...LOCK],
  );
  const [row] = rows;
  return row && { backend: Number(row[0]), name: String(row[1]), address: row[2] as string | null };
}

function inUse({ place }: Session, holder: Holder | undefined): string {
  const [, pid, machine] = /^rondine (\d+) on (.*) \w+$/.exec(holder?.name ?? '') ?? [];
  const who = pid ? `process ${pid} on ${machine}` : 'another engine';
  const backend = holder ? ` (its connection is PostgreSQL's process ${holder.backend})` : '';
  return `${describePlace(place)} is in use by ${who}${backend}. Stop that engine, or give this one a database of its own.`;
}

/** Counts the engines that have used the database: an engine whose number is not the last has missed something. */
async function beginEpoch(session: Session, name: string): Promise<number> {
  await session.run(
    'CREATE TABLE IF NOT EXISTS engine (one BIGINT PRIMARY KEY, epoch BIGINT NOT NULL, name TEXT NOT NULL)',
  );
  const { rows } = await session.run(
    'INSERT INTO engine (one, epoch, name) VALUES (1, 1, $1) ON CONFLICT (one) ' +
      'DO UPDATE SET epoch = engine.epoch + 1, name = excluded.name RETURNING epoch',
    [name],
  );
  return rows[0]?.[0] as number;
}

async function readEpoch(session: Session): Promise<number | undefined> {
  const { rows } = await session.run('SELECT epoch FROM engine');
  return rows[0]?.[0] as number | undefined;
}

async function migratePostgres(session: Session): Promise<void> {
  const where = describePlace(session.place);
  await session.run(versionTable(POSTGRES));
  const [taken, version] = (await session.run(VERSION_TEXT)).rows[0] as unknown as [number, number];
  for (const step of nextSteps({ where, taken, version }, MIGRATIONS)) await take(session, where, step);
}

async function take(session: Session, where: string, step: NextStep): Promise<void> {
  const record = {
    sql: 'INSERT INTO migration (version, name, at) VALUES ($1, $2, $3)',
    values: [step.version, step.name, Date.now()],
  };
  const changes = step.up(POSTGRES).map((sql) => ({ sql, values: [] }));
  const answers = await session.send([{ sql: 'BEGIN', values: [] }, ...changes, record]);
  const cause = answers.find((answer) => answer instanceof Error);
  await session.run(cause ? 'ROLLBACK' : 'COMMIT');
  if (cause) throw stepError(where, step, cause);
}
