import type { FastifyReply } from 'fastify';

/** What went wrong with a request, as RFC 9457 has it. `type` is what programs compare. */
export type ProblemBody = { type: string; title: string; status: number; detail: string };

/** Every kind of problem that the server answers with. */
const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unsigned: { status: 401, title: 'The signature does not fit' },
  'wrong-token': { status: 403, title: 'The token does not fit' },
  'not-local': { status: 403, title: 'Only for this machine' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'unknown-connection': { status: 404, title: 'There is no such connection' },
  'unknown-customer': { status: 404, title: 'There is no such customer' },
  'unknown-conversation': { status: 404, title: 'There is no such conversation' },
  'not-handed-off': { status: 409, title: 'Nobody has taken this conversation over' },
  'too-large': { status: 413, title: 'The body is too large' },
  'internal-error': { status: 500, title: 'Something is wrong on our side' },
  'simulator-refused': { status: 502, title: 'The simulator refused the request' },
  'simulator-unreachable': { status: 502, title: 'A simulator does not answer' },
  'not-stored': { status: 503, title: 'The event could not be stored' },
  'too-many-listeners': { status: 503, title: 'Too many pages are open' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** A request that cannot be served, thrown by a handler; the server answers it as `application/problem+json`. */
export class Problem extends Error {
  readonly body: ProblemBody;

  /** `status` only where the refusal is of the HTTP layer and has one of its own. */
  constructor(name: ProblemName, detail: string, options?: { cause?: unknown; status?: number }) {
    super(detail, options);
    this.name = 'Problem';
    const { status, title } = PROBLEMS[name];
    this.body = { type: `urn:rondine:problem:${name}`, title, status: options?.status ?? status, detail };
  }
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, { body }: Problem): FastifyReply {
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}
