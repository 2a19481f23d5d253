import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a host that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * Keeps pages and their routes to this machine until sign-in exists: the request must be addressed to a local name
 * (a tunnel or another site's page that resolves to us carries another), and a changing one must come from our own page.
 */
export function keepLocal(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const hostname = request.host.replace(/:\d+$/, '');
    if (!LOCAL_NAMES.has(hostname)) {
      throw new Problem(
        'not-local',
        `This page answers to localhost only, not to "${hostname}": there is no sign-in yet. Webhooks under /hooks answer to any name.`,
      );
    }
    if (isForeign(request)) {
      throw new Problem('not-local', 'This request comes from another site and is refused.');
    }
    reply.headers({
      'content-security-policy':
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
}

/**
 * True for what a page of another site sent. Such a page cannot read the answer of a GET, but it could hold our live
 * streams open; following a link to us is fine. Browsers say so in `Sec-Fetch-Site`, which no page can set.
 */
function isForeign({ method, headers, host }: FastifyRequest): boolean {
  if (method !== 'GET') return headers.origin !== undefined && headers.origin !== `http://${host}`;
  const site = headers['sec-fetch-site'] ?? 'none';
  return site !== 'none' && site !== 'same-origin' && headers['sec-fetch-mode'] !== 'navigate';
}
