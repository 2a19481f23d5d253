// Whatever answers get lost, however late the org commits, and whoever writes meanwhile: one person, one record.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Fault } from '../../../simulator/salesforce/faults.ts';
import { connectOrg, type ConnectedOrg } from '../testing/connected-org.ts';
import { findOrCreate } from './find-or-create.ts';

const PEOPLE = 6;
const MOST_ATTEMPTS = 60;
const MINUTE = 60_000;
const AGAIN = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];

/** One effect and how far it is. */
type Effect = {
  key: string;
  input: JsonObject;
  attempts: number;
  unknownSince?: number;
  dueAt: number;
  output?: JsonObject;
};

/** Makes one attempt, as a durable host does. */
async function attempt({ io, clock }: ConnectedOrg, effect: Effect): Promise<void> {
  const { unknownSince } = effect;
  const facts = { number: ++effect.attempts, ...(unknownSince === undefined ? {} : { unknownSince }) };
  assert.ok(effect.attempts < MOST_ATTEMPTS, `${effect.key} has no end`);
  try {
    effect.output = await findOrCreate.run(effect.input, io(effect.key, facts));
  } catch (error) {
    assert.ok(error instanceof Failure && AGAIN.includes(error.code), String(error));
    if (error.code === 'unknown_outcome') effect.unknownSince ??= clock.now;
    effect.dueAt = clock.now + (error.data.retryAfterMs ?? 1000);
  }
}

/** Performs all effects until each has an output: all that are due at the same moment go together. */
async function performAll(connected: ConnectedOrg, effects: readonly Effect[]): Promise<void> {
  for (;;) {
    const open = effects.filter(({ output }) => output === undefined);
    if (open.length === 0) return;
    connected.clock.now = Math.max(connected.clock.now, Math.min(...open.map(({ dueAt }) => dueAt)));
    const due = open.filter(({ dueAt }) => dueAt <= connected.clock.now);
    await Promise.all(due.map((effect) => attempt(connected, effect)));
  }
}

function storm(seed: number): Fault[] {
  const often = { operation: 'any', probability: 0.08 } as const;
  const writes = { operation: 'create', probability: 0.2 } as const;
  return [
    { kind: 'drop-after-commit', seed, ...writes },
    { kind: 'drop-before-commit', seed: seed + 1, ...writes },
    { kind: 'late-commit', seed: seed + 2, ms: 5 * MINUTE, ...writes },
    { kind: 'lock-row', seed: seed + 3, ...writes },
    { kind: 'cut-answer', seed: seed + 4, ...often },
    { kind: 'server-error', seed: seed + 5, commit: true, ...often },
    { kind: 'unavailable', seed: seed + 6, ...often },
  ];
}

for (const [name, config] of [
  ['with the External ID field', {}],
  ['without it', { externalIdField: '' }],
] as const)
  for (const seed of [1, Math.floor(Math.random() * 2 ** 31)])
    test(`a storm makes no second record, ${name} (seed ${seed})`, async (t) => {
      const connected = await connectOrg(t, { config, faults: storm(seed) });
      const { now } = connected.clock;
      const effects = Array.from({ length: PEOPLE * 3 }, (_, n): Effect => {
        const match = { phone: `+39333${String(1_000_000 + (n % PEOPLE))}` };
        const input = { match, fields: { LastName: `Rossi ${n}`, Company: 'Privato' } };
        return { key: `effect-${n}`, input, attempts: 0, dueAt: now };
      });
      await performAll(connected, effects);
      connected.clock.now += 10 * MINUTE;
      connected.org.clock.runDue();
      assert.equal(connected.rows('Lead').length, PEOPLE);
      assert.equal(new Set(effects.map(({ output }) => output?.['id'])).size, PEOPLE);
    });
