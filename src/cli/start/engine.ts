import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { toFailureData } from '../../base/failure.ts';
import { id, type RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { openActivity, type ActivityBook } from '../../engine/activity.ts';
import { startAlerts, type Alerts, type AlertsOptions } from '../../engine/alerts.ts';
import { systemClock } from '../../engine/clock.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { openHealth, type Health } from '../../engine/health.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import { createOfflineHost } from '../../engine/embedded/offline-host.ts';
import type { Host } from '../../engine/host.ts';
import type { OutingOptions } from '../../engine/outing.ts';
import { createPerform, type Perform, type PerformOptions } from '../../engine/perform.ts';
import { createShadow } from '../../engine/shadow.ts';
import type { SignIns } from '../../engine/sign-ins.ts';
import { own } from '../../flow/flow.ts';
import type { Run } from '../../flow/run.ts';
import { namesOf } from '../../flow/references.ts';
import { nextTime } from '../../inbox/cron.ts';
import { linksOf } from '../../inbox/links.ts';
import { ownOperations } from '../../inbox/operations/own-operations.ts';
import type { FindRecipient, FoundRecord, RouterOptions } from '../../inbox/options.ts';
import { eraseLane } from '../../inbox/privacy/erase-lane.ts';
import { createRouter } from '../../inbox/router.ts';
import { createHttp } from '../../net/pool.ts';
import { createRedactor } from '../../net/redact.ts';
import type { ConnectionRecord, EffectRecord } from '../../store/records.ts';
import type { Books } from '../../control/books.ts';
import { channelsById, connectorsById, typesWith } from '../../control/catalog.ts';
import { checkFlow, errorsIn } from '../../control/flows.ts';
import type { Endings } from './endings.ts';
import { startDailyChecks, type DailyChecks } from './daily-check.ts';
import { createFileCabinet } from './files.ts';
import { startKeepingAlive } from './keep-alive.ts';
import { lookAt } from '../../control/look-at.ts';
import { createSecretReader } from './secret-reader.ts';
import { openSignIns } from './sign-ins.ts';

/** Where an installation is reached from outside; known once it listens. */
export type Reach = {
  url: string;
  /** True where providers can fetch files from there. */
  open?: boolean;
};

/** What an engine is started with besides what is kept. */
export type EngineParts = {
  books: Books;
  reach: Reach;
  log: FastifyBaseLogger;
  endings: Endings;
  /** Performs nothing: what is to be done stays for the next start. */
  offline?: boolean;
  proofWindowMs: number | undefined;
  overdueGraceMs?: number | undefined;
};

/** A running engine with what others need to know of it. */
export type Engine = {
  host: Host;
  router: RouterOptions;
  /** What signs links: by the first key, then by the former ones. */
  signers: [Signer, ...Signer[]];
  recipient: FindRecipient;
  /** People letting us into outside systems. */
  signIns: SignIns;
  /** When connections last worked. */
  activity: ActivityBook;
  /** The ways out, where effects are performed. */
  outing?: OutingOptions;
  /** Looks at connections, where effects are performed. */
  checks?: Pick<DailyChecks, 'lookSoon'>;
};

type Signer = (text: string) => string;

/** Starts the engine on what is kept. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  const { books, reach, log, endings, offline, proofWindowMs, overdueGraceMs } = parts;
  const { store, connections, flows } = books;
  const client = createHttp();
  endings.push(() => client.close());
  const [first, ...former] = books.keys;
  const sign = createSigner(first.bytes, 'links');
  const signers: Engine['signers'] = [sign, ...former.map(({ bytes }) => createSigner(bytes, 'links'))];
  const digest = createSigner(first.bytes, 'digests');
  const recipient = createFindRecipient(books);
  const router = routerOptions(books, { reach, sign, digest, recipient });
  const note = (message: string, facts: JsonObject): void => log.warn(facts, message);
  const shadow = createShadow({ connections, connectors: connectorsById });
  const { types } = router;
  const common = { store, router: createRouter(router), flows, types, shadow, log: note };
  if (offline) {
    const host = createOfflineHost({ ...common, now: Date.now });
    endings.push(() => host.close());
    return {
      host,
      router,
      signers,
      recipient,
      activity: await openActivity({ store, log: note }),
      signIns: openSignIns(books, { http: client.http, reach, host, log: note }),
    };
  }
  const files = createFileCabinet(books, reach);
  const outing: PerformOptions = {
    store,
    connections,
    channels: files.channels,
    connectors: connectorsById,
    http: client.http,
    installation: books.name,
    now: Date.now,
    log: (message, facts) => log.info(facts, message),
    redactor: createRedactor,
    secret: createSecretReader(books, digest),
    fetchMedia: files.fetchMedia,
    linksOf: (effect, connection) => linksOf(effect, connection, store),
    openMedia: files.openMedia,
  };
  const activity = await openActivity({ store, clock: systemClock, log: note });
  endings.push(() => activity.close());
  const perform = noteAttempts(createPerform(outing), activity);
  const health = await openHealth(store);
  const tell: AlertsOptions['tell'] = (notice, key) => host.accept(id.lane('alerts'), key, { type: 'notice', notice });
  const alerts = watchTroubles(books, health, { log: note, tell });
  const host = await startEmbeddedHost({
    ...common,
    moved: (run) => alerts.moved(run),
    connections,
    perform,
    clock: systemClock,
    random: Math.random,
    ...(proofWindowMs === undefined ? {} : { proofWindowMs }),
    ...(overdueGraceMs === undefined ? {} : { overdueGraceMs }),
  });
  endings.push(() => host.close());
  endings.push(() => alerts.close());
  const ways = { http: client.http, log: note };
  const checks = watchConnections({ books, health, reach, log: note });
  endings.push(() => checks.close());
  endings.push(startKeepingAlive(books, { ...ways, clock: systemClock }));
  const signIns = openSignIns(books, { ...ways, reach, host });
  return { host, router, signers, recipient, activity, outing, signIns, checks };
}

/** Notes when providers take messages, and when they are out of reach. */
function noteAttempts(perform: Perform, activity: ActivityBook): Perform {
  return {
    ...perform,
    async attempt(effect, seen) {
      if (effect.request.kind !== 'send' || effect.connection === null) return perform.attempt(effect, seen);
      try {
        const output = await perform.attempt(effect, seen);
        activity.attempted(effect.connection, Date.now());
        return output;
      } catch (error) {
        activity.attempted(effect.connection, Date.now(), toFailureData(error));
        throw error;
      }
    },
  };
}

type Note = (message: string, facts: JsonObject) => void;

/** Tells staff of trouble once when it begins and once when it is over. */
function watchTroubles(
  { store, connections, flows, installation }: Books,
  health: Health,
  ways: Pick<AlertsOptions, 'tell' | 'log'>,
): Alerts {
  const { waitingMs } = installation.facts().alerts;
  const ignores = (run: Run): boolean => {
    const {
      at,
      flow: { id: flow, version },
    } = run;
    const step = at === null ? undefined : own(flows.version(flow, version)?.steps ?? {}, at);
    // Where the author has drawn the failure it is no trouble, and neither is what goes wrong with a draft.
    return run.test !== undefined || step?.type === 'end';
  };
  const further = health.troubles;
  return startAlerts({ store, connections, clock: systemClock, ...ways, waitingMs, ignores, further });
}

/** Looks at connections daily; what is not as it should be becomes an alert. */
function watchConnections({ books, health, reach, log }: Watching): DailyChecks {
  const look = (connection: OpenConnection) =>
    lookAt({ ...books, now: Date.now, ...(reach.url ? { url: reach.url } : {}) }, connection);
  return startDailyChecks({ connections: books.connections, health, clock: systemClock, look, log });
}

type Watching = { books: Books; health: Health; reach: Reach; log: Note };

type Ways = { reach: Reach; sign(text: string): string; digest(text: string): string; recipient: FindRecipient };

function routerOptions(books: Books, { reach, sign, digest, recipient }: Ways): RouterOptions {
  const { store, flows, installation, connections, testers: book } = books;
  const types = typesWith(() => connections.all().map(({ record }) => record));
  return {
    flows,
    testers: { book, errorsIn: (draft) => errorsIn(checkFlow(books, draft)) },
    types,
    operations: ownOperations(store),
    messages: store,
    namesOf: (flow) => namesOf(flow, types),
    calendar: (name) => own(installation.facts().calendars, name),
    setting: (name) => own(installation.facts().settings, name),
    resumeUrl: (run: RunId) => `${reach.url}/resume/${run}/${sign(`resume/${run}`)}`,
    fetches: (channel) => own(channelsById, channel)?.download !== undefined,
    recordsOf: (effect) => recordsOf(effect, connections),
    staff() {
      const { staff } = installation.facts();
      return staff === undefined ? undefined : connections.get(id.connection(staff))?.record.key;
    },
    erase: (scene) => eraseLane(scene, store),
    channelOf: (connection) => channelOf(connections.get(connection)?.record),
    recipient,
    random: (bytes) => randomBytes(bytes).toString('base64url'),
    digest,
    nextTime,
  };
}

/** The channel of a connection; undefined for one of a connector. */
function channelOf(record: ConnectionRecord | undefined): string | undefined {
  return record?.kind === 'channel' ? record.type : undefined;
}

/** Whom an address means on a connection: its channel knows. */
function createFindRecipient({ connections }: Books): FindRecipient {
  return (connection, address, country) => {
    const { record, config } = connections.get(connection) ?? {};
    const channel = record && own(channelsById, record.type);
    const sender = channel?.recipient?.(address, config ?? {}, country);
    return sender && record ? { connection, channel: record.type, sender } : undefined;
  };
}

function recordsOf({ request, output }: EffectRecord, connections: Books['connections']): readonly FoundRecord[] {
  if (request.kind !== 'call' || !output) return [];
  const type = connections.get(id.connection(request.connection))?.record.type;
  const connector = type === undefined ? undefined : own(connectorsById, type);
  return (connector && own(connector.operations, request.operation))?.records?.(request.input, output) ?? [];
}

/** Digests under a key of their own that nobody without the data folder's key can compute. */
function createSigner(key: Uint8Array, purpose: string): Signer {
  const derived = Buffer.from(hkdfSync('sha256', key, '', `rondine/${purpose}`, 32));
  return (text) => createHmac('sha256', derived).update(text).digest('base64url');
}
