import { isObject } from '../../base/json.ts';
import { seededRandom } from '../seeded-random.ts';
import { jsonAnswer, type Answer } from './answer.ts';
import { IDENTITY_OPERATIONS, OPERATIONS, type Operation, type Route } from './route.ts';

/**
 * What can go wrong on purpose. See `Fault` for how one is aimed.
 *
 * - `latency`: the true answer after `ms`. Adds up, and goes with one other fault.
 * - `expired-session` 401, `server-error` 500, `bad-gateway` 502 as HTML, `unavailable` 503, `api-disabled` and
 *   `request-limit` 403, `lock-row` 400, `invalid-grant` 400 of the token endpoint, `html` 200 as HTML:
 *   this answer in place of the call.
 * - `drop-before-commit`, `drop-after-commit`: the line is cut without an answer.
 * - `late-commit`: the line is cut at once, the call is carried out after `ms`.
 * - `never-answer`: the line stays open and silent. `cut-answer`: carried out, half of the answer's body is sent.
 * - `lost-race`: another client was quicker with the same key: the record exists, the answer is DUPLICATE_VALUE.
 */
export const FAULT_KINDS = [
  'latency',
  'expired-session',
  'server-error',
  'bad-gateway',
  'unavailable',
  'drop-before-commit',
  'drop-after-commit',
  'late-commit',
  'never-answer',
  'cut-answer',
  'api-disabled',
  'request-limit',
  'lock-row',
  'lost-race',
  'invalid-grant',
  'html',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault and the calls that it strikes. */
export type Fault = {
  kind: FaultKind;
  /** One operation, `write` for create, update, upsert and delete, `any` for the token endpoint too. Default: what the kind suits, mostly all data calls. */
  operation?: Operation | 'write' | 'any';
  object?: string;
  /** How many calls it strikes before it is used up. Default: it stays until removed. */
  count?: number;
  /** How many matching calls pass before it strikes. */
  skip?: number;
  /** Chance for each matching call, drawn from `seed` (default 1): the same seed strikes the same calls. */
  probability?: number;
  seed?: number;
  /** How long `latency` waits, or after how long `late-commit` commits. Default 1000. */
  ms?: number;
  /** For faults that replace the answer: carry the call out first, so that only its answer is lost. */
  commit?: boolean;
};

/** The faults of an org and how often each struck. */
export type Faults = {
  /** What strikes this call: waiting time, and at most one fault that spoils it. Uses up counts. */
  take: (route: Route) => { latencyMs: number; fault?: Fault } | undefined;
  add: (faults: readonly Fault[]) => void;
  list: () => (Fault & { struck: number })[];
  clear: () => void;
};

type Armed = { fault: Fault; seen: number; struck: number; random: () => number };

const WRITES: readonly string[] = ['create', 'update', 'upsert', 'delete', 'delete-by-key'];
const WRITE_KINDS: readonly FaultKind[] = ['lock-row', 'lost-race'];
const NOT_DATA: readonly string[] = IDENTITY_OPERATIONS;

/** Makes the fault switchboard of an org, at first with the faults given. */
export function createFaults(initial: readonly Fault[] = []): Faults {
  let armed: Armed[] = [];
  const add = (faults: readonly Fault[]): void => {
    for (const fault of faults) armed.push({ fault, seen: 0, struck: 0, random: seededRandom(fault.seed ?? 1) });
  };
  add(initial);
  return {
    take: (route) => {
      if (armed.length === 0) return undefined;
      let latencyMs = 0;
      let spoiler: Fault | undefined;
      for (const entry of armed) {
        if (entry.fault.kind !== 'latency' && spoiler) continue;
        if (!strikes(entry, route)) continue;
        if (entry.fault.kind === 'latency') latencyMs += entry.fault.ms ?? 1000;
        else spoiler = entry.fault;
      }
      if (spoiler) return { latencyMs, fault: spoiler };
      return latencyMs > 0 ? { latencyMs } : undefined;
    },
    add,
    list: () => armed.map(({ fault, struck }) => ({ ...fault, struck })),
    clear: () => {
      armed = [];
    },
  };
}

/** Reads faults that came from outside: one object or a list. Throws with what is wrong and what is allowed. */
export function readFaults(value: unknown): Fault[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  for (const fault of list) checkFault(fault);
  return list as Fault[];
}

const MEMBERS: Record<Exclude<keyof Fault, 'kind' | 'operation'>, 'string' | 'number' | 'boolean'> = {
  object: 'string',
  count: 'number',
  skip: 'number',
  probability: 'number',
  seed: 'number',
  ms: 'number',
  commit: 'boolean',
};

function checkFault(fault: unknown): void {
  if (!isObject(fault))
    throw new Error(`A fault is an object such as {"kind":"latency"}; got ${JSON.stringify(fault)}.`);
  checkWord('kind', fault['kind'], FAULT_KINDS);
  if (fault['operation'] !== undefined) checkWord('operation', fault['operation'], [...OPERATIONS, 'write', 'any']);
  for (const [name, value] of Object.entries(fault)) {
    if (name === 'kind' || name === 'operation') continue;
    const type = (MEMBERS as Record<string, string | undefined>)[name];
    if (type === undefined)
      throw new Error(`A fault has no "${name}"; it may have ${Object.keys(MEMBERS).join(', ')}.`);
    if (typeof value !== type) throw new Error(`"${name}" of a fault is a ${type}; got ${JSON.stringify(value)}.`);
  }
}

function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && words.includes(value)) return;
  throw new Error(`"${name}" of a fault is one of ${words.join(', ')}; got ${JSON.stringify(value)}.`);
}

