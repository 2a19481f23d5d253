import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { hostnameOf, LOCAL_NAMES } from './door.ts';

/** True for a host that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** What a proxy adds: whoever is behind it is not on this machine. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Keeps routes that ask for no sign-in to this machine: the request must come from it and be addressed to a local name
 * (a tunnel or another site's page that resolves to us carries another), and a changing one must come from our own page.
 */
export function keepLocal(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const name = hostnameOf(request);
    const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (!LOCAL_NAMES.has(name) || !isLoopback(peer) || PROXIED.some((header) => header in request.headers)) {
      throw new Problem(
        'not-local',
        `The demo answers to this machine only, as localhost; this came to "${name}". Sign in to use the app from elsewhere.`,
      );
    }
    if (isForeign(request)) {
      throw new Problem('not-local', 'This request comes from another site and is refused.');
    }
  });
}

/**
 * True for what a page of another site sent. Such a page cannot read the answer of a GET, but it could hold our live
 * streams open; following a link to us is fine. Browsers say so in `Sec-Fetch-Site`, which no page can set.
 */
function isForeign({ method, headers }: FastifyRequest): boolean {
  if (method !== 'GET') return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
  const site = headers['sec-fetch-site'] ?? 'none';
  return site !== 'none' && site !== 'same-origin' && headers['sec-fetch-mode'] !== 'navigate';
}
