/** What went wrong with a request, as RFC 9457 has it. `type` is what programs compare. */
export type ProblemBody = { type: string; title: string; status: number; detail: string };

/** The kinds of problems that the demo's routes answer with. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'unknown-customer': { status: 404, title: 'There is no such customer' },
  'unknown-conversation': { status: 404, title: 'There is no such conversation' },
  'not-handed-off': { status: 409, title: 'Nobody has taken this conversation over' },
  'too-many-listeners': { status: 503, title: 'Too many pages are open' },
  'simulator-refused': { status: 502, title: 'The simulator refused the request' },
  'simulator-unreachable': { status: 502, title: 'A simulator does not answer' },
  'internal-error': { status: 500, title: 'Something is wrong on our side' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** A request that cannot be served, thrown by a handler; the plugin answers it as `application/problem+json`. */
export class Problem extends Error {
  readonly body: ProblemBody;

  constructor(name: ProblemName, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'Problem';
    this.body = { type: `urn:rondine:problem:${name}`, ...PROBLEMS[name], detail };
  }
}
