import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { startEmbeddedHost } from '../engine/embedded/embedded-host.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Trigger } from '../flow/trigger.ts';
import { nextTime } from './cron.ts';
import { LIMITS } from '../flow/limits.ts';
import { serialLane } from './lane-of.ts';
import type { FindRecipient } from './options.ts';
import {
  ada,
  ask,
  AT,
  end,
  flowOf,
  phone,
  says,
  scenario,
  send,
  step,
  type InboxWorld,
} from './testing/inbox-world.ts';
import { createRouter } from './router.ts';
import { clockLane } from './timers.ts';

const HALF_HOUR_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** Ada is everybody whose number ends in 1. */
const recipient: FindRecipient = (connection, address) =>
  address.endsWith('1') ? { connection, channel: 'test', sender: ada } : undefined;

const remind = (triggers: readonly Trigger[]) =>
  flowOf(
    'remind',
    { ask: ask('Coming?', 'coming', 'thank'), thank: send('Good: {{ vars.coming }}', 'end'), end },
    { triggers },
  );
const to = { connection: phone.key, address: '{{ input.phone }}' };
const REMIND = id.flow('remind');

/** Sets the flow's clocks, a second after the start. */
async function setClocks({ world, give }: InboxWorld): Promise<void> {
  await world.clock.advance(1000);
  await give({ type: 'timers', flow: REMIND }, clockLane(REMIND));
}

scenario(
  'a clock starts a flow for a person, and their answer reaches it',
  [remind([{ type: 'schedule', cron: '30 10 * * *', to: { connection: phone.key, address: '+390000001' } }])],
  async (scene) => {
    await setClocks(scene);
    await scene.world.clock.advance(HALF_HOUR_MS);
    assert.deepEqual(await scene.sent(), ['Coming?']);
    await scene.take(says('Yes'));
    assert.deepEqual(await scene.sent(), ['Coming?', 'Good: Yes']);
    assert.equal(await scene.world.store.count('conversation'), 1);
  },
  { nextTime, recipient },
);

scenario(
  'a clock that came while nobody was there is made up for once',
  [flowOf('remind', { end }, { triggers: [{ type: 'schedule', cron: '30 10 * * *' }] })],
  async (scene) => {
    await setClocks(scene);
    await scene.host.close();
    const { world } = scene;
    await world.clock.advance(10 * DAY_MS);
    const host = await startEmbeddedHost({
      ...world,
      router: createRouter({ flows: world.flows, types: world.types, nextTime }),
      random: () => 0.5,
      log: () => undefined,
      closeGraceMs: 0,
    });
    await world.clock.advance(2 * 60_000);
    const [next, ...others] = await world.store.due({ after: 0, until: AT + 20 * DAY_MS, limit: 10 });
    await host.close();
    assert.deepEqual(
      (await scene.all()).map(({ input }) => input?.['scheduledAt']),
      [AT + HALF_HOUR_MS],
    );
    assert.deepEqual([next?.at, others], [AT + HALF_HOUR_MS + 10 * DAY_MS, []]);
  },
  { nextTime },
);

const looking: Trigger[] = [
  { type: 'connection', connection: 'shop', poll: 'newOrders', input: { since: 'today' }, every: 'PT1M' },
];
const found = (items: JsonObject[], cursor: number) => ({ output: { items, cursor } });

scenario(
  'what a look finds starts a run each, in order, and the next look goes on from there',
  [flowOf('remind', { end }, { triggers: looking })],
  async (scene) => {
    scene.world.answer(found([{ id: 'o1' }, { id: 'o2' }], 2), found([], 2));
    await setClocks(scene);
    const inputs = (await scene.all()).map(({ input }) => input?.['id']);
    assert.deepEqual(inputs.sort(), ['o1', 'o2']);
    await scene.world.clock.advance(61_000);
    const asked = scene.world.attempts.map(({ request }) => request);
    assert.deepEqual(
      asked.map((request) => request.kind === 'poll' && [request.poll, request.input, request.cursor]),
      [
        ['newOrders', { since: 'today' }, null],
        ['newOrders', { since: 'today' }, 2],
      ],
    );
  },
);

scenario(
  'a thing that is found again starts nothing again, one without an id always does',
  [flowOf('remind', { end }, { triggers: looking })],
  async (scene) => {
    scene.world.answer(
      found([{ id: 'o1' }, { id: 'o1' }, { total: 5 }], 1),
      found([{ id: 'o1' }, { id: 'o2' }, { total: 5 }], 2),
      found([], 2),
    );
    await setClocks(scene);
    await scene.world.clock.advance(5 * 60_000);
    const inputs = (await scene.all()).map(({ input }) => input?.['id'] ?? 'no id');
    assert.deepEqual(inputs.sort(), ['no id', 'no id', 'o1', 'o2']);
  },
);

