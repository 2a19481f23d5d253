import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import { createHttp } from '../../../net/pool.ts';
import { startOrgServer, type OrgServerOptions } from '../../../simulator/salesforce/server.ts';
import { memoryConnection, type MemoryConnectionOptions } from '../../testing/memory-connection.ts';
import type { SalesforceConfig } from '../config.ts';
import { salesforce } from '../salesforce.ts';
import { KEY } from './pretend-org.ts';

const MOST_ATTEMPTS = 40;
/** Only the write that gets no answer waits in vain; everything else may be slow on a busy machine. */
const SILENT_WRITE_TIMEOUT_MS = 200;

/** How the org behaves and what the connection holds beyond the usual. */
export type ConnectedOrgOptions = OrgServerOptions & {
  config?: Partial<SalesforceConfig>;
  media?: MemoryConnectionOptions<SalesforceConfig>['media'];
  beforeStore?: (next: SalesforceConfig) => void;
};

/** A real connection over HTTP to a simulated org; both live by one clock that the test moves. */
export async function connectOrg(t: TestContext, { config, media, beforeStore, ...options }: ConnectedOrgOptions = {}) {
  const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
  const now = () => clock.now;
  const silent = options.faults?.some((fault) => fault.kind === 'never-answer');
  const server = await startOrgServer({ now, ...options });
  const { http, close } = createHttp({ closeGraceMs: 0 });
  t.after(async () => {
    await close();
    await server.close();
  });
  const connection = memoryConnection<SalesforceConfig>({
    config: {
      loginUrl: server.url,
      grant: 'refresh_token',
      clientId: 'app',
      clientSecret: 'secret-of-app',
      refreshToken: '5Aep-demo-refresh',
      ...config,
    },
    http: (request: HttpRequest) =>
      silent && isWrite(request) ? http({ ...request, timeoutMs: SILENT_WRITE_TIMEOUT_MS }) : http(request),
    now,
    ...(media ? { media } : {}),
    ...(beforeStore ? { beforeStore } : {}),
  });
  const { org } = server;
  return {
    ...connection,
    clock,
    org,
    url: server.url,
    rows: (object: string) => [...org.store.list(object)],
    calls: (operation: string) => org.calls.since(0).filter((call) => call.operation === operation).length,
  };
}

function isWrite({ method, url }: HttpRequest): boolean {
  return method !== 'GET' && url.includes('/sobjects/');
}

/** A connection with a look into its org. */
export type ConnectedOrg = Awaited<ReturnType<typeof connectOrg>>;
/** How an effect ended, and the failures on the way. */
export type Performed = { output?: JsonObject; failure?: Failure; seen: string[] };

const AGAIN = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];

/** Does what a durable host does: repeats what may be repeated, after the wait that was asked for. */
export async function perform(
  connected: ConnectedOrg,
  effect: { operation: string; input: JsonObject; key?: string; beforeRetry?: (attempt: number) => Promise<void> },
): Promise<Performed> {
  const operation = salesforce.operations[effect.operation];
  assert.ok(operation);
  const seen: string[] = [];
  let unknownSince: number | undefined;
  for (let number = 1; number <= MOST_ATTEMPTS; number++) {
    const io = connected.io(effect.key ?? KEY, { number, ...(unknownSince === undefined ? {} : { unknownSince }) });
    try {
      return { output: await operation.run(effect.input, io), seen };
    } catch (failure) {
      assert.ok(failure instanceof Failure, String(failure));
      seen.push(failure.code);
      if (!AGAIN.includes(failure.code)) return { failure, seen };
      if (failure.code === 'unknown_outcome') unknownSince ??= connected.clock.now;
      connected.clock.now += failure.data.retryAfterMs ?? 1000;
      await effect.beforeRetry?.(number);
    }
  }
  assert.fail(`no end after ${MOST_ATTEMPTS} attempts: ${seen.join(', ')}`);
}

/** Waits for something that happens in the org on its own, at most five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!condition()) {
    assert.ok(performance.now() < end, 'the condition did not come true in time');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
