import type { FastifyBaseLogger } from 'fastify';
import type { JsonObject } from '../../base/json.ts';
import { createAcknowledger } from '../../engine/acknowledge.ts';
import { systemClock } from '../../engine/clock.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { startListening, type Listening } from '../../engine/listening.ts';
import { createIntake, type Intake } from '../../server/intake.ts';
import type { Books } from '../../control/books.ts';
import { channelsById } from '../../control/catalog.ts';
import type { Endings } from './endings.ts';
import type { Engine } from './engine.ts';

type IntakeParts = { books: Books; engine: Engine; log: FastifyBaseLogger; endings: Endings };

/** Opens the way by which what channels bring comes in, and their senders are told that it has. */
export function openIntake({ books, engine, log, endings }: IntakeParts): Intake {
  const { store, connections } = books;
  const { host, activity, outing, checks } = engine;
  const acknowledge = outing && createAcknowledger(outing);
  if (acknowledge) endings.push(() => acknowledge.close());
  return createIntake({
    host,
    store,
    connections,
    channels: channelsById,
    ...(acknowledge ? { acknowledge } : {}),
    activity,
    changed: (connection) => checks?.lookSoon(connection),
    now: Date.now,
    log: (message: string, facts: JsonObject) => log.warn(facts, message),
  });
}

type NewsParts = { active: readonly OpenConnection[]; intake: Intake; engine: Engine; endings: Endings };

/** Fetches news for connections that nobody can call; undefined where nothing goes out. */
export function fetchNews({ active, intake, engine: { outing }, endings }: NewsParts): Listening | undefined {
  if (!outing) return undefined;
  const keys = active.map(({ record }) => record.key);
  const take = async (...taken: Parameters<Intake>): Promise<void> => void (await intake(...taken));
  const listening = startListening(keys, { ...outing, clock: systemClock, take });
  endings.push(() => listening.close());
  return listening;
}
