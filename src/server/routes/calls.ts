import type { FastifyInstance } from 'fastify';
import type { CallsOptions } from '../call-parts.ts';
import { createWaiting } from '../waiting.ts';
import { resumeRoutes } from './resume.ts';
import { runRoutes } from './runs.ts';
import { webhookRoutes } from './webhooks.ts';

const PLACES = 1000;

/**
 * Calls over HTTP that start flows, take up runs that wait for one, and ask how a run stands. Meant for a scope of its
 * own: bodies are read as bytes there. When the server closes, whoever still waits is answered at once.
 */
export async function callRoutes(app: FastifyInstance, options: CallsOptions): Promise<void> {
  const parts = { ...options, waiting: createWaiting(options, options.places ?? PLACES) };
  app.addHook('preClose', async () => parts.waiting.close());
  app.removeAllContentTypeParsers();
  // Signatures are over the raw bytes, whatever the content type says.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  await webhookRoutes(app, parts);
  await resumeRoutes(app, parts);
  await runRoutes(app, parts);
}
