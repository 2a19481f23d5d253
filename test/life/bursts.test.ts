// Fifty messages of one person within two seconds, and the server killed among them.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Trigger } from '../../src/flow/trigger.ts';
import { end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import { createPhones, openLife, phone, says, seededRandom, seeds, type Life } from './life.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;
const words = Array.from({ length: 50 }, (_, number) => `m${number}`);

/** Answers with what it was told, after ten seconds. */
const echo = (trigger: Partial<Extract<Trigger, { type: 'message' }>>) =>
  flowOf(
    'echo',
    { wait: step('wait', { for: 'PT10S' }, { elapsed: 'say' }), say: send('{{ message.text }}', 'end'), end },
    { triggers: [{ type: 'message', ...trigger }] },
  );

const gather = flowOf(
  'gather',
  { say: send('{{ message.text }}', 'end'), end },
  { triggers: [{ type: 'message', quiet: 'PT3S' }] },
);

/** Hands in a message as a provider does, perhaps into a process that dies over it; then it comes again. */
async function handIn(life: Life, word: string, turnsToLive: number | undefined): Promise<void> {
  const event = says('ada', word, { at: life.now(), id: word });
  if (turnsToLive !== undefined) {
    void life.take(phone, event);
    for (let count = 0; count < turnsToLive; count++) await turn();
    await life.restart(100);
  }
  await life.take(phone, event);
  if (turnsToLive === undefined) await life.advance(40);
}

async function burst(t: TestContext, flow: ReturnType<typeof flowOf>, seed: number) {
  const random = seededRandom(seed);
  const { arrived, perform } = createPhones();
  const life = await openLife(t, { at: AT, flows: [flow], outside: perform });
  const deaths = new Set(Array.from({ length: 6 }, () => Math.floor(random() * words.length)));
  for (const [number, word] of words.entries())
    await handIn(life, word, deaths.has(number) ? Math.floor(random() * 6) : undefined);
  for (let passed = 0; passed < 20; passed++) await life.advance(MINUTE);
  const messages = await life.store.list('message');
  const incoming = messages.filter(({ direction }) => direction === 'in');
  assert.deepEqual(
    incoming.map(({ providerId }) => providerId),
    words,
    'every message is kept, once and in order',
  );
  assert.deepEqual(await life.store.list('stuck'), []);
  const fates = Map.groupBy(incoming, ({ routing }) => routing?.fate ?? '');
  const count = Object.fromEntries([...fates].map(([fate, all]) => [fate, all.length]));
  return { life, texts: arrived.map(({ text }) => text), count };
}

for (const seed of seeds) {
  void test(`queue: kills among fifty messages change neither order nor number (seed ${seed})`, async (t) => {
    const { texts, count } = await burst(t, echo({}), seed);
    assert.deepEqual([texts, count], [words, { started: 50 }]);
  });

  void test(`restart: kills among fifty messages leave one run, of the last one (seed ${seed})`, async (t) => {
    const { texts, count, life } = await burst(t, echo({ policy: 'restart' }), seed);
    assert.deepEqual([texts, count], [['m49'], { started: 50 }]);
    assert.equal((await life.runs()).filter(({ status }) => status === 'canceled').length, 49);
  });

  void test(`ignore: kills among fifty messages leave one run, of the first one (seed ${seed})`, async (t) => {
    const { texts, count } = await burst(t, echo({ policy: 'ignore' }), seed);
    assert.deepEqual([texts, count], [['m0'], { started: 1, ignored: 49 }]);
  });

  void test(`gathering: kills among fifty messages leave one message of all of them (seed ${seed})`, async (t) => {
    const { texts, count } = await burst(t, gather, seed);
    assert.deepEqual([texts, count], [[words.join('\n')], { started: 1, gathered: 49 }]);
  });
}
