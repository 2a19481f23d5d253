import type { FastifyInstance, FastifyRequest } from 'fastify';
import { id } from '../../base/ids.ts';
import { canonicalJson, type JsonObject } from '../../base/json.ts';
import { triggersOf } from '../../flow/trigger.ts';
import { isFinal, type Run } from '../../flow/run.ts';
import { resumeKey } from '../../inbox/resume-name.ts';
import { callerProblem } from '../call-auth.ts';
import { CALL_BODY_LIMIT, readCallData } from '../call-body.ts';
import { ANY_METHOD, checkMethod, notStored, untilGone, type CallParts } from '../call-parts.ts';
import { Problem } from '../problem.ts';

const METHODS = ['GET', 'POST'];
const REACH_WITHIN_MS = 10_000;
/** Shorter names are guessed: whoever guesses one can take up the run. */
const MIN_NAME = 10;
/** Entries of a run's history in which a call is looked for that has just been taken. */
const HISTORY = 100;

/** A call for a run: `name` where it came by the name that the run waits under. */
type Resumption = { run: string; name?: string; data: JsonObject; request: FastifyRequest; gone: AbortSignal };

/**
 * `/resume/:run/:token` and `/resume/by/:flow/:name`: calls for runs that wait for one in their step `awaitWebhook`.
 * 202 once the call is on disk; the first call that comes for a wait is taken, and no other. The same call again, with
 * the same data, while the run does not wait, is answered as the first one was. The step keeps the members of the query
 * and of the body.
 *
 * An address of a run may be called before the run waits, because the system that got it may be quick: such a call is
 * held until the run does, for a bounded time. A name is known only from the moment when a run waits under it; where
 * the flow's own webhooks ask for a proof, calls by name have to give one too.
 */
export async function resumeRoutes(app: FastifyInstance, parts: CallParts): Promise<void> {
  const common = { method: ANY_METHOD, exposeHeadRoute: false, bodyLimit: CALL_BODY_LIMIT };
  app.route<{ Params: { run: string; token: string } }>({
    ...common,
    url: '/resume/:run/:token',
    async handler(request, reply) {
      checkMethod(request, METHODS);
      const { run, token } = request.params;
      if (!parts.links.fits('resume', run, token)) {
        throw new Problem('wrong-token', 'This is not the address of a run. Use the whole one that you were given.');
      }
      await resume({ run, data: readCallData(request), request, gone: untilGone(reply) }, parts);
      return reply.code(202).send({ run });
    },
  });
  app.route<{ Params: { flow: string; name: string } }>({
    ...common,
    url: '/resume/by/:flow/:name',
    async handler(request, reply) {
      checkMethod(request, METHODS);
      const { flow, name } = request.params;
      if (name.length < MIN_NAME) {
        throw new Problem(
          'nobody-waits',
          `A name that is called has at least ${MIN_NAME} characters, so that nobody guesses it.`,
        );
      }
      checkNamedCaller(flow, request, parts);
      const found = await parts.store.get('resume', resumeKey(id.flow(flow), name));
      if (!found)
        throw new Problem('nobody-waits', 'No run of this flow waits, or has waited, for a call by this name.');
      await resume({ run: found.run, name, data: readCallData(request), request, gone: untilGone(reply) }, parts);
      return reply.code(202).send({});
    },
  });
}

/** A name alone is little: who calls by one proves the same as callers of the flow's webhooks, where those must. */
function checkNamedCaller(flow: string, request: FastifyRequest, parts: CallParts): void {
  const current = parts.flows.current().find((each) => each.id === flow);
  const proofs = current ? triggersOf(current, 'webhook').flatMap(({ auth }) => auth ?? []) : [];
  const given = proofs.map((proof) => callerProblem(request, proof, { secret: parts.secret, now: parts.clock.now }));
  const [refusal] = given;
  if (refusal && !given.includes(undefined)) throw refusal;
}

/** Gives a call to its run. Throws a problem when the run does not take it. */
async function resume(call: Resumption, parts: CallParts): Promise<void> {
  const run = await reach(call, parts);
  if (!waitsFor(call, run)) {
    if (await wasTaken(call, undefined, parts)) return;
    throw notWaiting(run);
  }
  const { data, request } = call;
  const event = { type: 'resume', run: run.id, wait: run.wait.id, data } as const;
  try {
    await parts.host.accept(run.lane, `resume/${run.id}/${run.wait.id}`, event);
  } catch (error) {
    throw notStored(request, error);
  }
  // Its time may have come, or another call, just before this one.
  if (!(await wasTaken(call, run, parts))) throw notWaiting(run);
}

function waitsFor({ name }: Resumption, { wait }: Run): boolean {
  return wait.for === 'webhook' && (name === undefined || wait.key === name);
}

/** The run, as soon as it waits for the call; as it stands where that takes too long. */
async function reach(call: Resumption, parts: CallParts): Promise<Run> {
  const found = (await parts.store.get('run', call.run))?.run;
  if (!found) throw new Problem('unknown-run', 'This run is no longer kept.');
  const isSettled = (run: Run): boolean => waitsFor(call, run) || isFinal(run);
  // What was taken and is delivered once more must not be held for the run's next wait.
  if (isSettled(found) || call.name !== undefined || (await wasTaken(call, undefined, parts))) return found;
  return parts.waiting.hold(async (until) => {
    const forMs = parts.reachWithinMs ?? REACH_WITHIN_MS;
    const reached = await until({ run: found.id, isOver: isSettled, forMs, signal: call.gone });
    return reached ?? found;
  });
}

/** True when this very call has taken a run up lately: out of this wait of it, or of any. */
async function wasTaken({ run, data }: Resumption, waiting: Run | undefined, { store }: CallParts): Promise<boolean> {
  const entries = await store.list('journal', { where: { run }, newestFirst: true, limit: HISTORY });
  const wanted = canonicalJson(data);
  return entries.some(
    ({ event }) =>
      event.type === 'resumed' &&
      (waiting === undefined || event.wait === waiting.wait.id) &&
      canonicalJson(event.data) === wanted,
  );
}

function notWaiting(run: Run): Problem {
  if (isFinal(run)) {
    return new Problem('not-waiting', 'The run has ended. The call comes too late, or was taken before.');
  }
  const detail = 'The run does not wait for this call: not yet, or not any more. Another call may have been taken.';
  return new Problem('not-waiting', detail, { headers: { 'retry-after': '1' } });
}
