import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import type { EffectRecord } from '../store/records.ts';
import { linksOf } from './links.ts';
import type { FoundRecord } from './options.ts';
import { end, flowOf, says, scenario, step, type InboxWorld } from './testing/inbox-world.ts';

const crm = id.connection('crm');

/** Looks for the person at each message. */
const finding = flowOf('finding', {
  find: step('call', { connection: crm, operation: 'find', input: {} }, { done: 'end', failed: 'end' }),
  end,
});

/** Tells of records that stand for the person no more. */
const parting = flowOf(
  'parting',
  { tell: step('set', { values: { lost: '{{ input.before.record }}' } }, { done: 'end', failed: 'end' }), end },
  { triggers: [{ type: 'contact', events: ['unlinked'], name: 'Lead' }] },
);

/** What the operation says it has found stands in its output. */
const recordsOf = ({ output }: EffectRecord): FoundRecord[] =>
  (Array.isArray(output?.['found']) ? output['found'] : []).filter(isObject) as unknown as FoundRecord[];

const found = (...records: FoundRecord[]): { output: JsonObject } => ({ output: { found: records } });
const lead = (record: string, how: FoundRecord['how']): FoundRecord => ({ object: 'Lead', record, how });

/** The next attempt finds these. */
async function write({ world, take }: InboxWorld, ...records: FoundRecord[]): Promise<void> {
  world.answer(found(...records));
  await take(says('ciao'));
  await world.clock.advance(1000);
}

/** The records that the newest effect of the flow would be told. */
async function told({ world }: InboxWorld): Promise<string[]> {
  const effect = world.attempts.findLast(({ request }) => request.kind === 'call');
  assert.ok(effect);
  return (await linksOf(effect.key, crm, world.store)).map(({ record, how }) => `${record} ${how}`);
}

scenario(
  'what an operation finds is linked once, and told to the next effect of the person, the newest first',
  [finding],
  async (scene) => {
    await write(scene, lead('00Q1', 'created'));
    await write(scene, lead('00Q1', 'matched'));
    assert.deepEqual(await told(scene), ['00Q1 created']);
    await write(scene, lead('00Q2', 'matched'));
    assert.deepEqual(await told(scene), ['00Q2 matched', '00Q1 created']);
    assert.equal(await scene.world.store.count('link'), 2);
  },
  { recordsOf },
);

scenario(
  'a record that is gone loses its link, which is told once and starts flows',
  [finding, parting],
  async (scene) => {
    await write(scene, lead('00Q1', 'created'));
    await write(scene, lead('00Q1', 'gone'), { object: 'Contact', record: '0031', how: 'matched' });
    await write(scene, lead('00Q1', 'gone'));
    assert.deepEqual(await told(scene), ['0031 matched']);
    const changes = await scene.world.store.list('change');
    assert.deepEqual(
      changes.map(({ what, before, by }) => [what, before?.['record'], by]),
      [['unlinked', '00Q1', 'flow finding']],
    );
    const parted = (await scene.all()).filter(({ flow }) => flow.id === 'parting');
    assert.deepEqual(
      parted.map(({ vars }) => vars['lost']),
      ['00Q1'],
    );
  },
  { recordsOf },
);

scenario(
  'the links of other connections and of nobody are not told',
  [finding],
  async (scene) => {
    await write(scene, lead('00Q1', 'created'));
    const effect = scene.world.attempts.at(-1);
    assert.ok(effect);
    assert.deepEqual(await linksOf(effect.key, id.connection('other'), scene.world.store), []);
    assert.deepEqual(await linksOf(id.effect(id.run('nobody'), 0), crm, scene.world.store), []);
  },
  { recordsOf },
);

scenario(
  'the links of a person who was merged are those of whom she is now',
  [finding],
  async (scene) => {
    await write(scene, lead('00Q1', 'created'));
    const { store } = scene.world;
    const [ada] = await store.list('contact');
    const [link] = await store.list('link');
    assert.ok(ada && link);
    const other = { ...ada, key: id.contact('c-other') };
    await store.commit([
      { op: 'put', kind: 'contact', record: { ...ada, mergedInto: other.key } },
      { op: 'put', kind: 'contact', record: other },
      {
        op: 'put',
        kind: 'link',
        record: { ...link, key: 'c-other/crm/Lead/00Q2', contact: other.key, record: '00Q2' },
      },
    ]);
    assert.deepEqual(await told(scene), ['00Q2 created']);
  },
  { recordsOf },
);
