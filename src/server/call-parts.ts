import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { RunId } from '../base/ids.ts';
import type { Clock } from '../engine/clock.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import type { Host } from '../engine/host.ts';
import type { FindRecipient } from '../inbox/options.ts';
import type { Store } from '../store/store.ts';
import { Problem } from './problem.ts';
import type { RunLinkPurpose, RunLinks } from './run-links.ts';
import type { Waiting } from './waiting.ts';

/** What calls over HTTP that start and take up flows need. */
export type CallsOptions = {
  host: Pick<Host, 'accept' | 'watch'>;
  store: Pick<Store, 'get' | 'list'>;
  flows: Pick<FlowBook, 'current'>;
  clock: Clock;
  links: RunLinks;
  /** Finds whom an address means, for flows that talk to somebody. */
  recipient?: FindRecipient | undefined;
  /** A secret of the installation by its name; undefined where it has none of that name. */
  secret(name: string): string | undefined;
  /** The address that others know us by, without a slash at the end; taken from the request when unset. */
  publicUrl: string | undefined;
  /** How long a call waits for its flow's answer; 25 s unless told. */
  answerWithinMs?: number;
  /** How long a call waits for a run that does not wait for it yet; 10 s unless told. */
  reachWithinMs?: number;
  /** Calls that may wait at once; 1000 unless told. */
  places?: number;
};

/** The same, with the places of those who wait. */
export type CallParts = CallsOptions & { waiting: Waiting };

/** Every method that reaches a handler, so that it can say which ones it takes. */
export const ANY_METHOD: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Refuses a request whose method is none of these. */
export function checkMethod(request: FastifyRequest, methods: readonly string[]): void {
  if (methods.includes(request.method)) return;
  const allow = methods.join(', ');
  throw new Problem('wrong-method', `This address takes ${allow}, not ${request.method}.`, { headers: { allow } });
}

/** The whole address of a run's page for programs, or the one that takes it up. */
export function runUrl(purpose: RunLinkPurpose, run: RunId, request: FastifyRequest, parts: CallParts): string {
  return `${parts.publicUrl ?? `${request.protocol}://${request.host}`}${parts.links.path(purpose, run)}`;
}

/** Aborts when the caller has gone, or was answered. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Says that an event could not be stored: whoever sent it has to send it again. */
export function notStored(request: FastifyRequest, error: unknown): Problem {
  request.log.error(error, 'a call could not be stored');
  return new Problem('not-stored', 'Nothing was kept. Send it again later.', { cause: error });
}
