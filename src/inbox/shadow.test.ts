import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../base/testing/cases.contract.ts';
import { id, type ConnectionId } from '../base/ids.ts';
import { startEmbeddedHost } from '../engine/embedded/embedded-host.ts';
import { createShadow, SHADOW_NOTES } from '../engine/shadow.ts';
import { openTestWorld, type TestWorld } from '../engine/testing/test-world.ts';
import type { Host } from '../engine/host.ts';
import { acceptEvents } from './accept.ts';
import { createRouter } from './router.ts';
import { ada, ask, AT, CHANNEL, end, flowOf, says, send, step } from './testing/inbox-world.ts';

const PHONE = id.connection('phone');
const SMS = id.connection('sms');
const CRM = id.connection('crm');

const child = flowOf(
  'child',
  {
    write: step(
      'call',
      { connection: 'crm', operation: 'create', input: { from: 'child' } },
      { done: 'end', failed: 'end' },
    ),
    end,
  },
  {
    triggers: [{ type: 'flow' }],
  },
);
const talk = flowOf('talk', {
  hello: send('Ciao!', 'name'),
  name: ask('Come ti chiami?', 'name', 'write'),
  write: step(
    'call',
    { connection: 'crm', operation: 'create', input: { name: '{{ vars.name }}' } },
    { done: 'sub', failed: 'end' },
  ),
  sub: step('subflow', { flow: 'child' }, { done: 'bye', failed: 'end' }),
  bye: send('Grazie!', 'end'),
  end,
});
const after = flowOf(
  'after',
  {
    write: step(
      'call',
      { connection: 'crm', operation: 'create', input: { from: 'after' } },
      { done: 'end', failed: 'end' },
    ),
    end,
  },
  {
    triggers: [{ type: 'flow', after: talk.id }],
  },
);

type Shadowed = {
  world: TestWorld;
  host: Host;
  says(text: string, connection?: ConnectionId): Promise<void>;
  /** What was performed, as `<connection> <kind>`. */
  performed(): string[];
  notes(): Promise<number>;
};

async function play(shadows: readonly ConnectionId[], body: (scene: Shadowed) => Promise<void>): Promise<void> {
  const world = await openTestWorld(AT);
  for (const flow of [talk, child, after]) await world.flows.publish(flow, AT);
  for (const key of [PHONE, SMS, CRM]) {
    const kind = key === CRM ? 'connector' : 'channel';
    await world.connections.seed({ key, kind, type: 'test', config: {}, seed: 'a', shadow: shadows.includes(key) });
  }
  const { connections, flows } = world;
  const types = { ...world.types, channels: { test: CHANNEL } };
  const connector = {
    id: 'test',
    title: 'Test',
    config: {},
    check: async () => [],
    operations: {
      create: {
        title: '',
        description: '',
        input: {},
        output: {},
        repeat: () => 'safe' as const,
        run: async () => ({}),
      },
    },
  };
  const host = await startEmbeddedHost({
    ...world,
    types,
    router: createRouter({ flows, types, messages: world.store }),
    shadow: createShadow({ connections, connectors: { test: connector } }),
    random: () => 0.5,
    log: () => undefined,
    closeGraceMs: 0,
  });
  try {
    await body({
      world,
      host,
      async says(text, key = PHONE) {
        await acceptEvents([says(text)], { key, type: 'test' }, { host, store: world.store });
        await world.clock.advance(0);
      },
      performed: () => world.attempts.map(({ connection, request }) => `${connection} ${request.kind}`),
      notes: async () => (await world.store.list('memory', SHADOW_NOTES)).length,
    });
    assert.deepEqual(await world.store.list('stuck'), []);
  } finally {
    await host.close();
    await world.close();
  }
}

const statuses = async ({ world }: Shadowed): Promise<string[]> =>
  (await world.store.list('run')).map(({ run }) => `${run.flow.id} ${run.status}`).toSorted();

