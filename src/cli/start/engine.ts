import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { RunId } from '../../base/ids.ts';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { own } from '../../flow/flow.ts';
import { systemClock } from '../../engine/clock.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import { createOfflineHost } from '../../engine/embedded/offline-host.ts';
import type { Host } from '../../engine/host.ts';
import { createPerform } from '../../engine/perform.ts';
import type { RouterOptions } from '../../inbox/options.ts';
import { createRouter } from '../../inbox/router.ts';
import { createHttp } from '../../net/pool.ts';
import { createRedactor } from '../../net/redact.ts';
import type { Books } from './books.ts';
import { channelsById, connectorsById, types } from './catalog.ts';
import type { Endings } from './endings.ts';

/** Where an installation is reached from outside; known once it listens. */
export type Reach = { url: string };

/** What an engine is started with besides what is kept. */
export type EngineParts = {
  books: Books;
  reach: Reach;
  log: FastifyBaseLogger;
  endings: Endings;
  /** Performs nothing: what is to be done stays for the next start. */
  offline?: boolean;
  proofWindowMs: number | undefined;
};

/** A running engine with what others need to know of it. */
export type Engine = { host: Host; router: RouterOptions; sign(text: string): string };

/** Starts the engine on what is kept. */
export async function startEngine({
  books,
  reach,
  log,
  endings,
  offline,
  proofWindowMs,
}: EngineParts): Promise<Engine> {
  const { store, connections, flows, installation } = books;
  const client = createHttp();
  endings.push(() => client.close());
  const sign = createSigner(books.keys[0].bytes, 'links');
  const router: RouterOptions = {
    flows,
    types,
    calendar: (name) => own(installation.facts().calendars, name),
    setting: (name) => own(installation.facts().settings, name),
    resumeUrl: (run: RunId) => `${reach.url}/resume/${run}/${sign(`resume/${run}`)}`,
    fetches: (channel) => own(channelsById, channel)?.download !== undefined,
    staff: () => staffOf(books),
    random: (bytes) => randomBytes(bytes).toString('base64url'),
    digest: createSigner(books.keys[0].bytes, 'digests'),
  };
  const perform = createPerform({
    store,
    connections,
    channels: channelsById,
    connectors: connectorsById,
    http: client.http,
    installation: books.name,
    now: Date.now,
    log: (message, facts) => log.info(facts, message),
    redactor: createRedactor,
  });
  const note = (message: string, facts: JsonObject): void => log.warn(facts, message);
  const common = { store, router: createRouter(router), flows, types, log: note };
  const host = offline
    ? createOfflineHost({ ...common, now: Date.now })
    : await startEmbeddedHost({
        ...common,
        connections,
        perform,
        clock: systemClock,
        random: Math.random,
        ...(proofWindowMs === undefined ? {} : { proofWindowMs }),
      });
  endings.push(() => host.close());
  return { host, router, sign };
}

/** The connection for notices, where the installation names one that exists. */
function staffOf({ installation, connections }: Books) {
  const { staff } = installation.facts();
  return staff === undefined ? undefined : connections.get(id.connection(staff))?.record.key;
}

/** Digests under a key of their own that nobody without the data folder's key can compute. */
function createSigner(key: Uint8Array, purpose: string): (text: string) => string {
  const derived = Buffer.from(hkdfSync('sha256', key, '', `rondine/${purpose}`, 32));
  return (text) => createHmac('sha256', derived).update(text).digest('base64url');
}
