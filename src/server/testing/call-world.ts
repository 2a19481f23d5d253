import { createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import Fastify from 'fastify';
import { id, type RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import type { Host } from '../../engine/host.ts';
import { openTestWorld, testFlow, type TestWorld } from '../../engine/testing/test-world.ts';
import type { Flow, Step } from '../../flow/flow.ts';
import type { Trigger, WebhookTrigger } from '../../flow/trigger.ts';
import type { Run } from '../../flow/run.ts';
import { createRouter } from '../../inbox/router.ts';
import type { CallsOptions } from '../call-parts.ts';
import { answerErrors } from '../plugins/errors.ts';
import { callRoutes } from '../routes/calls.ts';
import { createRunLinks, type RunLinks } from '../run-links.ts';

/** When the tests' time begins. */
export const AT = Date.UTC(2026, 10, 22, 9);
/** The secrets that this installation has. */
const SECRETS: Readonly<Record<string, string>> = { shopToken: 'a token of the shop', shopKey: 'a key of the shop' };
/** Turns of the event loop that a test waits for something at most. */
const PATIENCE = 2000;

/** How one call was answered. */
export type Answer = { status: number; headers: Headers; text: string; json: JsonObject };

/** A server that takes calls over real HTTP, over the real routing and engine; its clock is moved by hand. */
export type CallWorld = {
  world: TestWorld;
  host: Host;
  links: RunLinks;
  origin: string;
  /** Calls a path with a body: an object goes as JSON. */
  call(path: string, given?: Given): Promise<Answer>;
  runs(): Promise<Run[]>;
  /** Waits until a run is as wanted. */
  reach(wanted: (run: Run) => boolean, run?: RunId): Promise<Run>;
  /** Ends server, engine and store, and starts them again on the same folder. */
  restart(): Promise<CallWorld>;
  close(): Promise<void>;
};

export type Given = { method?: string; body?: JsonObject | string | Buffer; headers?: Record<string, string> };
type Options = Partial<CallsOptions> & { former?: { folder: string } };

/** Serves some published flows. Everything is ended with the test. */
export async function serveCalls(
  t: TestContext,
  flows: readonly Omit<Flow, 'version'>[],
  options: Options = {},
): Promise<CallWorld> {
  const { former, ...more } = options;
  const world = await openTestWorld(AT, former);
  for (const flow of former ? [] : flows) await world.flows.publish(flow, AT);
  const { recipient } = options;
  const host = await startEmbeddedHost({
    ...world,
    router: createRouter({ flows: world.flows, types: world.types, ...(recipient ? { recipient } : {}) }),
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
  });
  const links = createRunLinks([(text) => createHmac('sha256', 'test').update(text).digest('base64url')]);
  const app = Fastify({ forceCloseConnections: true });
  answerErrors(app);
  const parts = { ...world, host, links, publicUrl: undefined, secret: (name: string) => SECRETS[name], ...more };
  await app.register(async (scope) => callRoutes(scope, parts));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  let open = true;
  const end = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await app.close();
    await host.close();
    await world.store.close();
  };
  t.after(end);
  if (!former) t.after(() => world.close());
  const runs = async () => (await world.store.list('run')).map(({ run }) => run);
  return {
    world,
    host,
    links,
    origin,
    call: (path, given) => call(new URL(path, origin), given),
    runs,
    reach: (wanted, run) => reach(async () => (await runs()).find((each) => (!run || each.id === run) && wanted(each))),
    async restart() {
      await end();
      return serveCalls(t, flows, { ...options, former: { folder: world.folder } });
    },
    close: end,
  };
}

async function call(url: URL, { method = 'POST', body, headers = {} }: Given = {}): Promise<Answer> {
  const isData = typeof body === 'object' && !Buffer.isBuffer(body);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(isData ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body: isData ? JSON.stringify(body) : (body as string) }),
  });
  const text = await response.text();
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as JsonObject) : {},
  };
}

/** Looks again and again, for a bounded time, until something is there. */
export async function reach<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < PATIENCE; turn++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('What was waited for did not come.');
}

/** A step, its exits by the ids of steps. */
export const step = (type: string, params: JsonObject = {}, next: Record<string, string> = {}): Step => ({
  type,
  params,
  next: Object.fromEntries(Object.entries(next).map(([name, to]) => [name, id.step(to)])),
});

/** An ending. */
export const end = step('end');

/** A flow with a webhook under its own name as the path. */
export function hookFlow(
  name: string,
  steps: Record<string, Step>,
  trigger: Partial<WebhookTrigger> = {},
): Omit<Flow, 'version'> {
  const triggers: readonly Trigger[] = [{ type: 'webhook', path: name, ...trigger }];
  return { ...testFlow(steps), id: id.flow(name), name, triggers };
}