test('a flow on a shadow connection goes its whole way, and nothing goes out on any connection', () =>
  play([PHONE], async (scene) => {
    await scene.says('Ciao');
    await scene.says('Ada');
    assert.deepEqual(await statuses(scene), ['after completed', 'child completed', 'talk completed']);
    assert.deepEqual(scene.performed(), []);
    assert.equal(await scene.notes(), 6);
    const out = (await scene.world.store.list('message')).filter(({ direction }) => direction === 'out');
    assert.deepEqual(
      out.map(({ status, shadow }) => `${status} ${shadow}`),
      ['sent true', 'sent true', 'sent true'],
    );
  }));

test('beside a shadow connection another one works as ever, but not over a connection that is in shadow', () =>
  play([CRM], async (scene) => {
    await scene.says('Ciao');
    await scene.says('Ada');
    assert.deepEqual(scene.performed(), ['phone send', 'phone send', 'phone send']);
    assert.equal(await scene.notes(), 3);
  }));

test('a run that began in shadow stays in it when the connection comes out; the next one is real', () =>
  play([PHONE], async (scene) => {
    await scene.says('Ciao');
    await scene.world.connections.setShadow(PHONE, false);
    await scene.says('Ada');
    assert.deepEqual(scene.performed(), []);
    await scene.says('Ciao');
    assert.deepEqual(scene.performed(), ['phone send', 'phone send']);
  }));

test('what waits for a system when its connection goes into shadow never goes out', () =>
  play([], async (scene) => {
    scene.world.answer({ failure: { code: 'unavailable', message: 'down' } });
    await scene.says('Ciao');
    const tried = scene.performed().length;
    await scene.world.connections.setShadow(PHONE, true);
    scene.world.answer({ output: { id: 'leak' } });
    await scene.world.clock.advance(3_600_000);
    assert.equal(scene.performed().length, tried);
    assert.ok((await scene.notes()) >= 1);
  }));

test('whatever people write and whenever shadow mode is switched, nothing leaves on a connection that is in it', async () => {
  const act = fc.oneof(
    fc.record({ says: fc.constantFrom('Ciao', 'Ada', 'x'), on: fc.constantFrom(PHONE, SMS) }),
    fc.record({ shadow: fc.boolean(), on: fc.constantFrom(PHONE, SMS, CRM) }),
    fc.record({ passMs: fc.integer({ min: 0, max: 7_200_000 }) }),
    fc.record({ down: fc.boolean() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 10 }), (acts) =>
      play([PHONE], async ({ world, says: write }) => {
        const seen: string[] = [];
        const { attempt } = world.perform;
        world.perform.attempt = (effect, tell) => {
          const run = world.store.get('run', effect.run);
          const on = effect.connection !== null && world.connections.get(effect.connection)?.record.shadow === true;
          if (on) seen.push(`${effect.key} left on ${effect.connection}`);
          void run.then((record) => record?.run.shadow && seen.push(`${effect.key} left from a shadow run`));
          return attempt(effect, tell);
        };
        for (const each of acts) {
          if ('says' in each) await write(each.says, each.on);
          else if ('shadow' in each) await world.connections.setShadow(each.on, each.shadow);
          else if ('passMs' in each) await world.clock.advance(each.passMs);
          else
            world.answer(each.down ? { failure: { code: 'unavailable', message: 'down' } } : { output: { id: 'x' } });
        }
        await world.clock.advance(86_400_000);
        assert.deepEqual(seen, []);
        for (const effect of await world.store.list('effect')) {
          assert.equal(effect.shadow === true && effect.attempts > 0 && effect.state === 'pending', false, effect.key);
        }
      }),
    ),
    { numRuns: casesOf(8) },
  );
});

test('who wrote is known afterwards all the same', () =>
  play([PHONE], async (scene) => {
    await scene.says('Ciao');
    const [contact] = await scene.world.store.list('contact');
    assert.equal(contact?.name, ada.name);
  }));
