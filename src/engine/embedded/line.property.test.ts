import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../../base/testing/cases.contract.ts';
import type { FailureData } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import type { Group } from '../perform-groups.ts';
import { createLine, type Line, type Turn } from './line.ts';

const away: FailureData = { code: 'unavailable', message: 'Away.' };

type World = {
  clock: ManualClock;
  line: Line;
  /** What is pending on disk. */
  pending: Map<string, EffectRecord>;
  done: string[];
  state: { away: boolean; disk: 'good' | 'bad' };
};

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function effectOf(number: number): EffectRecord {
  const run = id.run(`r-${String(number).padStart(4, '0')}`);
  const request = { kind: 'call', connection: 'crm', operation: 'create', input: {} } as const;
  const facts = { lane: id.lane(`l${number % 5}`), connection: id.connection('crm'), attempts: 0, nextAt: 0, at: 0 };
  return { key: id.effect(run, 0), run, request, state: 'pending', ...facts };
}

/** Some effects go alone, the others in groups. */
function groupOf({ run }: EffectRecord, size: number): Group | undefined {
  const number = Number(run.slice('r-'.length));
  return number % 3 === 0 || size === 0 ? undefined : { key: `g${number % 3}`, size, inOrder: false };
}

/** A line over a disk that answers late: a page tells what was pending when it was asked for. */
function createWorld(capacity: number, size: number): World {
  const clock = createManualClock(0);
  const pending = new Map<string, EffectRecord>();
  const underWay = new Set<string>();
  const state: World['state'] = { away: false, disk: 'good' };
  const done: string[] = [];
  const put = (effect: EffectRecord): void => {
    if (pending.has(effect.key)) pending.set(effect.key, effect);
  };
  const line = createLine({
    clock,
    capacity,
    limits: () => ({ concurrency: 2 }),
    isBroken: () => false,
    outage: () => undefined,
    deadlineOf: () => undefined,
    expire: () => assert.fail('nothing has a deadline'),
    onError: () => undefined,
    takeUp: async (effect) => effect,
    async hold(effect) {
      await turnOfTheLoop();
      if (state.disk === 'bad') return false;
      put({ ...effect, held: true });
      return true;
    },
    async load(after, limit) {
      const page = [...pending.values()].filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
      await turnOfTheLoop();
      await turnOfTheLoop();
      if (state.disk === 'bad') throw new Error('unreadable');
      return page.slice(0, limit);
    },
    groupOf: (effect) => groupOf(effect, size),
    async perform(effects, turn: Turn) {
      const [first] = effects;
      assert.ok(first && effects.length <= Math.max(1, size));
      assert.equal(new Set(effects.map(({ lane }) => lane)).size, effects.length, 'two of one lane go together');
      for (const effect of effects) {
        assert.equal(groupOf(effect, size)?.key, groupOf(first, size)?.key);
        assert.ok(!underWay.has(effect.key), `${effect.key} is under way twice`);
        assert.ok(pending.has(effect.key), `${effect.key} has ended before`);
        underWay.add(effect.key);
      }
      await turnOfTheLoop();
      turn.ended(state.away ? { says: 'away', failure: away } : { says: 'answered' });
      await turnOfTheLoop();
      for (const { key } of effects) underWay.delete(key);
      if (!state.away) {
        for (const { key } of effects) pending.delete(key);
        done.push(...effects.map(({ key }) => key));
        return [];
      }
      return effects.map((effect) => {
        const again = { ...effect, attempts: effect.attempts + 1, nextAt: clock.now() + 1000, held: turn.blocked() };
        put(again);
        return again;
      });
    },
  });
  return { clock, line, pending, done, state };
}

type Action =
  | { do: 'arrive'; number: number }
  | { do: 'pass'; ms: number }
  | { do: 'fall' | 'rise' | 'breakDisk' | 'mendDisk' };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('arrive' as const), number: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 5000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fall' as const, 'rise' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('breakDisk' as const, 'mendDisk' as const) }) },
);

/** An effect that left memory while a page was read: it was in no page, and nobody looked for it again. */
const LOST_BEFORE: [number, number, number, Action[]][] = [
  [
    2,
    0,
    0,
    [
      ...[3, 0].map((number): Action => ({ do: 'arrive', number })),
      { do: 'fall' },
      ...[1, 2].map((number): Action => ({ do: 'arrive', number })),
      { do: 'pass', ms: 0 },
      { do: 'breakDisk' },
    ],
  ],
];

void test('whatever arrives and fails in whatever order, each effect is performed to its end once', async () => {
  const actions = fc.array(action, { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 4 }),
      actions,
      async (capacity, left, size, all) => {
        const world = createWorld(capacity, size);
        const { clock, line, pending, done, state } = world;
        const arrived = new Set<number>();
        const arrive = (number: number): void => {
          if (arrived.has(number)) return;
          arrived.add(number);
          pending.set(effectOf(number).key, effectOf(number));
        };
        for (let number = 0; number < left; number++) arrive(number * 7);
        const filled = line.fill();
        await clock.advance(0);
        await filled;
        for (const each of all) {
          if (each.do === 'arrive') {
            arrive(each.number);
            const effect = pending.get(effectOf(each.number).key);
            if (effect) line.add(effect);
          } else if (each.do === 'pass') await clock.advance(each.ms);
          else if (each.do === 'fall') state.away = true;
          else if (each.do === 'rise') state.away = false;
          else state.disk = each.do === 'breakDisk' ? 'bad' : 'good';
        }
        state.away = false;
        state.disk = 'good';
        for (let second = 0; second < 200 && pending.size > 0; second++) await clock.advance(1000);
        line.close();
        assert.deepEqual([...pending.keys()], []);
        assert.equal(done.length, arrived.size);
        assert.equal(new Set(done).size, done.length);
      },
    ),
    { numRuns: casesOf(500), examples: LOST_BEFORE },
  );
});
