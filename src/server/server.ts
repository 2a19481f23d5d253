import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { answerErrors, answerFrameworkError } from './plugins/errors.ts';
import { keepLocal } from './plugins/local-only.ts';
import { demoRoutes, type DemoOptions } from './routes/demo.ts';
import { healthRoute } from './routes/health.ts';
import { hookRoutes, type HooksOptions } from './routes/hooks.ts';

export type ServerOptions = {
  hooks: HooksOptions;
  /** Folder of the built pages. */
  webRoot: string;
  /** Set where both simulators stand behind connections: the demo page is then served. */
  demo: DemoOptions | undefined;
  /** False when others than this machine can reach us: then only webhooks and the health check answer. */
  local: boolean;
  log: FastifyBaseLogger;
};

/** Creates the HTTP server: webhooks and health for everybody, pages for this machine. Not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    // One line per request would cost more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 200 },
  });
  answerErrors(app);
  healthRoute(app);
  await app.register(async (scope) => hookRoutes(scope, options.hooks));
  if (options.local) await app.register(async (scope) => pages(scope, options));
  return app;
}

async function pages(scope: FastifyInstance, { webRoot, demo }: ServerOptions): Promise<void> {
  keepLocal(scope);
  if (demo) await scope.register(demoRoutes, { prefix: '/api/demo', ...demo });
  if (existsSync(join(webRoot, 'index.html'))) await scope.register(fastifyStatic, { root: webRoot });
}
