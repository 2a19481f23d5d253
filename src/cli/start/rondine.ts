import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { formatDiagnostic } from '../../base/diagnostic.ts';
import { id } from '../../base/ids.ts';
import { canonicalJson, type JsonObject } from '../../base/json.ts';
import { systemClock } from '../../engine/clock.ts';
import { openConnectionBook, type ConnectionBook, type OpenConnection } from '../../engine/connection-book.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import { openFlowBook, type FlowBook } from '../../engine/flow-book.ts';
import type { Host } from '../../engine/host.ts';
import { createPerform } from '../../engine/perform.ts';
import { laneOf } from '../../inbox/lane-of.ts';
import { createRouter } from '../../inbox/router.ts';
import { createHttp } from '../../net/pool.ts';
import { createRedactor } from '../../net/redact.ts';
import { createServer } from '../../server/server.ts';
import { isLoopback } from '../../server/plugins/local-only.ts';
import { openFolder } from '../../store/folder.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { Store } from '../../store/store.ts';
import { channelsById, connectorsById, types } from './catalog.ts';
import { openConfigVault } from './config-vault.ts';
import type { StartConfig } from './config.ts';
import { readDemo } from './demo.ts';
import { readProject, type Project } from './project.ts';
import { pointWebhook, startSimulator, type Simulator } from './simulators.ts';

/** A running server. */
export type Rondine = {
  /** Where its pages are, as a person on this machine types it. */
  url: string;
  /** What was taken up and where: for the lines printed at the start. */
  facts: { demo: boolean; flows: number; connections: number; local: boolean; warnings: string[] };
  /** Lets what is under way finish, then ends everything that was started. */
  close(): Promise<void>;
};

/** The place to listen on is taken or not to be had; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Things to end, in the order opposite to that in which they were begun. */
type Endings = (() => Promise<void> | void)[];

/**
 * Wires everything together and listens. Throws `ProjectError`, `FolderError` or `ListenError` with words for people;
 * whatever had been started by then is ended again.
 */
