import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Repair } from '../engine/host.ts';
import { ask, end, flowOf, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';

const crm = (input: JsonObject, next: Record<string, string> = {}) =>
  step('call', { connection: 'crm', operation: 'create', input, saveAs: 'lead' }, { done: 'thank', ...next });

const lead = (input: JsonObject = { name: '{{ vars.name }}' }) =>
  flowOf('lead', {
    ask: ask('Name?', 'name', 'call'),
    call: crm(input),
    thank: send('Thanks {{ vars.name }}, {{ vars.lead.id }}', 'end'),
    end,
  });

const REFUSED = { failure: { code: 'invalid', message: 'Company is required.' } } as const;
const SENT = { output: { id: 'sent' } };

/** Brings a run to the call that is refused. */
async function failAtCall(scene: InboxWorld): Promise<ReturnType<typeof id.run>> {
  scene.world.answer(SENT, REFUSED, { output: { id: '00Q1' } }, SENT);
  await scene.take(says('hello'));
  await scene.take(says('Ada'));
  const [run] = await scene.all();
  assert.deepEqual([run?.status, run?.at, run?.failure?.code], ['failed', 'call', 'invalid']);
  return run?.id ?? id.run('');
}

const repair = async (scene: InboxWorld, run: ReturnType<typeof id.run>, what: Repair): Promise<void> =>
  scene.give({ type: 'repair', run, repair: what });

scenario('a replay performs the failed effect again under its id, and goes on', [lead()], async (scene) => {
  const run = await failAtCall(scene);
  await repair(scene, run, { type: 'retried', by: 'luisa' });
  assert.deepEqual(await scene.sent(), ['Name?', 'Thanks Ada, 00Q1']);
  assert.deepEqual(await scene.runs(), ['completed nothing']);
  const calls = scene.world.attempts.filter(({ request }) => request.kind === 'call');
  assert.deepEqual(new Set(calls.map(({ key }) => key)).size, 1);
  assert.equal(calls.length, 2);
  const [after] = await scene.all();
  assert.equal(after?.failure, undefined);
  const journal = await scene.world.store.list('journal');
  assert.ok(journal.some(({ event }) => event.type === 'retried' && event.by === 'luisa'));
});

scenario('a replay on a newer version asks for what that version asks for', [lead({})], async (scene) => {
  const run = await failAtCall(scene);
  await scene.world.flows.publish(lead({ name: '{{ vars.name }}', company: 'none' }), 1);
  await repair(scene, run, { type: 'migrated', by: 'luisa', version: 2 });
  await repair(scene, run, { type: 'retried', by: 'luisa' });
  const last = scene.world.attempts.findLast(({ request }) => request.kind === 'call')?.request;
  assert.deepEqual(last?.kind === 'call' && last.input, { name: 'Ada', company: 'none' });
  assert.deepEqual(await scene.runs(), ['completed nothing']);
});

scenario('a second replay of the same failure changes nothing once the run goes on', [lead()], async (scene) => {
  const run = await failAtCall(scene);
  await repair(scene, run, { type: 'retried', by: 'luisa' });
  await repair(scene, run, { type: 'retried', by: 'luisa' });
  assert.equal((await scene.sent()).length, 2);
});

scenario(
  'a step of several messages that failed half-way sends only what was not sent',
  [flowOf('long', { say: step('send', { text: `${'a'.repeat(900)} ${'b'.repeat(900)}` }, { sent: 'end' }), end })],
  async (scene) => {
    scene.world.answer(SENT, { failure: { code: 'denied', message: 'Blocked.' } }, SENT);
    await scene.take(says('hello'));
    const [run] = await scene.all();
    assert.equal(run?.status, 'failed');
    await repair(scene, run.id, { type: 'retried', by: 'luisa' });
    const texts = scene.world.attempts.map(({ request }) =>
      request.kind === 'send' && request.content.kind === 'text' ? request.content.text[0] : '',
    );
    assert.deepEqual(texts, ['a', 'b', 'b']);
    assert.deepEqual(await scene.runs(), ['completed nothing']);
  },
);

scenario('a skipped step is left with the output that a person gives', [lead()], async (scene) => {
  const run = await failAtCall(scene);
  scene.world.answer(SENT);
  await repair(scene, run, { type: 'skipped', by: 'luisa', output: { id: '00Q9' } });
  assert.deepEqual(await scene.sent(), ['Name?', 'Thanks Ada, 00Q9']);
  assert.equal(scene.world.attempts.filter(({ request }) => request.kind === 'call').length, 1);
});

scenario('variables can be changed before a replay', [lead()], async (scene) => {
  const run = await failAtCall(scene);
  await repair(scene, run, { type: 'edited', by: 'luisa', vars: { name: 'Ada Rossi' } });
  await repair(scene, run, { type: 'retried', by: 'luisa' });
  assert.deepEqual(await scene.sent(), ['Name?', 'Thanks Ada Rossi, 00Q1']);
});

scenario('a run that is canceled takes along what waits for another attempt', [lead()], async (scene) => {
  scene.world.answer(SENT, { failure: { code: 'unavailable', message: 'Away.' } });
  await scene.take(says('hello'));
  await scene.take(says('Ada'));
  const [run] = await scene.all();
  await repair(scene, run?.id ?? id.run(''), { type: 'canceled', by: 'luisa', reason: 'a test' });
  const before = scene.world.attempts.length;
  await scene.world.clock.advance(3_600_000);
  assert.equal(scene.world.attempts.length, before);
  assert.deepEqual(await scene.runs(), ['canceled nothing']);
});

for (const [title, as, status, said] of [
  ['it happened', { type: 'happened', output: { id: '00Q7' } }, 'completed', 'Thanks Ada, 00Q7'],
  ['it did not', { type: 'failed', reason: 'not in the org' }, 'failed', undefined],
  ['try again', { type: 'again' }, 'completed', 'Thanks Ada, 00Q1'],
] as const) {
  scenario(`of a parked effect a person says: ${title}`, [lead()], async (scene) => {
    scene.world.answer(SENT);
    await scene.take(says('hello'));
    scene.world.repeatable = 'unsafe';
    scene.world.answer(
      { failure: { code: 'unknown_outcome', message: 'Line cut.' } },
      { output: { id: '00Q1' } },
      SENT,
    );
    await scene.take(says('Ada'));
    const [effect] = await scene.world.store.list('effect', { where: { state: 'parked' } });
    assert.ok(effect);
    await scene.give({ type: 'settle', effect: effect.key, as, by: 'luisa' });
    assert.equal((await scene.all())[0]?.status, status);
    assert.equal((await scene.sent())[1], said);
    const told = (await scene.world.store.list('journal')).some(({ event }) => 'by' in event && event.by === 'luisa');
    assert.equal(told, as.type !== 'again');
  });
}
