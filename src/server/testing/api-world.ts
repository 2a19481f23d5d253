import type { TestContext } from 'node:test';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { createControlApi } from '../../control/api.ts';
import { types } from '../../control/catalog.ts';
import { checkFlow, errorsIn } from '../../control/flows.ts';
import type { ControlParts } from '../../control/control.ts';
import { openConnectionBook } from '../../engine/connection-book.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import { openFlowBook } from '../../engine/flow-book.ts';
import { openInstallationBook } from '../../engine/installation-book.ts';
import { openTemplateBook } from '../../engine/template-book.ts';
import { openTestWorld, openVault, testFlow, type TestWorld } from '../../engine/testing/test-world.ts';
import type { Flow } from '../../flow/flow.ts';
import { acceptEvents } from '../../inbox/accept.ts';
import { createRouter } from '../../inbox/router.ts';
import { openTesterBook } from '../../inbox/testers/tester-book.ts';
import { openMediaStore } from '../../store/media/media-store.ts';
import { watchCommits } from '../../store/watch-commits.ts';
import { API_PREFIX, mountApi } from '../api/mount.ts';
import type { World } from '../api/route.ts';
import { ROLES, SCOPES, type Caller, type Role, type Scope } from '../auth/caller.ts';
import { createDesk } from '../auth/desk.ts';
import { createSignIn } from '../auth/sign-in.ts';
import { createLive } from '../live.ts';
import { answerErrors } from '../plugins/errors.ts';

/** When the tests' time begins. */
export const AT = Date.UTC(2026, 10, 22, 9);

/** How one call was answered. */
export type Answer = { status: number; json: JsonObject; etag: string | undefined; headers: JsonObject };

/** What is sent; `as` a role, `nobody`, or `token:<scope>,<scope>` of an owner. */
export type Sent = {
  as?: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  ifMatch?: string | undefined;
  ifNoneMatch?: string;
  key?: string;
};

/** The API over a real engine on a real store, with a clock moved by hand and an outside that answers as told. */
export type ApiWorld = {
  world: TestWorld;
  parts: ControlParts;
  live: World['live'];
  /** Calls `GET /flows`; as an owner unless told. */
  call(named: string, sent?: Sent): Promise<Answer>;
  /** A message of Ada's, or of somebody else's number. */
  says(text: string, from?: string): Promise<void>;
  /** Listens, for streams. */
  listen(): Promise<string>;
};

const CONNECTIONS = [
  { key: id.connection('phone'), kind: 'channel', type: 'whatsapp' },
  { key: id.connection('crm'), kind: 'connector', type: 'salesforce' },
] as const;

