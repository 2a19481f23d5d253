import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { id, type ConnectionId } from '../../src/base/ids.ts';
import { openConnectionBook, type ConnectionBook, type ConnectionSeed } from '../../src/engine/connection-book.ts';
import { startEmbeddedHost, type EmbeddedHostOptions } from '../../src/engine/embedded/embedded-host.ts';
import { openFlowBook, type FlowBook } from '../../src/engine/flow-book.ts';
import type { Acceptance, Host } from '../../src/engine/host.ts';
import type { Perform } from '../../src/engine/perform.ts';
import { openVault } from '../../src/engine/testing/test-world.ts';
import type { Flow } from '../../src/flow/flow.ts';
import { namesOf } from '../../src/flow/references.ts';
import { acceptEvents } from '../../src/inbox/accept.ts';
import { nextTime } from '../../src/inbox/cron.ts';
import { ownOperations } from '../../src/inbox/operations/own-operations.ts';
import type { RouterOptions } from '../../src/inbox/options.ts';
import { createRouter } from '../../src/inbox/router.ts';
import { clockLane } from '../../src/inbox/timers.ts';
import type { Capabilities } from '../../src/message/capabilities.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import { steps } from '../../src/steps/index.ts';
import type { Run } from '../../src/flow/run.ts';
import type { EffectRecord } from '../../src/store/records.ts';
import { openStore } from '../../src/store/sql/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';

/** A flow before it is published. */
export type Draft = Omit<Flow, 'version'>;

/** What a life is made of. */
export type LifeOptions = {
  at: number;
  flows: readonly Draft[];
  connections?: readonly ConnectionSeed[];
  /** The world outside: asked anew for each process. */
  outside(life: Life): Perform;
  router?: Partial<RouterOptions>;
  host?: Partial<Pick<EmbeddedHostOptions, 'effectsInMemory' | 'moved'>>;
  channel?: Partial<Capabilities>;
};

/** An installation through kills and starts: one data folder, time moved by hand. Its members are those of now. */
export type Life = {
  readonly process: Lifetime;
  readonly store: Store;
  readonly flows: FlowBook;
  readonly connections: ConnectionBook;
  readonly host: Host;
  readonly log: string[];
  now(): number;
  /** Takes in what a provider tells; resolves once it is on disk, and never when the process dies before that. */
  take(connection: ConnectionId, ...events: ChannelEvent[]): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Makes a new version current and sets its clocks. */
  publish(flow: Draft): Promise<void>;
  /** Kills the process as it stands and starts another one on its folder when so much time has passed. */
  restart(downMs?: number): Promise<void>;
  /** All runs, oldest first. */
  runs(): Promise<Run[]>;
};

/** Kills of a process lose nothing that the system has taken, so years go by faster where no disk is waited for. */
const QUICK_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** True where the full figures are asked for: `RONDINE_FUZZ=full`. */
export const isFull = process.env['RONDINE_FUZZ'] === 'full';

/** Seeds of a test with chance: one that is always the same and a new one that its name tells; or `RONDINE_SEED` alone. */
export const seeds: readonly number[] =
  process.env['RONDINE_SEED'] === undefined
    ? [1, Math.floor(Math.random() * 2 ** 31)]
    : [Number(process.env['RONDINE_SEED'])];

const CHANNEL: Capabilities = {
  source: 'test',
  asOf: '2026-11-22',
  text: { max: 1000 },
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  sendKey: true,
  proof: false,
};

/** Opens a fresh installation that ends with the test. */
export async function openLife(t: TestContext, options: LifeOptions): Promise<Life> {
  const folder = await mkdtemp(join(QUICK_FOLDER, 'rondine-life-'));
  let open = await openBooks(folder, options.at);
  for (const seed of options.connections ?? []) await open.connections.seed(seed);
  for (const flow of options.flows) await open.flows.publish(flow, options.at);
  const log: Life['log'] = [];
  let host = {} as Host;
  const life: Life = {
    get process() {
      return open.process;
    },
    get store() {
      return open.store;
    },
    get flows() {
      return open.flows;
    },
    get connections() {
      return open.connections;
    },
    get host() {
      return host;
    },
    log,
    now: () => open.process.now(),
    take: async (connection, ...events) =>
      void (await acceptEvents(events, { key: connection, type: 'test' }, { host, store: open.store })),
    advance: (ms) => open.process.advance(ms),
    async publish(flow) {
      await open.flows.publish(flow, open.process.now());
      await setClocks(flow, open.process, host);
    },
    async restart(downMs = 0) {
      open.process.kill();
      await open.disk.close();
      open = await openBooks(folder, open.process.now() + downMs);
      host = await startHost(life, options, log);
      await Promise.all(open.flows.flows().map((flow) => setClocks({ id: flow }, open.process, host)));
    },
    runs: () => allRuns(open.store),
  };
  host = await startHost(life, options, log);
  await Promise.all(options.flows.map((flow) => setClocks(flow, open.process, host)));
  t.after(async () => {
    open.process.kill();
    await open.disk.close();
    await rm(folder, { recursive: true, force: true });
  });
  return life;
}

