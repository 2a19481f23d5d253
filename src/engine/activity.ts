import type { FailureCode, FailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** When a channel connection last worked; what never happened is absent. */
export type Activity = {
  /** When the provider last called to see whether the address is ours. */
  verifiedAt?: number;
  /** When a message last came in. */
  inboundAt?: number;
  /** When the provider last took a message. */
  sentAt?: number;
  /** Since when nothing has got through, and why the last time. */
  failing?: { since: number; code: FailureCode; message: string };
};

/** What is known of the coming and going on connections: at hand at once, on disk within a minute. */
export type ActivityBook = {
  of(connection: ConnectionId): Activity;
  /** Notes that something came in. */
  note(connection: ConnectionId, what: 'verifiedAt' | 'inboundAt', at: number): void;
  /** Notes how an attempt to send ended. */
  attempted(connection: ConnectionId, at: number, failure?: FailureData): void;
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
  const set = (key: ConnectionId, next: Activity): void => {
    book.set(key, next);
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
    async close() {
      cancel?.();
      await writing;
      await write();
      cancel?.();
    },
  };
}

function readActivity(value: JsonValue): Activity {
  if (!isObject(value)) return {};
  const time = (name: 'verifiedAt' | 'inboundAt' | 'sentAt') =>
    typeof value[name] === 'number' ? { [name]: value[name] } : {};
  const { failing } = value;
  return {
    ...time('verifiedAt'),
    ...time('inboundAt'),
    ...time('sentAt'),
    ...(isObject(failing) ? { failing: failing as NonNullable<Activity['failing']> } : {}),
  };
}
