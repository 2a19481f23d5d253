import { admit } from './admission.ts';
import { Refusal, answerOf, jsonAnswer, refuse, refuseUnknown, type Answer } from './answer.ts';
import { DATA_ACTIONS } from './data-actions.ts';
import { VERSIONS } from './discovery.ts';
import { IDENTITY_CALLS, bearerOf } from './identity-api.ts';
import type { Org } from './org.ts';
import { checkRoute, type Operation, type Route } from './route.ts';
import type { Author } from './store.ts';

/** A call of the org's API with everything that its answer depends on. */
export type ApiCall = {
  method: string;
  route: Route;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The body as it came, where it is no text. */
  bytes?: Buffer;
  /** The server's own URL, which token answers name as `instance_url`. */
  baseUrl: string;
  /** Who writes, once anything is written: one author for all that the call holds. */
  author?: Author;
};

/** Carries out a call and gives the org's answer; a refused call changes nothing. */
export function answerCall(org: Org, call: ApiCall): Answer {
  return acceptCall(org, call)();
}

/** Lets a call in, to be carried out now or later: a session that ends meanwhile stops it no more. */
export function acceptCall(org: Org, call: ApiCall): () => Answer {
  try {
    checkRoute(call.route, call.method);
    const open = OPEN[call.route.operation];
    if (open) return () => answerOf(() => open(org, call));
    const own = admit(org, bearerOf(call));
    return () => answerData(own, call);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { answer } = thrown;
    return () => answer;
  }
}

/** Calls that bring their own credentials or need none. */
const OPEN: Partial<Record<Operation, (org: Org, call: ApiCall) => Answer>> = {
  ...IDENTITY_CALLS,
  versions: () => jsonAnswer(200, VERSIONS),
};

function answerData(org: Org, call: ApiCall): Answer {
  org.usage.used++;
  const answer = answerOf(() => {
    if (org.usage.used > org.usage.max) throw refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    return carryOut(org, call);
  });
  const limit = { 'Sforce-Limit-Info': `api-usage=${org.usage.used}/${org.usage.max}` };
  const headers = answer.headers ? { ...answer.headers, ...limit } : limit;
  const { parentLockMs } = org.setup.settings;
  // A little longer than the locks, so that whoever waits for an answer never meets his own.
  if (parentLockMs > 0 && call.author) return { ...answer, headers, delayMs: parentLockMs + 2 };
  return { ...answer, headers };
}

function carryOut(org: Org, call: ApiCall): Answer {
  return answerOf(() => {
    checkRoute(call.route, call.method);
    const action = DATA_ACTIONS[call.route.operation];
    if (!action) throw refuseUnknown();
    return action(org, call, (inner) => carryOut(org, inner));
  });
}
