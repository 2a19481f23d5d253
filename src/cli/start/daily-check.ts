import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ConnectionId } from '../../base/ids.ts';
import { toFailureData } from '../../base/failure.ts';
import type { Clock } from '../../engine/clock.ts';
import type { ConnectionBook, OpenConnection } from '../../engine/connection-book.ts';
import type { Health } from '../../engine/health.ts';

/** How often it is looked whether a day has passed. */
const LOOK_MS = 3_600_000;
/** A start does what waits first. */
const FIRST_LOOK_MS = 120_000;
const DAY_MS = 86_400_000;
/** News of an account comes in bursts. */
const SOON_MS = 5000;

type Ways = {
  connections: Pick<ConnectionBook, 'all'>;
  health: Health;
  clock: Clock;
  look(connection: OpenConnection): Promise<readonly ProbeResult[]>;
  log(message: string, facts: JsonObject): void;
};

/** Looks at connections from outside, each once a day. */
export type DailyChecks = {
  /** Looks at a connection within seconds, because its account has changed; news that comes together is one look. */
  lookSoon(connection: ConnectionId): void;
  /** Looks no more; resolves when the look under way is over. */
  close(): Promise<void>;
};

/**
 * Looks at each connection once a day, restarts or not; what it finds wrong is kept, and alerts tell it. Simulators are
 * left alone, and so are broken connections, which are told of already. Trouble that may pass by itself is looked at
 * again the next hour and told by nobody.
 */
export function startDailyChecks(ways: Ways): DailyChecks {
  const { clock, log } = ways;
  let cancel = (): void => undefined;
  let working: Promise<void> | undefined;
  const look = (): void => {
    working = checkAll(ways)
      .catch((error: unknown) => log('the daily check failed; the next hour tries again', { message: String(error) }))
      .finally(() => plan(LOOK_MS));
  };
  const plan = (afterMs: number): void => void (cancel = clock.after(afterMs, look));
  plan(FIRST_LOOK_MS);
  const changed = new Set<ConnectionId>();
  let cancelSoon = (): void => undefined;
  let soon: Promise<void> | undefined;
  const lookAtChanged = (): void => {
    const all = ways.connections.all().filter(({ record }) => changed.has(record.key));
    changed.clear();
    soon = Promise.all(all.map((connection) => checkOne(connection, ways))).then(() => undefined);
  };
  return {
    lookSoon(connection) {
      if (changed.size === 0) cancelSoon = clock.after(SOON_MS, lookAtChanged);
      changed.add(connection);
    },
    async close() {
      cancel();
      cancelSoon();
      await Promise.all([working, soon]);
      cancel();
    },
  };
}

async function checkAll(ways: Ways): Promise<void> {
  const { connections, health, clock } = ways;
  const all = connections.all();
  await health.forget(new Set(all.map(({ record }) => record.key)));
  for (const connection of all) {
    const { key, state, simulator } = connection.record;
    const last = health.checkedAt(key);
    if (simulator || state === 'broken' || (last !== undefined && clock.now() - last < DAY_MS)) continue;
    await checkOne(connection, ways);
  }
}

async function checkOne(connection: OpenConnection, { health, clock, look, log }: Ways): Promise<void> {
  const { key } = connection.record;
  try {
    const results = await look(connection);
    const bad = results.filter(({ ok }) => !ok);
    const mayPass = bad.length > 0 && bad.every(({ passesWithinMs = 0 }) => passesWithinMs > 0);
    if (!mayPass) await health.keep(key, results, clock.now());
  } catch (error) {
    log('a connection could not be looked at', { connection: key, message: toFailureData(error).message });
  }
}