export async function startRondine(config: StartConfig, log: FastifyBaseLogger): Promise<Rondine> {
  const endings: Endings = [];
  /** Ends everything, also when one of the endings fails; then tells of the first that did. */
  const close = async (): Promise<void> => {
    const failed: unknown[] = [];
    for (let end = endings.pop(); end; end = endings.pop()) {
      try {
        await end();
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw failed[0];
  };
  try {
    return { ...(await start(config, log, endings)), close };
  } catch (error) {
    await close().catch((after: unknown) => log.error(after, 'ending what had been started failed'));
    throw error;
  }
}

async function start(config: StartConfig, log: FastifyBaseLogger, endings: Endings): Promise<Omit<Rondine, 'close'>> {
  // Everything that can be wrong in a project is known before anything is written.
  const project = config.project === undefined ? undefined : await readProject(config.project, process.env);
  const folder = openFolder(config.dataFolder);
  endings.push(() => folder.close());
  const store = await openStore({ folder: folder.path });
  endings.push(() => store.close());
  const connections = await openConnectionBook(store, openConfigVault(folder.path, process.env));
  const flows = await openFlowBook(store);
  const installation = await installationOf(store);
  const demo = !project && connections.all().length === 0 && flows.current().length === 0;
  const content = project ?? (demo ? await readDemo() : undefined);
  if (content) await load(content, { store, connections, flows, installation });
  // A project works with the connections that it names; what a demo left in the folder sleeps.
  const active = connections
    .all()
    .filter(({ record }) => !content || content.connections.some(({ key }) => key === record.key));
  const simulators = await startSimulators({ connections, active, folder: folder.path, endings });
  const host = await startHost({ config, store, connections, flows, installation, log, endings });
  const { url, local } = await listen({ config, store, connections, host, simulators, log, endings });
  for (const [name, simulator] of simulators) {
    if (simulator.webhook) await pointWebhook(simulator, `${url}/hooks/${name}`);
  }
  return {
    url,
    facts: {
      demo: simulators.size > 0,
      flows: flows.current().length,
      connections: active.length,
      local,
      warnings: [
        ...(content?.warnings ?? []).map(({ file, diagnostic }) => `${file}: ${formatDiagnostic(diagnostic)}`),
        ...brokenConnections(active),
      ],
    },
  };
}

/** A start never restores refused credentials by itself: what to do stands here. */
function brokenConnections(active: readonly OpenConnection[]): string[] {
  return active
    .filter(({ record }) => record.state === 'broken')
    .map(
      ({ record }) =>
        `connection ${record.key} is broken, its runs wait: ${record.problem?.message ?? 'credentials refused'}\n  fix: write new credentials into the project's rondine.json (or its environment variables) and start again.`,
    );
}

/** A random name made once: keys of two installations on one org never collide. */
async function installationOf(store: Store): Promise<string> {
  const known = (await store.get('setting', 'installation'))?.value;
  if (typeof known === 'string') return known;
  const value = randomUUID();
  await store.commit([{ op: 'insert', kind: 'setting', record: { key: 'installation', value } }]);
  return value;
}

type Books = { store: Store; connections: ConnectionBook; flows: FlowBook; installation: string };

/** Seeds connections and publishes flows; what means the same as before changes nothing. */
async function load(project: Project, { store, connections, flows, installation }: Books): Promise<void> {
  for (const connection of project.connections) {
    const seed = createHash('sha256')
      .update(`${installation}\n${canonicalJson(connection.config)}`)
      .digest('base64url');
    await connections.seed({ ...connection, seed });
  }
  for (const flow of project.flows) await flows.publish(flow, Date.now());
  await retireRemoved(project, { flows, store });
}

/** A flow that was loaded from a folder and is no longer in it starts no new runs. */
async function retireRemoved(project: Project, { flows, store }: Pick<Books, 'flows' | 'store'>): Promise<void> {
  const key = 'loaded-flows';
  const before = (await store.get('setting', key))?.value;
  const value = project.flows.map((flow) => flow.id);
  for (const former of Array.isArray(before) ? before : []) {
    if (typeof former === 'string' && !value.includes(id.flow(former))) await flows.unpublish(id.flow(former));
  }
  await store.commit([{ op: 'put', kind: 'setting', record: { key, value } }]);
}

type SimulatorParts = {
  connections: ConnectionBook;
  active: readonly OpenConnection[];
  folder: string;
  endings: Endings;
};

async function startSimulators(parts: SimulatorParts): Promise<Map<string, Simulator>> {
  const { connections, active, folder, endings } = parts;
  const behind = active.filter(({ record }) => record.simulator);
  const started = await Promise.all(
    behind.map(async (connection) => {
      const simulator = await startSimulator(connection, folder);
      endings.push(simulator.stop);
      connections.overlay(connection.record.key, simulator.overlay);
      return [connection.record.key, simulator] as const;
    }),
  );
  return new Map(started);
}

type HostParts = Books & { config: StartConfig; log: FastifyBaseLogger; endings: Endings };

async function startHost({ config, store, connections, flows, installation, log, endings }: HostParts): Promise<Host> {
  const client = createHttp();
  endings.push(() => client.close());
  const note = (message: string, facts: JsonObject): void => log.warn(facts, message);
  const perform = createPerform({
    store,
    connections,
    channels: channelsById,
    connectors: connectorsById,
    http: client.http,
    installation,
    now: Date.now,
    log: (message, facts) => log.info(facts, message),
    redactor: createRedactor,
  });
  const host = await startEmbeddedHost({
    store,
    router: createRouter({ flows, types }),
    flows,
    connections,
    perform,
    types,
    clock: systemClock,
    random: Math.random,
    log: note,
    ...(config.proofWindowMs === undefined ? {} : { proofWindowMs: config.proofWindowMs }),
  });
  endings.push(() => host.close());
  return host;
}

type ListenParts = {
  config: StartConfig;
  store: Store;
  connections: ConnectionBook;
  host: Host;
  simulators: Map<string, Simulator>;
  log: FastifyBaseLogger;
  endings: Endings;
};

async function listen(parts: ListenParts): Promise<{ url: string; local: boolean }> {
  const { config, store, connections, host, simulators, log, endings } = parts;
  const local = isLoopback(config.host);
  const { publicUrl } = config;
  const server = await createServer({
    hooks: { host, store, connections, channels: channelsById, publicUrl },
    webRoot: join(import.meta.dirname, '..', '..', '..', 'dist', 'web'),
    demo: demoOf(parts, simulators),
    local,
    log,
  });
  endings.push(() => server.close());
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw new ListenError(listenProblem(error, config), { cause: error });
  }
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return { url: `http://${local ? 'localhost' : config.host}:${port}`, local };
}

/** The demo page is served where a simulator stands behind a channel and one behind a connector. */
function demoOf({ store, connections, host }: ListenParts, simulators: Map<string, Simulator>) {
  const behind = (kind: 'channel' | 'connector') =>
    connections.all().find(({ record }) => simulators.has(record.key) && record.kind === kind)?.record.key;
  const [phone, org] = [behind('channel'), behind('connector')];
  if (!phone || !org) return undefined;
  const urlOf = (connection: string): string => simulators.get(connection)?.url ?? '';
  const release = async (conversation: string): Promise<void> => {
    const record = await store.get('conversation', conversation);
    if (!record) return;
    const event = { type: 'release', conversation: record.key, by: 'demo page' } as const;
    await host.accept(record.lane, `release/${randomUUID()}`, event);
  };
  return {
    simulators: { phone: urlOf(phone), org: urlOf(org) },
    store,
    types,
    laneOf: (customer: string) => laneOf(phone, { key: customer }),
    release,
  };
}

function listenProblem(error: unknown, { host, port }: StartConfig): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: RONDINE_PORT=${port + 1} npm start`;
  }
  if (code === 'EACCES')
    return `This user may not listen on port ${port}. Choose a port above 1023: RONDINE_PORT=3000 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address "${host}". Set RONDINE_HOST to 127.0.0.1, 0.0.0.0 or one of its addresses.`;
  }
  return `Listening on ${host}:${port} failed: ${error instanceof Error ? error.message : String(error)}`;
}