scenario(
  'things that are found start the flow for the people whose addresses they hold; of the others staff are told',
  [remind([{ ...(looking[0] as Extract<Trigger, { type: 'connection' }>), to }])],
  async (scene) => {
    scene.world.answer(
      found(
        [
          { id: 'o1', phone: '+39 1' },
          { id: 'o2', phone: 'none' },
        ],
        2,
      ),
      { output: { id: 'sent.1' } },
    );
    await setClocks(scene);
    await scene.world.clock.advance(1000);
    assert.deepEqual(await scene.sent(), ['Coming?']);
    const [notice, ...others] = (await scene.world.store.list('effect')).flatMap(({ request }) =>
      request.kind === 'call' ? [request] : [],
    );
    assert.deepEqual([notice?.connection, notice?.operation, others], ['staff', 'send', []]);
    assert.match(String(notice?.input['text']), /means nobody on the connection "phone"/);
    assert.equal((await scene.all())[0]?.lane, (await scene.world.store.list('conversation'))[0]?.lane);
  },
  { recipient, staff: () => id.connection('staff') },
);

const wait = step('wait', { for: 'PT1H' }, { elapsed: 'end' });
const serial = serialLane(REMIND, 'order 7');
const begin = (name: string): LaneEvent => ({
  type: 'start',
  flow: REMIND,
  trigger: 'manual',
  input: { name },
  run: id.run(`r-${name}`),
});
const manual: Trigger[] = [{ type: 'manual' }];

scenario(
  'on a lane where runs go one after the other each waits for the end of the one before',
  [flowOf('remind', { wait, end }, { triggers: manual })],
  async (scene) => {
    for (const name of ['a', 'b', 'c']) await scene.give(begin(name), serial);
    assert.deepEqual(await scene.runs(), ['active time', 'active start', 'active start']);
    await scene.give(
      { type: 'repair', run: id.run('r-b'), repair: { type: 'canceled', by: 'luisa', reason: 'no need' } },
      serial,
    );
    await scene.world.clock.advance(2 * HALF_HOUR_MS);
    assert.deepEqual(await scene.runs(), ['completed nothing', 'canceled nothing', 'active time']);
    await scene.world.clock.advance(2 * HALF_HOUR_MS);
    assert.deepEqual(await scene.runs(), ['completed nothing', 'canceled nothing', 'completed nothing']);
    assert.deepEqual(
      (await scene.all()).map(({ input }) => input?.['name']),
      ['a', 'b', 'c'],
    );
  },
);

scenario(
  'a run that comes when the line is full ends at once and says why; those in line go on',
  [flowOf('remind', { wait, end }, { triggers: manual })],
  async (scene) => {
    for (const name of ['a', 'b']) await scene.give(begin(name), serial);
    const { store } = scene.world;
    const lane = await store.get('lane', serial);
    assert.ok(lane);
    const full = Array.from({ length: LIMITS.inLine - 1 }, (_, number) => id.run(`gone-${number}`));
    await store.commit([{ op: 'put', kind: 'lane', record: { ...lane, turns: [...(lane.turns ?? []), ...full] } }]);
    await scene.give(begin('c'), serial);
    const late = (await store.get('run', 'r-c'))?.run;
    assert.equal(late?.status, 'canceled');
    assert.match(late?.failure?.message ?? '', /1000 runs wait in line before it already/);
    assert.equal(await store.count('journal', { run: 'r-c' }), 1);
    await scene.world.clock.advance(4 * HALF_HOUR_MS);
    assert.equal((await store.get('run', 'r-b'))?.run.status, 'completed');
  },
);

scenario(
  'what is to be remembered with a start is kept if the run begins, and not else',
  [flowOf('remind', { end }, { triggers: manual })],
  async (scene) => {
    const remember = { key: ':call/1', value: { run: 'r-a' } };
    await scene.give({ ...begin('a'), trigger: 'schedule', remember } as LaneEvent);
    assert.equal(await scene.world.store.get('memory', remember.key), undefined);
    await scene.give({ ...begin('a'), remember } as LaneEvent);
    assert.deepEqual(await scene.world.store.get('memory', remember.key), remember);
  },
);
