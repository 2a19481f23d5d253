import type { FastifyInstance } from 'fastify';

/** `GET /healthz`: 200 while the process takes events in. */
export function healthRoute(app: FastifyInstance): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
}
