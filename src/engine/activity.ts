import type { FailureCode, FailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** When a channel connection last worked; what never happened is absent. */
export type Activity = {
  /** When the provider last called to see whether the address is ours. */
  verifiedAt?: number;
  /** When the provider last called at all, with a proof that it was it. */
  calledAt?: number;
  /** When a message last came in. */
  inboundAt?: number;
  /** When the provider last took a message. */
  sentAt?: number;
  /** Since when nothing has got through, and why the last time. */
  failing?: { since: number; code: FailureCode; message: string };
};

/** What comes in. */
type Noted = 'verifiedAt' | 'calledAt' | 'inboundAt';

/** What is known of the coming and going on connections: at hand at once, on disk within a minute. */
export type ActivityBook = {
  of(connection: ConnectionId): Activity;
  /** Notes that something came in. */
  note(connection: ConnectionId, what: Noted, at: number): void;
  /** Notes how an attempt to send ended. */
  attempted(connection: ConnectionId, at: number, failure?: FailureData): void;
  /** Tells of what is worth looking at anew: of one connection at most once in some seconds. */
  watch(told: (connection: ConnectionId) => void): void;
  /** Writes what is not on disk yet, and writes nothing by itself any more. */
  close(): Promise<void>;
};

/** What opening needs; without a `clock` nothing is ever written, for processes that only look. */
type ActivityParts = {
  store: Pick<Store, 'list' | 'commit'>;
  clock?: Clock;
  log(message: string, facts: JsonObject): void;
};

const PREFIX = 'activity/';
/** A message must not cost a commit more: a crash loses what happened within this time, and only for the eye. */
const WRITE_MS = 60_000;

/** What a page shows of a busy connection need not be newer than this. */
const TELL_MS = 5000;

/** Failures that say that the provider was not reached, or lets us do nothing. */
const OUT_OF_REACH: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'auth',
  'unavailable',
  'timeout',
  'unknown_outcome',
  'rate_limited',
]);

/** Loads what was noted before. */
export async function openActivity({ store, clock, log }: ActivityParts): Promise<ActivityBook> {
  const book = new Map<ConnectionId, Activity>();
  const range = { from: PREFIX, before: 'activity0', limit: 100_000 };
  for (const { key, value } of await store.list('setting', range))
    book.set(key.slice(PREFIX.length) as ConnectionId, readActivity(value));
  const changed = new Set<ConnectionId>();
  let cancel: (() => void) | undefined;
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    cancel = undefined;
    const keys = [...changed];
    changed.clear();
    if (keys.length === 0) return;
    const writes = keys.map((key) => {
      const record = { key: `${PREFIX}${key}`, value: (book.get(key) ?? {}) as JsonValue };
      return { op: 'put', kind: 'setting', record } as const;
    });
    await store.commit(writes).catch((error: unknown) => {
      for (const key of keys) changed.add(key);
      log('when connections last worked could not be stored', { message: String(error) });
    });
  };
  const toldAt = new Map<ConnectionId, number>();
  let tell: (connection: ConnectionId) => void = () => undefined;
  const tellNews = (key: ConnectionId, former: Activity): void => {
    const next = of(key);
    const at = Math.max(...TIMES.map((name) => next[name] ?? 0));
    if (!isTurn(former, next) && at - (toldAt.get(key) ?? 0) < TELL_MS) return;
    toldAt.set(key, at);
    tell(key);
  };
  const set = (key: ConnectionId, next: Activity): void => {
    const former = of(key);
    book.set(key, next);
    tellNews(key, former);
    if (!clock) return;
    changed.add(key);
    cancel ??= clock.after(WRITE_MS, () => void (writing = write()));
  };
  const of = (key: ConnectionId): Activity => book.get(key) ?? {};

  return {
    of,
    note: (key, what, at) => set(key, { ...of(key), [what]: at }),
    attempted(key, at, failure) {
      const { failing, ...rest } = of(key);
      if (!failure) return set(key, { ...rest, sentAt: at });
      // A refusal of one message is an answer: the connection works.
      if (!OUT_OF_REACH.has(failure.code)) return failing ? set(key, rest) : undefined;
      const { code, message } = failure;
      return set(key, { ...rest, failing: { since: failing?.since ?? at, code, message } });
    },
    watch: (told) => void (tell = told),
    async close() {
      cancel?.();
      await writing;
      await write();
      cancel?.();
    },
  };
}

const TIMES = ['verifiedAt', 'calledAt', 'inboundAt', 'sentAt'] as const;

/** True for what happened for the first time, and where trouble begins or ends. */
function isTurn(former: Activity, next: Activity): boolean {
  if ((former.failing === undefined) !== (next.failing === undefined)) return true;
  return TIMES.some((name) => former[name] === undefined && next[name] !== undefined);
}

function readActivity(value: JsonValue): Activity {
  if (!isObject(value)) return {};
  const { failing } = value;
  return {
    ...Object.fromEntries(TIMES.filter((name) => typeof value[name] === 'number').map((name) => [name, value[name]])),
    ...(isObject(failing) ? { failing: failing as NonNullable<Activity['failing']> } : {}),
  };
}
