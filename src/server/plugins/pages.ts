import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepDoor, type Door } from './door.ts';
import { contentPolicy } from './headers.ts';

/** What a built page may have in place of the nonce; where it has none, we write the element that tells it. */
const PLACE = '__CSP_NONCE__';

/** Addresses that programs call. What is not there is a problem in JSON, never a page. */
const FOR_PROGRAMS = /^\/(api|hooks|webhooks|resume|media|connect|healthz|assets)(\/|$)/;

/** Answers with the app's page where a browser asks for one; false where it does not, and nothing is answered. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

/** How the app's page is shown; undefined where the pages are not built. */
export function createShowPage({ webRoot, door }: { webRoot: string; door: Door }): ShowPage | undefined {
  const file = join(webRoot, 'index.html');
  if (!existsSync(file)) return undefined;
  return async (request, reply) => {
    if (!wantsPage(request)) return false;
    door.checkName(request);
    // Read anew each time: a build while the server runs must not leave a page that asks for files that are gone.
    const [page, nonce] = [await readFile(file, 'utf8'), randomBytes(18).toString('base64')];
    void reply
      .code(200)
      .headers({ 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(withNonce(page, nonce));
    return true;
  };
}

/** True for a browser that opens an address of the app. The address of a single run with its token is not one. */
function wantsPage({ method, headers, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const [path = '', query = ''] = url.split('?');
  if (FOR_PROGRAMS.test(path) || (path.startsWith('/runs/') && /(^|&)token=/.test(query))) return false;
  return path === '/' || path === '/index.html' || (headers.accept ?? '').includes('text/html');
}

function withNonce(page: string, nonce: string): string {
  if (page.includes(PLACE)) return page.replaceAll(PLACE, nonce);
  const meta = `<meta property="csp-nonce" nonce="${nonce}">`;
  return /<head[^>]*>/.test(page) ? page.replace(/<head[^>]*>/, (head) => `${head}${meta}`) : meta + page;
}

/** Serves the files of the built pages. Names of files under `/assets` hold what is in them: browsers keep those. */
export async function pageFiles(scope: FastifyInstance, { webRoot, door }: { webRoot: string; door: Door }) {
  keepDoor(scope, door);
  // The page is never sent as it lies there: it needs its nonce.
  for (const url of ['/', '/index.html']) scope.get(url, async (_request, reply) => reply.callNotFound());
  await scope.register(fastifyStatic, {
    root: webRoot,
    index: false,
    dotfiles: 'ignore',
    // The build leaves them packed beside the plain ones.
    preCompressed: true,
    setHeaders(reply, path) {
      const lasting = path.startsWith(join(webRoot, 'assets'));
      void reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