function strikes(entry: Armed, route: Route): boolean {
  const { fault } = entry;
  if (!matches(fault, route)) return false;
  if (fault.count !== undefined && entry.struck >= fault.count) return false;
  entry.seen++;
  if (entry.seen <= (fault.skip ?? 0)) return false;
  if (fault.probability !== undefined && entry.random() >= fault.probability) return false;
  entry.struck++;
  return true;
}

function matches(fault: Fault, route: Route): boolean {
  if (fault.object !== undefined && fault.object !== route.object) return false;
  const { operation } = route;
  switch (fault.operation) {
    case 'any':
      return true;
    case 'write':
      return WRITES.includes(operation);
    case undefined:
      if (fault.kind === 'invalid-grant') return operation === 'token';
      return WRITE_KINDS.includes(fault.kind) ? WRITES.includes(operation) : !NOT_DATA.includes(operation);
    default:
      return fault.operation === operation;
  }
}

const COMMITS: readonly FaultKind[] = ['drop-after-commit', 'cut-answer', 'lost-race'];

/** True for a fault that lets the call be carried out and spoils only its answer. */
export function commits(fault: Fault): boolean {
  return fault.commit ?? COMMITS.includes(fault.kind);
}

/** What the client is sent under a fault, given the true answer if there is one; `undefined` for nothing at all. */
export function answerUnder(kind: FaultKind, route: Route, answer: Answer | undefined): Answer | undefined {
  if (kind !== 'lost-race') return spoiledAnswer(kind, route.operation);
  if (!answer?.created || answer.recordId === undefined) return answer;
  const message = `duplicate value found: ${route.keyField ?? 'Id'} duplicates value on record with id: ${answer.recordId}`;
  return jsonAnswer(400, [{ message, errorCode: 'DUPLICATE_VALUE', fields: [] }]);
}

function spoiledAnswer(kind: FaultKind, operation: Operation): Answer | undefined {
  switch (kind) {
    case 'expired-session':
      return dataError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    case 'server-error':
      if (operation === 'token') return tokenError(500, 'unknown_error', 'retry your request');
      return dataError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred. ErrorId: 1184-77 (-1312)');
    case 'bad-gateway':
      return page(502, '502 Bad Gateway');
    case 'unavailable':
      return dataError(503, 'SERVER_UNAVAILABLE', 'Server Unavailable');
    case 'api-disabled':
      return dataError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
    case 'request-limit':
      return dataError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    case 'lock-row':
      return dataError(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records');
    case 'invalid-grant':
      return tokenError(400, 'invalid_grant', 'expired access/refresh token');
    case 'html':
      return page(200, 'We are down for maintenance');
    default:
      return undefined;
  }
}

function dataError(status: number, errorCode: string, message: string): Answer {
  return jsonAnswer(status, [{ message, errorCode }]);
}

function tokenError(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description });
}

function page(status: number, title: string): Answer {
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, body, headers: { 'Content-Type': 'text/html;charset=UTF-8' } };
}
