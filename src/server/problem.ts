import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** A bad request as RFC 9457 has it: what is wrong and what to do. */
export type ProblemFacts = { status: number; detail: string };

/** Answers with `application/problem+json`. */
export function sendProblem(reply: FastifyReply, { status, detail }: ProblemFacts): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail }));
}
