import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../../base/json.ts';
import { connectOrg } from '../testing/connected-org.ts';
import { findOrCreate } from './find-or-create.ts';
import { byPhone, change, LEAD, perform, PHONE, plant } from './testing/people.ts';

test('fifty pairs at the same moment make fifty records', async (t) => {
  const connected = await connectOrg(t);
  const people = Array.from({ length: 50 }, (_, n) => `+39333${String(1_000_000 + n)}`);
  const outputs = await Promise.all(
    people.flatMap((phone) =>
      ['whatsapp', 'sms'].map((channel) =>
        perform(connected, { input: { match: { phone }, fields: LEAD }, key: `${channel}-${phone}` }),
      ),
    ),
  );
  assert.equal(connected.rows('Lead').length, 50);
  assert.equal(outputs.filter(({ outcome }) => outcome === 'created').length, 50);
  assert.equal(new Set(outputs.map(({ id }) => id)).size, 50);
});

test('messages that share only one address each make one record', async (t) => {
  const connected = await connectOrg(t);
  const email = 'ada@example.org';
  const inputs = [
    { match: { phone: PHONE }, fields: LEAD },
    { match: { phone: PHONE, email }, fields: LEAD, update: { Lead: { Email: email } } },
    { match: { email }, fields: LEAD },
  ];
  const outputs = await Promise.all(inputs.map((input, n) => perform(connected, { input, key: `effect-${n}` })));
  assert.deepEqual(
    outputs.map(({ outcome, matchedBy }) => [outcome, matchedBy]),
    [
      ['created', undefined],
      ['found', 'phone'],
      ['found', 'email'],
    ],
  );
  assert.equal(connected.rows('Lead').length, 1);
});

test('two installations that know nothing of each other make one record', async (t) => {
  const connected = await connectOrg(t);
  const notes = new Map<string, JsonValue>();
  const alone = (key: string): typeof connected => ({
    ...connected,
    io: (_key, attempt) => ({
      ...connected.io(key, attempt),
      local: new Map(),
      memory: {
        get: async (name) => notes.get(key + name),
        put: async (name, value) => void notes.set(key + name, value),
        update: async (name, change) => change(notes.get(key + name)),
      },
    }),
  });
  const outputs = await Promise.all(['a', 'b', 'c'].map((key) => perform(alone(key), { input: byPhone(), key })));
  assert.equal(connected.rows('Lead').length, 1);
  assert.equal(new Set(outputs.map(({ id }) => id)).size, 1);
  assert.deepEqual(outputs.map(({ outcome }) => outcome).toSorted(), ['created', 'found', 'found']);
});

for (const kind of ['drop-after-commit', 'drop-before-commit', 'late-commit'] as const)
  test(`a lost answer (${kind}) and another message meanwhile make one record`, async (t) => {
    const faults = [{ kind, operation: 'create', count: 1, ms: 50 }] as const;
    const connected = await connectOrg(t, { faults });
    const first = { input: byPhone(), key: 'first' };
    await assert.rejects(perform(connected, { ...first, tries: 1 }), /no end/);
    const second = await perform(connected, { input: byPhone(), key: 'second' });
    const retried = await perform(connected, first);
    assert.equal(retried['id'], second['id']);
    assert.equal(connected.rows('Lead').length, 1);
  });

test('a crash between creation and its note: whoever created it says so', async (t) => {
  const connected = await connectOrg(t);
  const io = connected.io('first');
  const dies = { ...io, memory: { ...io.memory, update: dyingAfter(1, io.memory.update) } };
  const logged = await findOrCreate.run(byPhone(), dies);
  assert.equal(logged['outcome'], 'created', 'the record exists, whatever became of the note');
  const other = await perform(connected, { input: byPhone(), key: 'second' });
  assert.deepEqual([other['outcome'], other['id']], ['found', logged['id']]);
  const again = await findOrCreate.run(
    byPhone(),
    connected.io('first', { number: 2, unknownSince: connected.clock.now }),
  );
  assert.deepEqual([again['outcome'], again['id']], ['created', logged['id']]);
});

test('without any claim left the key of the person stops a second record', async (t) => {
  const connected = await connectOrg(t);
  const first = await perform(connected, { input: byPhone(), key: 'first' });
  connected.notes.clear();
  change(connected, String(first['id']), { MobilePhone: 'rewritten by a rule' });
  const second = await perform(connected, { input: byPhone(), key: 'second' });
  assert.deepEqual([second['outcome'], second['matchedBy'], second['id']], ['found', 'claim', first['id']]);
});

test('a Lead that was converted meanwhile is none to who looks for Leads alone', async (t) => {
  const connected = await connectOrg(t);
  const input = byPhone({ object: 'Lead' });
  const first = await perform(connected, { input, key: 'first' });
  const contact = plant(connected, 'Contact', { LastName: 'Rossi', MobilePhone: PHONE });
  change(connected, String(first['id']), { IsConverted: true, ConvertedContactId: contact });
  const second = await perform(connected, { input, key: 'second' });
  assert.deepEqual([second['outcome'], second['object']], ['created', 'Lead']);
  assert.equal((await perform(connected, { input, key: 'third' }))['id'], second['id']);
});

test('a number that was taken off a record long ago is somebody else’s', async (t) => {
  const connected = await connectOrg(t);
  const first = await perform(connected, { input: byPhone(), key: 'first' });
  change(connected, String(first['id']), { MobilePhone: '+39 06 9999' });
  connected.clock.now += 30 * 86_400_000;
  const second = await perform(connected, { input: byPhone(), key: 'second' });
  assert.equal(second['outcome'], 'created');
  assert.equal(connected.rows('Lead').length, 2);
});

test('an object without the External ID field: a claim and a look before anything is sent again', async (t) => {
  const config = { externalIdField: '' };
  const faults = [{ kind: 'drop-before-commit', operation: 'create', count: 1 }] as const;
  const connected = await connectOrg(t, { config, faults });
  const start = connected.clock.now;
  const first = { input: byPhone(), key: 'first' };
  await assert.rejects(perform(connected, { ...first, tries: 1 }), /no end/);
  const [second, retried] = await Promise.all([
    perform(connected, { input: byPhone(), key: 'second' }),
    perform(connected, first),
  ]);
  assert.equal(second['id'], retried['id']);
  assert.equal(connected.rows('Lead').length, 1);
  assert.ok(connected.clock.now - start >= 11 * 60_000, 'the org has had time to finish');
});

test('a refusal leaves no claim behind', async (t) => {
  const connected = await connectOrg(t);
  await assert.rejects(perform(connected, { input: { match: { phone: PHONE }, fields: {} } }), { code: 'invalid' });
  assert.deepEqual(
    [...connected.notes.keys()].filter((name) => name.startsWith('claims/')),
    [],
  );
});

/** Updates of notes until the process dies. */
function dyingAfter<Update extends (...given: never[]) => Promise<unknown>>(times: number, update: Update): Update {
  let left = times;
  const dying = (...given: Parameters<Update>): Promise<unknown> =>
    left-- > 0 ? update(...given) : Promise.reject(new Error('the process died'));
  return dying as Update;
}
