import { toFailureData } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import type { Run } from '../flow/run.ts';
import type { AlertRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { ConnectionBook } from './connection-book.ts';
import type { Notice } from './host.ts';
import { createFailures, readTroubles, readWaiting, type Trouble, type Waiting } from './troubles.ts';

/** What watching needs; the durations have defaults. */
export type AlertsOptions = {
  store: Pick<Store, 'list' | 'count' | 'commit'>;
  connections: Pick<ConnectionBook, 'all'>;
  clock: Clock;
  /** Takes a notice in: when it resolves the notice is on disk. The same key again is the same notice. */
  tell(notice: Notice, key: string): Promise<unknown>;
  log(message: string, facts: JsonObject): void;
  /** How long effects wait before that is told; 10 minutes unless told. Also how long failing must be over. */
  waitingMs?: number;
  /** How often is looked; 15 s unless told. */
  everyMs?: number;
  /** True for a failed run that its author meant to end so. */
  ignores?(run: Run): boolean;
  /** Further trouble, found elsewhere. */
  further?(): readonly Trouble[];
};

/** Watches for trouble, and tells each one once when it begins and once when it is over, restarts or not. */
export type Alerts = {
  /** Hears of a run's new state. */
  moved(run: Run): void;
  /** Looks once, now. Never rejects. */
  check(): Promise<void>;
  /** How many effects wait for which connection, since when. */
  waiting(): Promise<Waiting[]>;
  /** Looks no more; resolves when the look under way is over. */
  close(): Promise<void>;
};

const WAITING_MS = 600_000;
const EVERY_MS = 15_000;
/** Failing runs come in bursts: what is told of them tells of many. */
const BURST_MS = 30_000;
/** Failed runs that are looked at after a start, the newest. */
const LOOKED_AT = 1000;

/** Starts watching; the first look is one interval away. */
export function startAlerts(options: AlertsOptions): Alerts {
  const { clock, store, connections, everyMs = EVERY_MS } = options;
  const failures = createFailures({
    now: clock.now,
    quietMs: options.waitingMs ?? WAITING_MS,
    ...(options.ignores ? { ignores: options.ignores } : {}),
  });
  let ready: Promise<void> | undefined;
  let looking: Promise<void> | undefined;
  let cancel = (): void => undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    try {
      await (ready ??= recall(options, failures).catch((error: unknown) => {
        ready = undefined;
        throw error;
      }));
      const since = clock.now() - (options.waitingMs ?? WAITING_MS);
      const found = await readTroubles(store, connections, since);
      const troubles = [...found, ...failures.troubles(), ...(options.further?.() ?? [])];
      await tellAll(options, await keep(options, troubles));
    } catch (error) {
      options.log('looking for trouble failed; it is tried again', { message: toFailureData(error).message });
    }
  };
  const check = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)));
  const plan = (): void => {
    if (!closed) cancel = clock.after(everyMs, () => void check().then(plan));
  };
  plan();
  return {
    moved: failures.moved,
    check,
    waiting: () => readWaiting(store, connections),
    async close() {
      closed = true;
      cancel();
      await looking;
    },
  };
}

/** Takes up what was known before a restart: failing that was told of goes on, and what failed just before it counts. */
async function recall(
  { store, clock, waitingMs = WAITING_MS }: AlertsOptions,
  failures: ReturnType<typeof createFailures>,
): Promise<void> {
  const records = await store.list('alert');
  const failed = await store.list('run', { where: { status: 'failed' }, newestFirst: true, limit: LOOKED_AT });
  const open = records.filter(({ what, resolvedAt }) => what === 'failing' && resolvedAt === undefined);
  for (const { about, count, message } of open) failures.known(about, { count, message });
  const told = new Set(open.map(({ about }) => about));
  for (const { run } of failed) {
    if (run.changedAt > clock.now() - waitingMs && !told.has(`${run.flow.id}/${run.at ?? ''}`)) failures.moved(run);
  }
}

