import type { FastifyReply } from 'fastify';
import type { JsonValue } from '../base/json.ts';
import { isFinal, type Response, type Run, type WaitFor } from '../flow/run.ts';
import { Problem } from './problem.ts';

/** Waits that may take long: nobody holds a connection open for them. */
const LONG_WAITS: ReadonlySet<WaitFor> = new Set<WaitFor>(['reply', 'time', 'webhook', 'agent', 'turn']);

/**
 * Headers that a flow may not set: what belongs to the connection, and what would change how browsers treat everything
 * at this address, the pages of this installation among it.
 */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'alt-svc',
  'clear-site-data',
  'connection',
  'content-length',
  'content-security-policy',
  'date',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'public-key-pins',
  'service-worker-allowed',
  'set-cookie',
  'strict-transport-security',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-content-type-options',
]);
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What a flow answers may be shown and styled, but runs no script in the name of this installation. */
const ANSWER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; form-action https:; frame-ancestors 'none'; base-uri 'none'; sandbox allow-forms";

/** Statuses without a body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** True for a run whose caller can be answered: it has responded, ended, or waits for something that may take long. */
export function isAnswered(run: Run): boolean {
  return run.response !== undefined || isFinal(run) || LONG_WAITS.has(run.wait.for);
}

/** Answers that a run has been started and goes on; `state` where it is known. */
export function sendStarted(reply: FastifyReply, { url, run }: { url: string; run: Pick<Run, 'id'> & Partial<Run> }) {
  const state = run.status === undefined ? {} : statusOf({ status: run.status, wait: run.wait });
  return reply
    .code(202)
    .header('location', url)
    .header('cache-control', 'no-store')
    .send({ run: run.id, url, ...state });
}

/** How a run stands, as far as callers are told. */
export function statusOf({ status, wait }: Pick<Run, 'status'> & Partial<Pick<Run, 'wait'>>) {
  return { status, ...(status === 'active' && wait ? { waitingFor: wait.for } : {}) };
}

/**
 * Answers as the run stands: by what its step `respond` said, by its end, or that it goes on. Throws the problem
 * `flow-failed` for one that failed or was canceled without having said anything.
 */
export function sendAnswer(reply: FastifyReply, run: Run, url: string): FastifyReply {
  if (run.response) return sendResponse(reply, run.response);
  if (run.status === 'active') return sendStarted(reply, { url, run });
  if (run.status === 'completed') {
    const output = run.output ? { output: run.output } : {};
    return reply.header('cache-control', 'no-store').send({ run: run.id, url, status: run.status, ...output });
  }
  const detail =
    run.status === 'canceled'
      ? 'Somebody has ended the flow before it answered.'
      : 'The flow ended with a failure before it answered. Its history says why.';
  const failure = run.failure && run.status === 'failed' ? { failure: run.failure.code } : {};
  throw new Problem('flow-failed', detail, { more: { run: run.id, url, ...failure } });
}

function sendResponse(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  const given = Object.entries(headers).filter(
    ([name, value]) => HEADER_NAME.test(name) && HEADER_VALUE.test(value) && !KEPT_HEADERS.has(name),
  );
  reply.code(status).headers({ 'cache-control': 'no-store', ...Object.fromEntries(given) });
  reply.headers({ 'content-security-policy': ANSWER_POLICY, 'x-content-type-options': 'nosniff' });
  if (BODILESS.has(status)) return reply.send();
  if (!reply.hasHeader('content-type'))
    reply.type(typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
  return reply.send(asText(body));
}

function asText(body: JsonValue): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
