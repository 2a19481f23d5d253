import { createHash, randomBytes } from 'node:crypto';
import type { ConnectorIo, Connector } from '../connectors/connector.ts';
import { Failure, toFailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import type { SettingRecord } from '../store/records.ts';
import { ConflictError, type Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** A sign-in that was begun: where to send the browser. */
export type BegunSignIn = {
  id: string;
  url: string;
  /** True where the browser ends elsewhere, and a person copies the address from there to us. */
  pasted: boolean;
  /** Until when it can be ended. */
  until: number;
};

/** How a sign-in stands. `stale`: it was never begun, or its time is over. */
export type SignInState = { state: 'waiting' | 'connected' | 'refused' | 'stale'; message?: string };

/** People letting us into outside systems with a browser. What is pending survives a restart; each ends once. */
export type SignIns = {
  /** Begins; the link is good for 15 minutes. Throws a `Failure` where nobody can sign in so. */
  begin(connection: ConnectionId): Promise<BegunSignIn>;
  /**
   * Ends with what the browser came back with: an address with the state of a sign-in of this very connection, once. A
   * text without a state ends the newest one whose address is pasted. Throws a `Failure` with cause and cure.
   */
  finish(connection: ConnectionId, returned: string): Promise<{ message: string }>;
  /** How a sign-in stands; one that waits is waited for, so long at most. */
  look(connection: ConnectionId, id: string, waitMs: number): Promise<SignInState>;
};

/** What sign-ins stand on. */
export type SignInsOptions = {
  store: Store;
  clock: Clock;
  /** The connector of a connection, and its way to the world. */
  connectorOf(connection: ConnectionId): { connector: Connector; io: ConnectorIo };
  /** Seals what is pending. */
  vault: { seal(text: string): string; open(sealed: string): string };
  /** Where browsers reach this server, without a slash at the end; empty where none runs. */
  address(): string;
  /** Takes a connection for working from now on. */
  connected(connection: ConnectionId): Promise<void>;
};

/** How long a link is good: as long as the codes that come back. */
export const SIGN_IN_MS = 15 * 60_000;

/** What passes by itself, and what is no answer of the other side at all: the same link can be used again. */
const PASSING = ['unavailable', 'timeout', 'rate_limited', 'invalid'];

type Pending = { state: 'waiting'; sealed: string; pasted: boolean; until: number };
type Ended = { state: 'taken' | 'connected' | 'refused'; message?: string; until: number };

/** Makes the keeper of sign-ins. */
export function createSignIns(options: SignInsOptions): SignIns {
  const { store, clock, vault } = options;
  const waiting = createWaiting(clock);
  const put = (record: SettingRecord, former?: SettingRecord): Promise<void> =>
    store.commit([{ op: 'put', kind: 'setting', record, ...(former ? { former } : {}) }]);
  const end = async (key: string, value: Ended): Promise<void> => {
    await put({ key, value });
    waiting.wake(key);
  };
  return {
    async begin(connection) {
      const { connector, io } = options.connectorOf(connection);
      if (!connector.authorize) throw browserless(connector);
      const state = randomBytes(24).toString('base64url');
      const address = options.address();
      const redirectUri = `${address || 'http://localhost'}/connect/${connection}/callback`;
      const { url, pending, pasted = false } = await connector.authorize.begin({ redirectUri, state }, io);
      if (!pasted && !address) throw serverless();
      await forgetOld(store, connection, clock.now());
      const until = clock.now() + SIGN_IN_MS;
      const value: Pending = { state: 'waiting', sealed: vault.seal(JSON.stringify(pending)), pasted, until };
      await put({ key: keyOf(connection, idOf(state)), value });
      return { id: idOf(state), url, pasted, until };
    },

    async finish(connection, returned) {
      const { connector, io } = options.connectorOf(connection);
      if (!connector.authorize) throw browserless(connector);
      const { record, pending } = await findPending(store, connection, { returned, now: clock.now() });
      await take(put, record, pending);
      const { key } = record;
      try {
        const kept = JSON.parse(vault.open(pending.sealed)) as JsonObject;
        const { message } = await connector.authorize.finish({ returned, pending: kept }, io);
        await options.connected(connection);
        await end(key, { state: 'connected', message, until: pending.until });
        return { message };
      } catch (error) {
        const { code, message } = toFailureData(error);
        if (PASSING.includes(code)) await put(record);
        else await end(key, { state: 'refused', message, until: pending.until });
        throw error;
      }
    },

    async look(connection, id, waitMs) {
      const key = keyOf(connection, id);
      const found = await lookAt(store, key, clock.now());
      if (found.state !== 'waiting' || waitMs <= 0) return found;
      await waiting.wait(key, waitMs);
      return lookAt(store, key, clock.now());
    },
  };
}

/** Gives a pending sign-in to one caller. */
async function take(
  put: (record: SettingRecord, former: SettingRecord) => Promise<void>,
  record: SettingRecord,
  { until }: Pending,
): Promise<void> {
  const taken: Ended = { state: 'taken', until };
  try {
    await put({ key: record.key, value: taken }, record);
  } catch (error) {
    throw error instanceof ConflictError ? used() : error;
  }
}

type Coming = { returned: string; now: number };

async function findPending(
  store: Store,
  connection: ConnectionId,
  { returned, now }: Coming,
): Promise<{ record: SettingRecord; pending: Pending }> {
  const state = stateIn(returned);
  const records =
    state === undefined
      ? await newestFirst(store, connection)
      : [await store.get('setting', keyOf(connection, idOf(state)))];
  for (const record of records) {
    const value = record?.value;
    if (!record || !isObject(value) || Number(value['until']) < now) continue;
    if (value['state'] !== 'waiting') {
      if (state === undefined) continue;
      throw used();
    }
    const pending = value as Pending;
    if (state !== undefined || pending.pasted) return { record, pending };
  }
  throw new Failure({
    code: 'denied',
    message:
      'Nothing is known of this attempt to connect: the link is older than 15 minutes, is for another connection, or was not made here. Begin again with "rondine connections connect NAME".',
  });
}

async function newestFirst(store: Store, connection: ConnectionId): Promise<SettingRecord[]> {
  const untilOf = ({ value }: SettingRecord): number => (isObject(value) ? Number(value['until']) : 0);
  return (await all(store, connection)).toSorted((left, right) => untilOf(right) - untilOf(left));
}

async function forgetOld(store: Store, connection: ConnectionId, now: number): Promise<void> {
  const old = (await all(store, connection)).filter(({ value }) => !isObject(value) || Number(value['until']) < now);
  if (old.length > 0) await store.commit(old.map(({ key }) => ({ op: 'delete', kind: 'setting', key })));
}

function all(store: Store, connection: ConnectionId): Promise<SettingRecord[]> {
  const from = keyOf(connection, '');
  return store.list('setting', { from, before: `${from.slice(0, -1)}0` });
}

async function lookAt(store: Store, key: string, now: number): Promise<SignInState> {
  const value = (await store.get('setting', key))?.value;
  if (!isObject(value)) return { state: 'stale' };
  const { state, message } = value;
  if (state === 'connected' || state === 'refused')
    return { state, ...(typeof message === 'string' ? { message } : {}) };
  return { state: Number(value['until']) < now ? 'stale' : 'waiting' };
}

/** The state in an address that a browser came back to. */
function stateIn(returned: string): string | undefined {
  const found = /[?&]state=([^&#\s"'>]+)/.exec(returned.includes('?') ? returned : `?${returned}`)?.[1];
  return found;
}

/** The state itself is nowhere to be read. */
function idOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function keyOf(connection: ConnectionId, id: string): string {
  return `sign-in/${connection}/${id}`;
}

/** Callers that wait for a sign-in to end. */
function createWaiting(clock: Clock) {
  const sleepers = new Map<string, Set<() => void>>();
  return {
    wake(key: string) {
      for (const wake of sleepers.get(key) ?? []) wake();
    },
    wait: (key: string, ms: number): Promise<void> =>
      new Promise((resolve) => {
        const mine = sleepers.get(key) ?? new Set();
        sleepers.set(key, mine);
        const done = (): void => {
          cancel();
          mine.delete(done);
          if (mine.size === 0) sleepers.delete(key);
          resolve();
        };
        const cancel = clock.after(ms, done);
        mine.add(done);
      }),
  };
}

function used(): Failure {
  return new Failure({
    code: 'denied',
    message:
      'This link was used already. If the connection does not work, begin again with "rondine connections connect NAME".',
  });
}

function browserless({ title }: Connector): Failure {
  const message = `Nobody has to sign in to ${title} with a browser: its connections are set up by their configuration.`;
  return new Failure({ code: 'unsupported', message });
}

function serverless(): Failure {
  return new Failure({
    code: 'unsupported',
    message:
      'No server runs on this data folder, so the browser could not come back to it. Start the server, then connect.',
  });
}
