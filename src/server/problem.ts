import type { FastifyReply } from 'fastify';
import type { JsonObject } from '../base/json.ts';

/** What went wrong with a request, as RFC 9457 has it. `type` is what programs compare; some problems say more. */
export type ProblemBody = JsonObject & { type: string; title: string; status: number; detail: string };

/** Every kind of problem that the server answers with. */
const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unproven: { status: 401, title: 'The caller has not proved who it is' },
  unsigned: { status: 401, title: 'The signature does not fit' },
  'wrong-sign-in': { status: 401, title: 'E-mail and password do not fit' },
  'wrong-token': { status: 403, title: 'The token does not fit' },
  'not-allowed': { status: 403, title: 'The role or the token does not allow this' },
  'not-local': { status: 403, title: 'Only for this machine' },
  'foreign-request': { status: 403, title: 'The request comes from another site' },
  'unknown-host': { status: 403, title: 'The server does not answer to this name' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'unknown-person': { status: 404, title: 'There is no such person' },
  'unknown-api-token': { status: 404, title: 'There is no such token' },
  'unknown-connection': { status: 404, title: 'There is no such connection' },
  'unknown-webhook': { status: 404, title: 'No flow is called here' },
  'unknown-run': { status: 404, title: 'There is no such run' },
  'nobody-waits': { status: 404, title: 'Nobody waits under this name' },
  'unknown-customer': { status: 404, title: 'There is no such customer' },
  'unknown-conversation': { status: 404, title: 'There is no such conversation' },
  'wrong-method': { status: 405, title: 'Not with this method' },
  'not-waiting': { status: 409, title: 'The run does not wait for a call' },
  'not-handed-off': { status: 409, title: 'Nobody has taken this conversation over' },
  'person-exists': { status: 409, title: 'The person is there already' },
  'last-owner': { status: 409, title: 'The last owner stays' },
  'dead-link': { status: 410, title: 'The link is no longer good' },
  refused: { status: 409, title: 'It cannot be done as things are' },
  taken: { status: 409, title: 'There is one of this name already' },
  'under-way': { status: 409, title: 'The same request is being done' },
  'done-already': { status: 409, title: 'This was done before' },
  stale: { status: 412, title: 'It was changed meanwhile' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unread-type': { status: 415, title: 'Bodies of this type are not read here' },
  unfit: { status: 422, title: 'What was sent does not fit' },
  'key-reused': { status: 422, title: 'The key belongs to another request' },
  'weak-password': { status: 422, title: 'The password is not good enough' },
  'no-recipient': { status: 422, title: 'The flow would talk to nobody' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  'no-revision': { status: 428, title: 'The change does not say what it is based on' },
  'not-started': { status: 500, title: 'The flow could not be started' },
  'internal-error': { status: 500, title: 'Something is wrong on our side' },
  'flow-failed': { status: 502, title: 'The flow has failed' },
  'simulator-refused': { status: 502, title: 'The simulator refused the request' },
  'simulator-unreachable': { status: 502, title: 'A simulator does not answer' },
  'refused-outside': { status: 502, title: 'The other system refused' },
  'out-of-reach': { status: 502, title: 'The other system was not reached' },
  'not-stored': { status: 503, title: 'The event could not be stored' },
  'no-secret': { status: 503, title: 'The secret of this webhook is not set' },
  'too-many-waiting': { status: 503, title: 'Too many calls wait for their answers' },
  'too-many-listeners': { status: 503, title: 'Too many pages are open' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** `status` only where the refusal is of the HTTP layer and has one of its own; `more` is said besides. */
export type ProblemOptions = {
  cause?: unknown;
  status?: number;
  more?: JsonObject;
  headers?: Readonly<Record<string, string>>;
};

/** A request that cannot be served, thrown by a handler; the server answers it as `application/problem+json`. */
export class Problem extends Error {
  readonly body: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(name: ProblemName, detail: string, options?: ProblemOptions) {
    super(detail, options);
    this.name = 'Problem';
    const { status, title } = PROBLEMS[name];
    this.body = {
      type: `urn:rondine:problem:${name}`,
      title,
      status: options?.status ?? status,
      detail,
      ...options?.more,
    };
    this.headers = options?.headers ?? {};
  }
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, { body, headers }: Problem): FastifyReply {
  return reply.code(body.status).headers(headers).type('application/problem+json').send(JSON.stringify(body));
}
