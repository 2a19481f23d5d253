import { isObject } from '../../base/json.ts';
import { seededRandom } from '../seeded-random.ts';
import { IDENTITY_OPERATIONS, OPERATIONS, type Operation, type Route } from './route.ts';

/**
 * What can go wrong on purpose. See `Fault` for how one is aimed.
 *
 * - `latency`: the true answer after `ms`. Adds up, and goes with one other fault.
 * - `expired-session` 401, `server-error` 500, `bad-gateway` 502 as HTML, `unavailable` 503, `lock-row` 400,
 *   `html` 200 as HTML, and with 403 `api-disabled`, `api-disabled-for-user`, `request-limit` (of the day) and
 *   `concurrent-limit`: this answer in place of the call.
 * - `invalid-grant`, `inactive-user`, `login-rate`, `token-busy`: this answer of the token endpoint, with 400.
 * - `rotated-elsewhere`: before a refresh is served, another process of the client has spent its refresh token.
 * - `drop-before-commit`, `drop-after-commit`: the line is cut without an answer.
 * - `late-commit`: the line is cut at once, or with `silent` stays open without an answer; the call is carried out
 *   after `ms`, by the org's clock or real time, whichever is first.
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
  'api-disabled-for-user',
  'request-limit',
  'concurrent-limit',
  'lock-row',
  'lost-race',
  'invalid-grant',
  'inactive-user',
  'login-rate',
  'token-busy',
  'rotated-elsewhere',
  'html',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault and the calls that it strikes. */
export type Fault = {
  kind: FaultKind;
  /** One operation, `write` for whatever may change records, `any` for the token endpoint too. Default: what the kind suits, mostly all data calls. */
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
  /** `late-commit`: leave the line open. */
  silent?: boolean;
  /** For faults that replace the answer: the same status with a page, as a gateway answers. */
  html?: boolean;
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

const WRITES: readonly string[] = [
  'create',
  'create-by-id',
  'update',
  'upsert',
  'delete',
  'delete-by-key',
  'create-many',
  'update-many',
  'upsert-many',
  'delete-many',
  'composite',
  'graph',
  'batch',
  'tree',
  'invoke-action',
  'tooling-create',
  'ingest-upload',
  'ingest-change',
] satisfies readonly Operation[];
const WRITE_KINDS: readonly FaultKind[] = ['lock-row', 'lost-race'];
const TOKEN_KINDS: readonly FaultKind[] = [
  'invalid-grant',
  'inactive-user',
  'login-rate',
  'token-busy',
  'rotated-elsewhere',
];
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
  silent: 'boolean',
  html: 'boolean',
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
      if (TOKEN_KINDS.includes(fault.kind)) return operation === 'token';
      return WRITE_KINDS.includes(fault.kind) ? WRITES.includes(operation) : !NOT_DATA.includes(operation);
    default:
      return fault.operation === operation;
  }
}

const COMMITS: readonly FaultKind[] = ['drop-after-commit', 'cut-answer', 'lost-race', 'rotated-elsewhere'];

/** True for a fault that lets the call be carried out and spoils only its answer. */
export function commits(fault: Fault): boolean {
  return fault.commit ?? COMMITS.includes(fault.kind);
}