async function openBooks(folder: string, at: number) {
  const process = createLifetime(at);
  const disk = await openStore({ folder });
  const store = process.guard(disk);
  return {
    process,
    disk,
    store,
    flows: await openFlowBook(store),
    connections: await openConnectionBook(store, openVault, process),
  };
}

let clocksSet = 0;

function setClocks({ id: flow }: Pick<Draft, 'id'>, process: Lifetime, host: Host): Promise<Acceptance> {
  return host.accept(clockLane(flow), `timers/${process.now()}/${clocksSet++}`, { type: 'timers', flow });
}

function startHost(life: Life, options: LifeOptions, log: Life['log']): Promise<Host> {
  const { process, store, flows, connections } = life;
  const types = { steps, channels: { test: { ...CHANNEL, ...options.channel } } };
  const router = createRouter({
    flows,
    types,
    operations: ownOperations(store),
    namesOf: (flow) => namesOf(flow, types),
    nextTime,
    ...options.router,
  });
  return startEmbeddedHost({
    store,
    router,
    flows,
    connections,
    perform: alive(process, options.outside(life)),
    types,
    clock: process,
    random: () => 0.5,
    log: (text) => void log.push(text),
    closeGraceMs: 0,
    ...options.host,
  });
}

/** What a dead process still wants to do does not happen. */
function alive(process: Lifetime, perform: Perform): Perform {
  const never = new Promise<never>(() => undefined);
  const { groups } = perform;
  return {
    ...perform,
    attempt: (effect, seen) => (process.dead() ? never : perform.attempt(effect, seen)),
    ...(groups && {
      groups: { of: groups.of, attempt: (effects) => (process.dead() ? never : groups.attempt(effects)) },
    }),
  };
}

async function allRuns(store: Store): Promise<Run[]> {
  const runs: Run[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.list('run', after === undefined ? {} : { after });
    runs.push(...page.map(({ run }) => run));
    if (page.length < 1000) return runs;
    after = page.at(-1)?.key;
  }
}

/** What arrived of a send at the other end. */
export type Arrival = { text: string; at: number; run: string; effect: string; connection: string; copies: number };

/** The other end of channels: knows a repeated send by its key, as a channel with keys does. */
export function createPhones(): { arrived: Arrival[]; perform(life: Life): Perform } {
  const arrived: Arrival[] = [];
  const take = (effect: EffectRecord, life: Life): void => {
    const known = arrived.find((arrival) => arrival.effect === effect.key);
    if (known) return void known.copies++;
    const { request, run, connection } = effect;
    const text = request.kind === 'send' && request.content.kind === 'text' ? request.content.text : request.kind;
    arrived.push({ text, at: life.now(), run, effect: effect.key, connection: connection ?? '', copies: 1 });
  };
  return {
    arrived,
    perform: (life) => ({
      async attempt(effect) {
        take(effect, life);
        return { id: `sent.${effect.key}` };
      },
      repeatable: () => 'keyed',
    }),
  };
}

/** A message of somebody. */
export function says(key: string, text: string, more: { at: number; id: string; phone?: string }): ChannelEvent {
  const { phone = '+390000001', ...facts } = more;
  return {
    type: 'message',
    ...facts,
    sender: { key, addresses: [{ kind: 'phone', value: phone }], name: key },
    content: { kind: 'text', text },
  };
}

/** Numbers in [0, 1) that the same seed gives again. */
export { seededRandom } from '../../src/simulator/seeded-random.ts';

/** A connection that people write on. */
export const phone = id.connection('phone');