/** Serves the API with some published flows. Everything is ended with the test. */
export async function openApi(
  t: Pick<TestContext, 'after'>,
  flows: readonly Omit<Flow, 'version'>[] = [],
): Promise<ApiWorld> {
  const opened = await openTestWorld(AT);
  const { store, listen } = watchCommits(opened.store);
  // The outside that answers as told looks at this very object.
  const world = Object.assign(opened, {
    store,
    flows: await openFlowBook(store),
    connections: await openConnectionBook(store, openVault),
  });
  world.answer({ output: { id: 'sent.1' } });
  for (const connection of CONNECTIONS) await world.connections.seed({ ...connection, config: {}, seed: 'a' });
  for (const flow of flows) await world.flows.publish(flow, AT - 1000);
  const now = (): number => world.clock.now();
  const recipient = () => undefined;
  const testers = await openTesterBook(store, listen);
  const host = await startEmbeddedHost({
    ...world,
    router: createRouter({
      flows: world.flows,
      types,
      messages: store,
      recipient,
      testers: { book: testers, errorsIn: (draft) => errorsIn(checkFlow(parts, draft)) },
    }),
    types,
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
  });
  const seal = (_name: string, text: string): string => text;
  const signIn = createSignIn({ folder: world.folder, keys: [{ id: 'test', bytes: Buffer.alloc(32, 7) }], now });
  const parts: ControlParts = {
    ...world,
    host,
    installation: await openInstallationBook(store, { seal, open: seal }),
    templates: await openTemplateBook(store),
    media: openMediaStore(world.folder),
    testers,
    router: { recipient },
    people: createDesk(signIn, now),
    signIns: {} as ControlParts['signIns'],
    activity: { of: () => ({}) },
    startedAt: AT,
    now,
  };
  const live = createLive({ listen, clock: world.clock });
  const app = Fastify({ forceCloseConnections: true });
  answerErrors(app);
  const api: World = { parts, control: createControlApi(parts), live, signIn };
  await app.register(async (scope) => mountApi(scope, { world: api, authenticate, checkReplies: true }), {
    prefix: API_PREFIX,
  });
  t.after(async () => {
    live.close();
    await app.close();
    await host.close();
    await signIn.close();
    await world.close();
  });
  let count = 0;
  let origin: Promise<string> | undefined;
  return {
    world,
    parts,
    live,
    call: (named, sent) => callOn(app, named, sent),
    async says(text, from = '+393331234567') {
      const sender = { key: from, addresses: [{ kind: 'phone' as const, value: from }], name: 'Ada Rossi' };
      const content = { kind: 'text', text } as const;
      const message = { type: 'message', id: `wamid.${count++}`, at: now(), sender, content } as const;
      await acceptEvents([message], CONNECTIONS[0], { host, store });
      await world.clock.advance(0);
    },
    listen: () => (origin ??= app.listen({ host: '127.0.0.1', port: 0 })),
  };
}

async function callOn(app: FastifyInstance, named: string, sent: Sent = {}): Promise<Answer> {
  const { as = 'owner', query = {}, body, ifMatch, ifNoneMatch, key } = sent;
  const [method = '', path = ''] = named.split(' ');
  const search = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const response = await app.inject({
    method: method as 'GET',
    url: `${API_PREFIX}${path}?${new URLSearchParams(search).toString()}`,
    headers: {
      ...(as === 'nobody' ? {} : { authorization: `Bearer ${as}` }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const { headers } = response;
  return {
    status: response.statusCode,
    json: response.body === '' ? {} : (JSON.parse(response.body) as JsonObject),
    etag: headers.etag,
    headers,
  };
}

async function authenticate({ headers }: FastifyRequest): Promise<Caller | undefined> {
  const [, word = ''] = headers.authorization?.split('Bearer ') ?? [];
  const { role, scopes } = readWord(word);
  if (role === undefined) return undefined;
  return scopes
    ? { kind: 'token', id: `t-${word}`, name: 'A token', role, scopes }
    : { kind: 'user', id: role, name: `The ${role}`, role };
}

function readWord(word: string): { role?: Role; scopes?: readonly Scope[] } {
  if (!word.startsWith('token:')) return ROLES.includes(word as Role) ? { role: word as Role } : {};
  const scopes = word.slice('token:'.length).split(',');
  return { role: 'owner', scopes: SCOPES.filter((scope) => scopes.includes(scope)) };
}

/** Waits until something is so, for a bounded time. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('What was waited for did not come.');
}

/** A flow under a name of its own that asks for a name and ends. */
export function askFlow(name: string, more: Partial<Flow> = {}): Omit<Flow, 'version'> {
  const next = Object.fromEntries(
    ['answered', 'invalid', 'timeout', 'failed'].map((exit) => [exit, id.step('end')] as const),
  );
  return {
    ...testFlow({
      [id.step('ask')]: {
        type: 'ask',
        title: 'Ask the name',
        params: { text: 'Your name?', saveAs: 'name', timeout: 'PT1H' },
        next,
      },
      [id.step('end')]: { type: 'end', params: {}, next: {} },
    }),
    id: id.flow(name),
    name,
    triggers: [{ type: 'message', keywords: [name] }, { type: 'manual' }],
    ...more,
  };
}
