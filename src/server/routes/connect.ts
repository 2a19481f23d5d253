import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, toFailureData } from '../../base/failure.ts';
import { connectPage, STYLE_HASH, type ConnectOutcome } from './connect-page.ts';

/** Ends sign-ins that somebody began here. */
export type ConnectOptions = {
  /** Takes what a browser came back with, once. Throws a `Failure` with cause and cure. */
  finish(connection: string, returned: string): Promise<{ message: string }>;
  /** Says in another language what a system said in English; undefined for what has no words in it. */
  say?(english: string, language: string): string | undefined;
};

/** What outside systems may send along, many times over. */
const LONGEST = 8000;

/**
 * `GET /connect/:connection/callback`: where an outside system sends the browser of somebody who let us in. It answers to
 * any name, as the browser comes by the address that the system knows; what it takes is a state that was made here not
 * long ago for this connection, and each only once. The page says what happened, and no secret.
 */
export async function connectRoutes(app: FastifyInstance, { finish, say }: ConnectOptions): Promise<void> {
  app.route<{ Params: { connection: string } }>({
    method: 'GET',
    // Whatever looks at links before people click them must not use one up.
    exposeHeadRoute: false,
    url: '/connect/:connection/callback',
    async handler(request, reply) {
      const { connection } = request.params;
      const outcome = await end(request, () => finish(connection, request.url));
      return show(
        reply,
        connectPage(connection, outcome, { accepts: request.headers['accept-language'], say }),
        outcome,
      );
    },
  });
}

async function end(request: FastifyRequest, finish: () => Promise<{ message: string }>): Promise<ConnectOutcome> {
  if (!/[?&]state=[^&]/.test(request.url) || request.url.length > LONGEST) return { kind: 'unknown', message: '' };
  try {
    return { kind: 'connected', ...(await finish()) };
  } catch (error) {
    const { code, message, providerCode } = toFailureData(error);
    if (!(error instanceof Failure)) request.log.error(error, 'a sign-in could not be ended');
    if (code === 'defect') return { kind: 'failed', message: 'The log of the server says why.' };
    if (code === 'denied' || code === 'not_found') return { kind: 'unknown', message };
    if (providerCode === 'access_denied') return { kind: 'declined', message };
    return { kind: code === 'unavailable' || code === 'timeout' ? 'later' : 'refused', message };
  }
}

const STATUS: Record<ConnectOutcome['kind'], number> = {
  connected: 200,
  declined: 200,
  unknown: 403,
  refused: 400,
  later: 503,
  failed: 500,
};

function show(reply: FastifyReply, page: string, { kind }: ConnectOutcome): FastifyReply {
  reply.headers({
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'x-content-type-options': 'nosniff',
    // The address holds a code: no other page shall learn it.
    'referrer-policy': 'no-referrer',
    vary: 'accept-language',
  });
  return reply.code(STATUS[kind]).type('text/html; charset=utf-8').send(page);
}
