import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openApi } from '../open-api.ts';
import { docsPage } from './docs-page.ts';

const FILES = [
  ['docs.css', 'text/css; charset=utf-8'],
  ['search.js', 'text/javascript; charset=utf-8'],
] as const;

/** What the API says of itself, for everybody: `/api/v1/openapi.json` for programs, `/api/docs` for people. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  const document = openApi();
  const asText = JSON.stringify(document);
  const page = docsPage(document);
  app.get('/api/v1/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(asText),
  );
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  for (const [name, type] of FILES) {
    const content = readFileSync(join(import.meta.dirname, name), 'utf8');
    app.get(`/api/docs/${name}`, async (_request, reply) => reply.type(type).send(content));
  }
}
