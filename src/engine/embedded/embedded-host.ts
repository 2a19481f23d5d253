import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId, RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Run } from '../../flow/run.ts';
import type { Types } from '../../flow/step-type.ts';
import type { Store } from '../../store/store.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionBook, OpenConnection } from '../connection-book.ts';
import type { FlowBook } from '../flow-book.ts';
import type { Host } from '../host.ts';
import type { Perform } from '../perform.ts';
import type { Router } from '../router.ts';
import type { Shadow } from '../shadow.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createDueWork } from './due-work.ts';
import { createLanes, toldApart } from './lanes.ts';
import { markClosed, recover } from './recover.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** What the engine runs on; the durations are those of the promises unless told. */
export type EmbeddedHostOptions = {
  store: Store;
  router: Router;
  flows: FlowBook;
  connections: ConnectionBook;
  perform: Perform;
  /** Which connections are in shadow mode, and how effects end there; none is where it is left out. */
  shadow?: Shadow;
  types: Types;
  clock: Clock;
  random(): number;
  log(message: string, facts: JsonObject): void;
  /** How long a send of unknown outcome waits for proof before it is repeated; 60 s unless told. */
  proofWindowMs?: number;
  /** How long waits that ended while the process was down give redelivered replies a chance; 60 s unless told. */
  overdueGraceMs?: number;
  /** Attempts under way at once per connection that has no limit of its own; 64 unless told. */
  concurrency?: number;
  /** Waiting effects in memory per connection; 5,000 unless told. What is beyond stays in the store. */
  effectsInMemory?: number;
  /** Hears each state of every run once it is committed: for alerts and figures. Must not throw. */
  moved?(run: Run): void;
  /** How long `close` waits for effects under way; 10 s unless told. */
  closeGraceMs?: number;
};

/**
 * Starts the durable engine that lives inside this process, on one store.
 * Resolves when what the last process left behind has been taken up.
 */
export async function startEmbeddedHost(given: EmbeddedHostOptions): Promise<Host> {
  const options = { ...given, store: toldApart(given.store) };
  const { store, clock, log } = options;
  const startedAt = clock.now();
  let closed = false;
  /** Effects that were issued and have neither been tried nor been noted as held back. */
  const untried = new Set<EffectId>();
  const watchers = new Map<RunId, Set<(run: Run) => void>>();
  // Each needs the others only after the first commit.
  const parts = {} as { dispatcher: Dispatcher; scheduler: Scheduler };
  const lanes = createLanes({
    store,
    router: options.router,
    flows: options.flows,
    types: options.types,
    shadow: options.shadow,
    now: clock.now,
    log,
    doubted({ effects, wakeAt }) {
      for (const effect of effects) parts.dispatcher.suspect(effect);
      if (wakeAt !== undefined) parts.scheduler.wake(wakeAt);
    },
    committed({ effects, wakeAt, runs }) {
      for (const effect of effects) {
        untried.add(effect.key);
        parts.dispatcher.take(effect);
      }
      if (wakeAt !== undefined) parts.scheduler.wake(wakeAt);
      if (options.moved) for (const run of runs.values()) options.moved(run);
      if (watchers.size > 0) for (const run of runs.values()) for (const told of watchers.get(run.id) ?? []) told(run);
    },
  });
  parts.dispatcher = createDispatcher({
    ...dispatcherOptions(options),
    read: (effect) => store.get('effect', effect),
    async report(effect, event) {
      untried.delete(effect.key);
      await lanes.apply(effect.lane, event);
    },
  });
  const connections = options.connections.all().map(({ record }) => record.key);
  const recovered = await recover(store, connections);
  if (recovered.crashed && recovered.pending.size > 0)
    log('taking up after a crash', { pending: Object.fromEntries(recovered.pending) });
  parts.scheduler = createScheduler({
    clock,
    work: createDueWork({
      store,
      lanes,
      startedAt,
      graceMs: options.overdueGraceMs ?? 60_000,
      untried,
    }),
    onError: (error) => log('the store could not be read for what is due', { message: String(error) }),
  });
  await parts.dispatcher.recover(recovered);
  parts.scheduler.wake(startedAt);

  return {
    accept(lane, key, event) {
      if (closed) return Promise.reject(new Error('The engine is closing; nothing was stored.'));
      return lanes.apply(lane, event, key);
    },
    resume: (connection) => parts.dispatcher.resume(connection),
    watch(run, told) {
      const those = watchers.get(run) ?? new Set();
      watchers.set(run, those.add(told));
      return () => {
        those.delete(told);
        if (those.size === 0) watchers.delete(run);
      };
    },
    async close() {
      if (closed) return;
      closed = true;
      await parts.scheduler.close();
      const settled = await parts.dispatcher.close(options.closeGraceMs ?? 10_000);
      await lanes.idle();
      if (settled) await markClosed(store, clock.now(), parts.dispatcher.unread());
    },
  };
}

function proofWindow(options: EmbeddedHostOptions): number {
  return options.proofWindowMs ?? 60_000;
}

function dispatcherOptions(options: EmbeddedHostOptions) {
  const { connections, log, clock, store } = options;
  return {
    perform: options.perform,
    shadow: options.shadow,
    connection: (connection: ConnectionId) => connections.get(connection),
    async breakDown(connection: ConnectionId, failure: FailureData, used: OpenConnection | undefined) {
      const first = await connections.breakDown(connection, failure, clock.now(), used);
      if (first)
        log('a connection is broken; its runs wait until it is repaired', { connection, message: failure.message });
    },
    load: (connection: ConnectionId, after: string, limit: number) =>
      store.list('effect', { where: { state: 'pending', connection }, limit, ...(after === '' ? {} : { after }) }),
    clock,
    random: options.random,
    proofWindowMs: proofWindow(options),
    concurrency: options.concurrency ?? 64,
    capacity: options.effectsInMemory ?? 5000,
    log,
  };
}
