import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../problem.ts';

/** Words for the refusals that the HTTP layer makes by itself. */
const WORDS: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this address accepts. Send less in one request.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'This content type is not read here. Send application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says. Send the request again.',
};

/** Answers what is refused before a route is found: addresses that are too long or badly encoded. */
export function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(reply, { status: error.statusCode ?? 400, detail: `${error.message}. Correct the address.` });
}

/** Makes every error an `application/problem+json` with clear words; what is our fault says no more than that. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error(error, 'a request failed');
      return sendProblem(reply, { status: 500, detail: 'The server could not do this. Its log says why.' });
    }
    return sendProblem(reply, { status, detail: WORDS[error.code] ?? error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, { status: 404, detail: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` }),
  );
}
