import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../../base/failure.ts';
import type { RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { WebhookTrigger } from '../../flow/trigger.ts';
import { startFlow } from '../../inbox/start-flow.ts';
import { webhookAt, type WebhookPlace } from '../../inbox/webhook-paths.ts';
import { isAnswered, sendAnswer, sendStarted } from '../answer-call.ts';
import { callerProblem, visibleHeaders } from '../call-auth.ts';
import { CALL_BODY_LIMIT, readCallBody, readQuery } from '../call-body.ts';
import { ANY_METHOD, checkMethod, notStored, runUrl, untilGone, type CallParts } from '../call-parts.ts';
import { keyedCall, readIdempotencyKey, recallCall, rememberCall, type KeyedCall } from '../idempotency.ts';
import { Problem } from '../problem.ts';

const DEFAULT_METHODS = ['POST'] as const;
const ANSWER_WITHIN_MS = 25_000;

/** A call that may start its flow: proved, and read. */
type Call = {
  place: WebhookPlace;
  trigger: WebhookTrigger;
  input: JsonObject;
  keyed: KeyedCall | undefined;
  request: FastifyRequest;
};

/**
 * `/webhooks/:path`: calls that start flows. Nothing is kept of a call that is refused; 202 comes after the start is on
 * disk. A call that waits is answered by the run's step `respond`, by its end, or with 202 and the run's address when it
 * waits for something that may take long, or for too long. With an Idempotency-Key, the same call again starts nothing
 * and is answered by the run that the first one started, as that stands.
 */
export async function webhookRoutes(app: FastifyInstance, parts: CallParts): Promise<void> {
  app.route<{ Params: { path: string } }>({
    method: ANY_METHOD,
    url: '/webhooks/:path',
    exposeHeadRoute: false,
    bodyLimit: CALL_BODY_LIMIT,
    async handler(request, reply) {
      const call = readCall(request.params.path, request, parts);
      if (call.trigger.answer !== 'wait') {
        const run = await startOnce(call, parts);
        return sendStarted(reply, { url: runUrl('status', run, request, parts), run: { id: run } });
      }
      const signal = untilGone(reply);
      return parts.waiting.hold(async (until) => {
        const run = await startOnce(call, parts);
        const forMs = parts.answerWithinMs ?? ANSWER_WITHIN_MS;
        const answered = await until({ run, isOver: isAnswered, forMs, signal });
        const state = answered ?? (await parts.store.get('run', run))?.run;
        const url = runUrl('status', run, request, parts);
        return state ? sendAnswer(reply, state, url) : sendStarted(reply, { url, run: { id: run } });
      });
    },
  });
}

/** Finds whom a call is for and reads it. Throws a problem for one that is not taken. */
function readCall(path: string, request: FastifyRequest, parts: CallParts): Call {
  const place = webhookAt(parts.flows.current(), path);
  if (!place) {
    throw new Problem(
      'unknown-webhook',
      `No published flow has a webhook with the path "${path}". Publish the flow, or correct the path.`,
    );
  }
  const methodsOf = ({ methods = DEFAULT_METHODS }: WebhookTrigger): readonly string[] => methods;
  checkMethod(request, [...new Set(place.triggers.flatMap(methodsOf))]);
  const trigger = place.triggers.find((each) => methodsOf(each).includes(request.method)) as WebhookTrigger;
  const refusal = callerProblem(request, trigger.auth, { secret: parts.secret, now: parts.clock.now });
  if (refusal) throw refusal;
  const input = {
    method: request.method,
    path,
    query: readQuery(request),
    headers: visibleHeaders(request, trigger.auth),
    ...readCallBody(request),
  };
  const key = readIdempotencyKey(request);
  const keyed = key === undefined ? undefined : keyedCall(key, { place, trigger, input });
  return { place, trigger, input, keyed, request };
}

/** The run of a call: started now, or by the first call with the same key. */
async function startOnce(call: Call, parts: CallParts): Promise<RunId> {
  const known = call.keyed && (await recallCall(call.keyed, parts.store));
  if (known) return known;
  const { run, acceptance } = await start(call, parts);
  // Another call with the key came between.
  const first = acceptance === 'repeated' && call.keyed ? await recallCall(call.keyed, parts.store) : undefined;
  if (first) return first;
  if (await parts.store.get('run', run)) return run;
  throw new Problem(
    'not-started',
    'The call arrived, but no run of the flow could be started: it was unpublished meanwhile, or its installation has trouble and keeps the call.',
  );
}

async function start({ place, trigger, input, keyed, request }: Call, { host, recipient, clock }: CallParts) {
  const { flow } = place;
  const at = clock.now();
  try {
    return await startFlow(
      {
        flow,
        trigger: 'webhook',
        key: keyed?.memory ?? `:call/${randomUUID()}`,
        input,
        to: trigger.to,
        serialBy: trigger.serialBy,
        ...(keyed ? { remember: (run) => rememberCall(keyed, run, at) } : {}),
      },
      { host, recipient, now: () => at },
    );
  } catch (error) {
    if (error instanceof Failure) throw new Problem('no-recipient', error.message);
    throw notStored(request, error);
  }
}
