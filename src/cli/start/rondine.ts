import { isIP } from 'node:net';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { formatDiagnostic } from '../../base/diagnostic.ts';
import { id } from '../../base/ids.ts';
import { systemClock } from '../../engine/clock.ts';
import { own } from '../../flow/flow.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import type { Listening } from '../../engine/listening.ts';
import { resumeErasures } from '../../inbox/privacy/erase-person.ts';
import type { CallsOptions } from '../../server/call-parts.ts';
import { createRunLinks } from '../../server/run-links.ts';
import type { Intake } from '../../server/intake.ts';
import type { GivenLink } from '../../server/auth/links.ts';
import { createServer } from '../../server/server.ts';
import { isLoopback } from '../../server/plugins/local-only.ts';
import { loadProject, openBooks, type OpenBooks } from './books.ts';
import { channelsById } from '../../control/catalog.ts';
import type { ConnectionLife } from '../../control/control.ts';
import { saySignIn } from '../../control/say-sign-in.ts';
import { setAllClocks } from './clocks.ts';
import type { StartConfig } from './config.ts';
import { startControl } from './control.ts';
import { readDemo } from './demo.ts';
import { endAll, type Endings } from './endings.ts';
import { startEngine, type Engine } from './engine.ts';
import { readProject } from './project.ts';
import { createLife } from './life.ts';
import { createWorld } from './world.ts';
import { refuseRealFolder, warnOfPretendPeople } from './real-folder.ts';
import { startRetention } from './retention.ts';
import { fetchNews, openIntake } from './intake.ts';
import { demoOf } from './demo-page.ts';
import { pointWebhook, startSimulators, type Simulator } from './simulators.ts';

/** What was taken up and where: for the lines printed at the start. */
export type StartFacts = {
  demo: boolean;
  flows: number;
  connections: number;
  local: boolean;
  warnings: string[];
  /** The link by which the first owner comes in; unset where there is one. */
  setup: GivenLink | undefined;
};

/** A running server. */
export type Rondine = {
  /** Where its pages are, as a person on this machine types it. */
  url: string;
  facts: StartFacts;
  /** Lets what is under way finish, then ends everything that was started. */
  close(): Promise<void>;
};

/** The place to listen on is taken or not to be had; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Wires everything together and listens. Throws `ProjectError`, `RealFolderError`, `FolderError` or `ListenError` with words for people;
 * whatever had been started by then is ended again.
 */
export async function startRondine(config: StartConfig, log: FastifyBaseLogger): Promise<Rondine> {
  const endings: Endings = [];
  const close = (): Promise<void> => endAll(endings);
  try {
    return { ...(await start(config, log, endings)), close };
  } catch (error) {
    await close().catch((after: unknown) => log.error(after, 'ending what had been started failed'));
    throw error;
  }
}

async function start(config: StartConfig, log: FastifyBaseLogger, endings: Endings): Promise<Omit<Rondine, 'close'>> {
  // Everything that can be wrong in a project is known before anything is written.
  const { project: folder, simulators: pretend } = config;
  const project = folder === undefined ? undefined : await readProject(folder, process.env, { simulators: pretend });
  const books = await openBooks(config, endings);
  const { connections, flows, signIn } = books;
  const place = { folder: config.dataFolder, book: connections };
  if (project && pretend) refuseRealFolder(project, place);
  const left = project ? warnOfPretendPeople(project, place) : [];
  await signIn.ready();
  const isNew = connections.all().length === 0 && flows.current().length === 0;
  const content = project ?? (isNew && config.demo ? await readDemo() : undefined);
  if (content) await loadProject(content, books);
  // A project works with the connections that it names and those that people made; what a demo left in the folder sleeps.
  const active = connections
    .all()
    .filter(
      ({ record: { key, seed } }) =>
        !content || seed === undefined || content.connections.some((named) => named.key === key),
    );
  const behind = active.filter(({ record }) => record.simulator);
  const simulators = await startSimulators(behind, books.folder);
  for (const [name, { overlay, stop }] of simulators) {
    endings.push(stop);
    connections.overlay(id.connection(name), overlay);
  }
  const reach = { url: config.publicUrl ?? '', open: config.publicUrl !== undefined || simulators.size > 0 };
  let here = '';
  let listening: Listening | undefined;
  const life = createLife({
    connections,
    folder: books.folder,
    simulators,
    reach,
    here: () => here,
    listening: () => listening,
    endings,
  });
  const { proofWindowMs, overdueGraceMs } = config;
  const engine = await startEngine({ books, reach, log, endings, proofWindowMs, overdueGraceMs });
  await setAllClocks(flows, engine.host);
  const intake = openIntake({ books, engine, log, endings });
  const { url, local } = await listen({ active, config, books, engine, reach, life, simulators, intake, log, endings });
  here = url;
  reach.url ||= url;
  signIn.reachAt(url);
  const control = await startControl({
    ...books,
    ...engine,
    life,
    url,
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
  });
  endings.push(() => control.close());
  endings.push(startRetention(books, { clock: systemClock, log: (message, facts) => log.warn(facts, message) }));
  // An erasure that the last process left unfinished goes on; nobody need wait for it.
  const erasing = resumeErasures({ store: books.store, host: engine.host, media: books.media, now: Date.now }).catch(
    (error: unknown) => log.error(error, 'an erasure could not be finished; the next start tries again'),
  );
  endings.push(async () => void (await erasing));
  listening = fetchNews({ active, intake, engine, endings });
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
      setup: await signIn.setupLink(),
      warnings: [
        ...left,
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

type ListenParts = {
  active: readonly OpenConnection[];
  config: StartConfig;
  books: OpenBooks;
  engine: Engine;
  reach: { url: string };
  life: ConnectionLife;
  simulators: Map<string, Simulator>;
  intake: Intake;
  log: FastifyBaseLogger;
  endings: Endings;
};

async function listen(parts: ListenParts): Promise<{ url: string; local: boolean }> {
  const { config, books, engine, simulators, log, endings } = parts;
  const { connections } = books;
  const local = isLoopback(config.host);
  const { publicUrl } = config;
  const world = createWorld({ books, engine, reach: parts.reach, life: parts.life, publicUrl });
  const server = await createServer({
    hooks: { connections, channels: channelsById, take: parts.intake, publicUrl, now: Date.now },
    calls: callsOf(parts),
    media: { store: books.media, links: books.links, now: Date.now },
    connect: {
      finish: (connection, returned) => engine.signIns.finish(id.connection(connection), returned),
      say: saySignIn,
    },
    webRoot: join(import.meta.dirname, '..', '..', '..', 'dist', 'web'),
    demo: demoOf({ store: books.store, host: engine.host, active: parts.active, simulators }),
    api: { world },
    signIn: books.signIn,
    door: {
      publicUrl,
      hosts: [...config.hosts, ...(isIP(config.host) ? [bracketed(config.host)] : [])],
      proxies: config.proxies,
    },
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
  return { url: `http://${nameOf(config.host)}:${port}`, local };
}

/** How a person on this machine types where the server listens: on every interface means here too. */
function nameOf(host: string): string {
  return isLoopback(host) || host === '0.0.0.0' || host === '::' ? 'localhost' : bracketed(host);
}

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** What calls over HTTP need; their links are signed by every key of the installation, so that a new key ends none. */
function callsOf({ config, books, engine }: ListenParts): CallsOptions {
  return {
    host: engine.host,
    store: books.store,
    flows: books.flows,
    clock: systemClock,
    links: createRunLinks(engine.signers),
    recipient: engine.recipient,
    secret: (name) => own(books.installation.facts().secrets, name),
    publicUrl: config.publicUrl,
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
