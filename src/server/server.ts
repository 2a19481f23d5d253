import compress from '@fastify/compress';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { answerErrors, answerFrameworkError } from './plugins/errors.ts';
import { createDoor, keepDoor, type Door, type DoorOptions } from './plugins/door.ts';
import { answerSafely } from './plugins/headers.ts';
import { keepLocal } from './plugins/local-only.ts';
import { createShowPage, pageFiles, type ShowPage } from './plugins/pages.ts';
import { createGate } from './auth/gate.ts';
import { signInRoutes } from './auth/routes.ts';
import type { SignIn } from './auth/sign-in.ts';
import { docsRoutes } from './api/docs/routes.ts';
import { API_PREFIX, mountApi, type ApiOptions } from './api/mount.ts';
import { demoRoutes, type DemoOptions } from './routes/demo.ts';
import { healthRoute } from './routes/health.ts';
import type { CallsOptions } from './call-parts.ts';
import { callRoutes } from './routes/calls.ts';
import { connectRoutes, type ConnectOptions } from './routes/connect.ts';
import { mediaRoutes, type MediaOptions } from './routes/media.ts';
import { hookRoutes, type HooksOptions } from './routes/hooks.ts';

/** Within this time a request has to be here whole: what is not yet verified must not fill the memory for long. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Shorter answers fit into one packet as they are. */
const COMPRESS_FROM_BYTES = 1024;
/** What requests under way get at the end; a client that has stopped sending must not keep the process alive. */
const CLOSE_GRACE_MS = 3000;

export type ServerOptions = {
  hooks: HooksOptions;
  /** Calls that start and take up runs, for everybody who proves what they must. */
  calls: CallsOptions;
  /** Files of messages, for whoever has a signed link. */
  media: MediaOptions;
  /** Sign-ins at outside systems, for browsers that come back with one that was begun here. */
  connect: ConnectOptions;
  /** What the app and programs of others do over HTTP, for whoever proves who they are. */
  api?: Omit<ApiOptions, 'authenticate'>;
  /** Who may come in. */
  signIn: SignIn;
  /** By which names, and through which proxies. */
  door: DoorOptions;
  /** Folder of the built pages. */
  webRoot: string;
  /** Set where both simulators stand behind connections: the demo is then served, to this machine alone. */
  demo: DemoOptions | undefined;
  log: FastifyBaseLogger;
  /** How long a request may take to arrive. Default 30,000. */
  requestTimeoutMs?: number;
  /** How long `close` waits for requests under way before it cuts them. Default 3,000. */
  closeGraceMs?: number;
};

/**
 * Creates the HTTP server: webhooks and health for everybody, the app and its API for who signs in, the demo for this
 * machine. Not yet listening.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const app = Fastify({
    requestTimeout: requestTimeoutMs,
    // Node takes the larger of both limits, and its own for headers is a minute.
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: requestTimeoutMs / 4,
    },
    loggerInstance: options.log,
    // One line per request would cost more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 200 },
  });
  const door = createDoor(options.door);
  const showPage = createShowPage({ webRoot: options.webRoot, door });
  cutAtClose(app, options.closeGraceMs ?? CLOSE_GRACE_MS);
  answerSafely(app, door);
  answerErrors(app, showPage);
  healthRoute(app);
  await app.register(async (scope) => hookRoutes(scope, options.hooks));
  await app.register(async (scope) => callRoutes(scope, options.calls));
  await app.register(async (scope) => mediaRoutes(scope, options.media));
  await app.register(async (scope) => connectRoutes(scope, options.connect));
  await addApp(app, options, { door, showPage });
  return app;
}

/** What people use: sign-in, the API, the demo and the files of the pages. */
async function addApp(app: FastifyInstance, options: ServerOptions, { door, showPage }: AppParts): Promise<void> {
  const { signIn, api, demo, webRoot } = options;
  const gate = createGate(app, { signIn, door });
  await app.register(async (scope) => signInRoutes(scope, { signIn, gate, door, now: Date.now }), {
    prefix: '/api/auth',
  });
  if (api) {
    await app.register(
      async (scope) => {
        keepDoor(scope, door);
        // Streams are written past this; a catalog or a flow becomes a tenth.
        await scope.register(compress, { threshold: COMPRESS_FROM_BYTES });
        await mountApi(scope, { ...api, authenticate: gate.authenticate });
      },
      { prefix: API_PREFIX },
    );
    await app.register(docsRoutes);
  }
  if (demo) await app.register(async (scope) => openDemo(scope, demo));
  if (showPage) await app.register(async (scope) => pageFiles(scope, { webRoot, door }));
}

type AppParts = { door: Door; showPage: ShowPage | undefined };

async function openDemo(scope: FastifyInstance, demo: DemoOptions): Promise<void> {
  keepLocal(scope);
  await scope.register(demoRoutes, { prefix: '/api/demo', ...demo });
}

function cutAtClose(app: FastifyInstance, graceMs: number): void {
  app.addHook('preClose', async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
    app.server.once('close', () => clearTimeout(cut));
  });
}
