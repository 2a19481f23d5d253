import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, sendProblem } from '../problem.ts';
import { SAFE_HEADERS } from './headers.ts';
import type { ShowPage } from './pages.ts';

/** Words for the refusals that the HTTP layer makes by itself. */
const WORDS: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this address accepts. Send less in one request.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'This content type is not read here. Send application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says. Send the request again.',
};

/** Answers what is refused before a route is found: addresses that are too long or badly encoded. */
export function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  // No hook has run.
  reply.headers(SAFE_HEADERS);
  void sendProblem(reply, new Problem('invalid-request', `${error.message}. Correct the address.`, { status }));
}

/**
 * Makes every error an `application/problem+json` with clear words; what is our fault says no more than that. Where
 * nothing is, a browser that asks for a page gets the app's, which knows its own addresses.
 */
export function answerErrors(app: FastifyInstance, showPage?: ShowPage): void {
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error);
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error(error, 'a request failed');
      return sendProblem(reply, new Problem('internal-error', 'The server could not do this. Its log says why.'));
    }
    const name = status === 413 ? 'too-large' : 'invalid-request';
    return sendProblem(reply, new Problem(name, WORDS[error.code] ?? `${error.message}.`, { status }));
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (await showPage?.(request, reply)) return reply;
    const path = request.url.split('?')[0];
    return sendProblem(reply, new Problem('not-found', `There is nothing at ${request.method} ${path}.`));
  });
}
