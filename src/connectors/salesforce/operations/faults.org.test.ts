// Every operation against everything that can go wrong: it ends as the table says, and the org holds one effect or none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import { FAULT_TABLE, type Course, type FaultRow } from './fault-table.ts';
import { openFaultOrg, type FaultOrg } from './testing/fault-org.ts';
import { arm, type Shape } from './testing/fault-arms.ts';
import { SUBJECTS, type Subject } from './testing/fault-subjects.ts';

const MOST_ATTEMPTS = 12;
/** The org may carry out for ten minutes what it was asked for. */
const LATEST_MS = 10 * 60_000;

for (const subject of SUBJECTS) {
  test(`${subject.name} ends as the table of faults says`, async (t) => {
    const org = await openFaultOrg(t, subject.config);
    for (const row of FAULT_TABLE) {
      const course = row[subject.kind];
      if (!course || subject.spared?.includes(row.id)) continue;
      await t.test(row.what, () => endure(org, subject, { row, course }));
    }
  });
}

/** Performs the operation while the fault strikes, and holds it to its course. */
async function endure(org: FaultOrg, subject: Subject, { row, course }: { row: FaultRow; course: Course }) {
  const number = org.next();
  const made = await subject.prepare(org, number);
  const before = subject.count?.(org, made) ?? 0;
  const calls = org.callsOf(subject.call);
  const shape = arm(org, subject, row.id);
  const ended = await live(org, subject, { input: made, number, shape });
  assert.deepEqual([ended.first, ended.ends], [course.first, course.ends], ended.failure?.message ?? 'it succeeded');
  if (course.ends === 'held') assert.ok(org.callsOf(subject.call) - calls <= 2, 'a call, and one replay');
  org.disarm();
  await org.pass(LATEST_MS);
  const after = subject.count?.(org, made);
  if (after !== undefined) assert.equal(after - before, course.ends === 'done' ? 1 : 0, 'effects in the org');
}

type Life = { input: JsonObject; number: number; shape: Shape };
type Ended = { first: string | null; ends: string; failure?: Failure };

/** Does what a durable host does with an effect. */
async function live(org: FaultOrg, subject: Subject, { input, number, shape }: Life): Promise<Ended> {
  const repeat = subject.operation.repeat(input, org.connected.config());
  let first: string | null = null;
  let unknownSince: number | undefined;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const known = { number: attempt, ...(unknownSince === undefined ? {} : { unknownSince }) };
    const io = org.connected.io(`rd${String(number).padStart(43, '0')}`, known);
    try {
      await subject.operation.run(input, attempt === 1 ? shape(io) : io);
      return { first, ends: 'done' };
    } catch (failure) {
      assert.ok(failure instanceof Failure, String(failure));
      if (attempt === 1) first = failure.code;
      if (failure.code === 'auth') return { first, ends: 'held', failure };
      if (failure.code === 'unknown_outcome' && repeat === 'unsafe') return { first, ends: 'parked', failure };
      if (!AGAIN.includes(failure.code)) return { first, ends: 'failed', failure };
      if (failure.code === 'unknown_outcome') unknownSince ??= org.connected.clock.now;
      await org.pass(failure.data.retryAfterMs ?? 1000);
    }
  }
  assert.fail(`no end after ${MOST_ATTEMPTS} attempts`);
}

const AGAIN = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];