/** Brings the records in line with what is wrong now; gives them all. */
async function keep({ store, clock }: AlertsOptions, troubles: readonly Trouble[]): Promise<AlertRecord[]> {
  const now = clock.now();
  const records = new Map((await store.list('alert')).map((record) => [record.key, record]));
  const put = async (record: AlertRecord): Promise<void> => {
    await store.commit([{ op: 'put', kind: 'alert', record }]);
    records.set(record.key, record);
  };
  const current = new Set<string>();
  for (const trouble of troubles) {
    const key = `${trouble.what}/${trouble.about}`;
    current.add(key);
    const record = records.get(key);
    // What came back before its end was told never ended for those who were told of it.
    if (!record || record.told === 'resolved' || (record.resolvedAt !== undefined && !record.told)) {
      await put({ key, ...trouble, openedAt: now });
    } else if (record.resolvedAt !== undefined || trouble.count > record.count) {
      // The most that it ever came to is what people want to know afterwards.
      const { resolvedAt: _, ...rest } = record;
      await put({ ...rest, ...trouble });
    }
  }
  for (const record of records.values()) {
    if (!current.has(record.key) && record.resolvedAt === undefined) await put({ ...record, resolvedAt: now });
  }
  return [...records.values()];
}

async function tellAll({ store, tell, clock }: AlertsOptions, records: readonly AlertRecord[]): Promise<void> {
  for (const record of records) {
    const next = nextToTell(record, clock.now());
    if (!next) continue;
    await tell(noticeOf(record, next), `alert/${record.key}/${record.openedAt}/${next}`);
    await store.commit([{ op: 'put', kind: 'alert', record: { ...record, told: next } }]);
  }
}

/** What is still to be told of an alert; trouble that was over before anybody was told of it stays untold. */
function nextToTell({ what, told, openedAt, resolvedAt }: AlertRecord, now: number): AlertRecord['told'] {
  if (resolvedAt !== undefined) return told === 'opened' ? 'resolved' : undefined;
  if (told || (what === 'failing' && now < openedAt + BURST_MS)) return undefined;
  return 'opened';
}

type Words = { subject(about: string, count: number): string; cure: string; severity: Notice['severity'] };

const WORDS: Record<AlertRecord['what'], Words> = {
  broken: {
    subject: (about) => `Connection ${about} is broken`,
    cure: 'Put its credentials right. What waits for it goes on by itself.',
    severity: 'alarm',
  },
  waiting: {
    subject: (about, count) => `${count} waiting for ${about}`,
    cure: 'Look whether the system works. Nothing is lost: what waits goes out in order when it answers again.',
    severity: 'alarm',
  },
  parked: {
    subject: (about, count) => `${count} on ${about} in doubt`,
    cure: 'Look in that system whether they happened, and settle them.',
    severity: 'warning',
  },
  failing: {
    subject: (about, count) => `${count} ${count === 1 ? 'run has' : 'runs have'} failed at ${about}`,
    cure: 'Open the runs, put right what they failed by, and retry them together.',
    severity: 'warning',
  },
  unfit: {
    subject: (about) => `${about} is not as it should be`,
    cure: 'Run `rondine doctor`: it names the page on which that is put right.',
    severity: 'warning',
  },
  stuck: {
    subject: (_about, count) => `${count} ${count === 1 ? 'event' : 'events'} could not be applied`,
    cure: 'They are kept whole. This is a fault of ours: report it with the message.',
    severity: 'alarm',
  },
};

function noticeOf({ what, about, count, message }: AlertRecord, next: 'opened' | 'resolved'): Notice {
  const { subject, cure, severity } = WORDS[what];
  const fields = { what, about, count: String(count) };
  if (next === 'opened') return { subject: subject(about, count), text: `${message}\n${cure}`, severity, fields };
  return { subject: `Over: ${subject(about, count)}`, text: `It was: ${message}`, severity: 'info', fields };
}
