import assert from 'node:assert/strict';
import type { Fault } from '../../../../simulator/salesforce/faults.ts';
import type { SalesforceIo } from '../../config.ts';
import type { FaultOrg } from './fault-org.ts';
import type { Subject } from './fault-subjects.ts';

/** Changes the way of the first attempt, where the fault lies on our side of the line. */
export type Shape = (io: SalesforceIo) => SalesforceIo;

const SHORT_TIMEOUT_MS = 60;
const AS_IT_IS: Shape = (io) => io;

const ONCE: Readonly<Record<string, Omit<Fault, 'operation'>>> = {
  'dropped-before': { kind: 'drop-before-commit' },
  'dropped-after': { kind: 'drop-after-commit' },
  late: { kind: 'late-commit', ms: 30_000 },
  'very-late': { kind: 'late-commit', ms: 9 * 60_000 },
  silent: { kind: 'never-answer' },
  'server-error': { kind: 'server-error' },
  'server-error-after': { kind: 'server-error', commit: true },
  gateway: { kind: 'bad-gateway' },
  'gateway-after': { kind: 'bad-gateway', commit: true },
  'page-after': { kind: 'html', commit: true },
  slow: { kind: 'latency', ms: 20 },
  expired: { kind: 'expired-session' },
  quota: { kind: 'request-limit' },
  concurrent: { kind: 'concurrent-limit' },
  unavailable: { kind: 'unavailable' },
  locked: { kind: 'lock-row' },
};

const FOR_EVER: Readonly<Record<string, Omit<Fault, 'operation'>>> = {
  refused: { kind: 'expired-session' },
  'api-off': { kind: 'api-disabled' },
};

/** Lets a fault of the table strike the operation's own call, and gives the way of the first attempt. */
export function arm(org: FaultOrg, subject: Subject, id: string): Shape {
  const { org: simulated } = org.connected;
  const [once, always] = [ONCE[id], FOR_EVER[id]];
  if (once) simulated.faults.add([{ ...once, operation: subject.call, count: 1 }]);
  if (always) simulated.faults.add([{ ...always, operation: subject.call }]);
  if (once || always) return id === 'silent' ? impatient(subject) : AS_IT_IS;
  if (id === 'renewed-elsewhere') return withStaleSession;
  const { rule } = subject;
  assert.ok(rule, `${subject.name} has no object that rules watch`);
  if (id === 'validation') {
    const when = { field: rule.field, is: 'not-empty' } as const;
    simulated.configure({ deed: 'validation-rule', object: rule.object, when, message: 'Così non va.' });
    return AS_IT_IS;
  }
  assert.equal(id, 'duplicate', `nothing arms ${id}`);
  simulated.configure({ deed: 'duplicate-rule', object: rule.object, match: ['Company'], action: 'alert' });
  return AS_IT_IS;
}

/** Only the call that gets no answer waits in vain; everything else may be slow on a busy machine. */
function impatient({ path }: Subject): Shape {
  return (io) => ({
    ...io,
    http: (request) => io.http(path.test(request.url) ? { ...request, timeoutMs: SHORT_TIMEOUT_MS } : request),
  });
}

/** The attempt began with a session that somebody else has replaced on disk meanwhile. */
function withStaleSession(io: SalesforceIo): SalesforceIo {
  return { ...io, config: { ...io.config, accessToken: '00DxxStale!session' } };
}
