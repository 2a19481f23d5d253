// Looks at a simulated org while staff and Rondine work in it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { doAsStaff } from '../../../simulator/salesforce/staff/staff.ts';
import { MOST_ITEMS } from '../../connector.ts';
import { salesforce } from '../salesforce.ts';
import { connectOrg, perform, type ConnectedOrg } from '../testing/connected-org.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Looks again and again, each time from where the last look ended. */
async function watching(t: TestContext, poll: 'records' | 'caseComments', input: JsonObject) {
  const org = await connectOrg(t);
  let cursor: JsonValue = null;
  const look = async (from: JsonValue = cursor): Promise<JsonObject[]> => {
    const found = await salesforce.polls?.[poll]?.run(input, from, org.io('poll'));
    assert.ok(found);
    cursor = structuredClone(found.cursor);
    return [...found.items];
  };
  const staff = (deed: JsonObject): string => {
    org.clock.now += 1000;
    return String(doAsStaff(org.org, deed)['id']);
  };
  return { org, look, staff, cursor: () => cursor };
}

/** The fields of an item's record. */
const fieldsIn = (item: JsonObject | undefined): JsonObject => (isObject(item?.['fields']) ? item['fields'] : {});

const CASE = { deed: 'create', object: 'Case', fields: { Subject: 'Guasto', Status: 'New', Origin: 'Phone' } };
const edit = (id: string, fields: JsonObject) => ({ deed: 'edit', id, fields });
const written = (items: readonly JsonObject[]) => items.map(({ record, event }) => [record, event]);

test('what staff create and change is found once each, in order, and nothing that was there before', async (t) => {
  const { look, staff } = await watching(t, 'records', { object: 'Case', fields: ['Status', 'Owner.Name'] });
  const old = staff(CASE);
  assert.deepEqual(await look(), []);
  assert.deepEqual(await look(), []);
  const fresh = staff(CASE);
  staff(edit(old, { Status: 'Working' }));
  const found = await look();
  assert.deepEqual(written(found), [
    [fresh, 'created'],
    [old, 'updated'],
  ]);
  assert.deepEqual(fieldsIn(found[1])['Owner'], { Name: 'Giulia Bianchi' }, 'fields of parents come along');
  assert.deepEqual(await look(), []);
  staff(edit(old, { Status: 'Escalated' }));
  const again = await look();
  assert.deepEqual(written(again), [[old, 'updated']]);
  assert.notEqual(again[0]?.['id'], found[1]?.['id'], 'another change has another name');
});

test('a look that is repeated after a crash finds the same again', async (t) => {
  const { look, staff, cursor } = await watching(t, 'records', { object: 'Case', changes: [{ field: 'Status' }] });
  const id = staff(CASE);
  await look();
  const before = cursor();
  staff(edit(id, { Status: 'Working' }));
  const first = await look();
  assert.deepEqual(await look(before), first);
  assert.deepEqual(first[0]?.['before'], { Status: 'New' });
});

test('only new records, or only changes of those that were there, are found where that is asked for', async (t) => {
  for (const [event, expected] of [
    ['created', 'created'],
    ['updated', 'updated'],
  ] as const) {
    const { look, staff } = await watching(t, 'records', { object: 'Case', event });
    const old = staff(CASE);
    await look();
    const fresh = staff(CASE);
    staff(edit(old, { Status: 'Working' }));
    assert.deepEqual(written(await look()), [[expected === 'created' ? fresh : old, expected]]);
  }
});

test('a record that was created and changed between two looks is still a new one', async (t) => {
  const { look, staff } = await watching(t, 'records', { object: 'Case', event: 'created' });
  await look();
  const id = staff(CASE);
  staff(edit(id, { Status: 'Working' }));
  assert.deepEqual(written(await look()), [[id, 'created']]);
  staff(edit(id, { Status: 'Closed' }));
  assert.deepEqual(await look(), []);
});

test('a change becomes visible behind a later one, and is found all the same', async (t) => {
  const { org, look, staff } = await watching(t, 'records', { object: 'Case' });
  const [late, early] = [staff(CASE), staff(CASE)];
  await look();
  const row = org.rows('Case').find((each) => each.id === late);
  assert.ok(row);
  staff(edit(early, { Status: 'Working' }));
  assert.deepEqual(written(await look()), [[early, 'updated']]);
  // The call that made it began nine minutes ago, and ends now.
  const began = org.clock.now - 500;
  org.clock.now += 9 * MINUTE_MS;
  staff(edit(early, { Status: 'Escalated' }));
  await look();
  Object.assign(row.fields, { Status: 'Working', SystemModstamp: new Date(began).toISOString() });
  assert.deepEqual(written(await look()), [[late, 'updated']]);
  assert.deepEqual(await look(), []);
});

test('what enters a state is found when it enters it, also again, and nothing else that changes', async (t) => {
  const { look, staff } = await watching(t, 'records', {
    object: 'Case',
    where: { all: [{ field: 'Origin', operator: 'equals', value: 'Phone' }] },
    changes: [{ field: 'Status', to: ['Closed'] }],
  });
  const id = staff(CASE);
  const other = staff({ ...CASE, fields: { ...CASE.fields, Origin: 'Web' } });
  await look();
  staff(edit(id, { Subject: 'Guasto alla caldaia' }));
  staff(edit(other, { Status: 'Closed' }));
  assert.deepEqual(await look(), []);
  staff(edit(id, { Status: 'Closed' }));
  const [closed, ...others] = await look();
  assert.deepEqual(
    [closed?.['record'], closed?.['changed'], closed?.['before'], others],
    [id, ['Status'], { Status: 'New' }, []],
  );
  staff(edit(id, { Priority: 'High' }));
  assert.deepEqual(await look(), []);
  staff(edit(id, { Status: 'Working' }));
  assert.deepEqual(await look(), []);
  staff(edit(id, { Status: 'Closed' }));
  assert.deepEqual(written(await look()), [[id, 'updated']]);
});

test('a field that is watched may not be a condition too: it would hide the way back', async (t) => {
  const where = { all: [{ field: 'status', operator: 'equals', value: 'Closed' }] };
  const { look } = await watching(t, 'records', { object: 'Case', where, changes: [{ field: 'Status' }] });
  await assert.rejects(look(), { code: 'invalid', message: /Status stands under/ });
});

test('what the connected user wrote itself is left out unless it is asked for', async (t) => {
  for (const includeOwn of [false, true]) {
    const { org, look, staff } = await watching(t, 'records', { object: 'Case', includeOwn });
    const id = staff(CASE);
    await look();
    org.clock.now += 1000;
    await perform(org, { operation: 'update', input: { object: 'Case', id, fields: { Priority: 'High' } } });
    assert.deepEqual(written(await look()), includeOwn ? [[id, 'updated']] : []);
  }
});

test('thousands of changes in one second are found in pieces, each once, and the note of them stays small', async (t) => {
  const { org, look, cursor } = await watching(t, 'records', { object: 'Lead', event: 'created' });
  await look();
  org.clock.now += 1000;
  const many = 2700;
  for (let made = 0; made < many; made++)
    doAsStaff(org.org, { deed: 'create', object: 'Lead', fields: { LastName: `L${made}`, Company: 'Acme' } });
  const found: unknown[] = [];
  for (let looks = 0; looks < 20 && found.length < many; looks++) {
    const items = await look();
    assert.ok(items.length <= MOST_ITEMS);
    found.push(...items.map(({ record }) => record));
    assert.ok(JSON.stringify(cursor()).length < 120_000, 'the note is bounded');
  }
  assert.deepEqual([found.length, new Set(found).size], [many, many]);
  assert.deepEqual(await look(), []);
});

test('after days without changes a look reads no further back than a day, and still finds what comes', async (t) => {
  const { org, look, staff, cursor } = await watching(t, 'records', { object: 'Case' });
  const id = staff(CASE);
  await look();
  org.clock.now += 3 * DAY_MS;
  assert.deepEqual(await look(), []);
  const { window } = cursor() as { window: { from: string; done: unknown[] } };
  assert.deepEqual([Date.parse(window.from), window.done], [org.clock.now - DAY_MS, []]);
  staff(edit(id, { Status: 'Working' }));
  assert.deepEqual(written(await look()), [[id, 'updated']]);
  assert.deepEqual(await look(), []);
});

test('a look costs one call', async (t) => {
  const { org, look } = await watching(t, 'records', { object: 'Case', changes: [{ field: 'Status' }] });
  await look();
  const before = counted(org);
  await look();
  assert.equal(counted(org) - before, 1);
});

const counted = (org: ConnectedOrg): number => org.org.calls.since(0).length;

test('a comment that staff make public is found with its case, once by its id; internal and own ones are not', async (t) => {
  const { org, look, staff } = await watching(t, 'caseComments', { fields: ['Status'] });
  const id = staff(CASE);
  staff({ deed: 'comment', id, body: 'Prima.', public: true });
  await look();
  const internal = staff({ deed: 'comment', id, body: 'Solo per noi.' });
  const spoken = staff({ deed: 'comment', id, body: 'Arriviamo domani.', public: true });
  org.clock.now += 1000;
  await perform(org, { operation: 'addCaseComment', input: { caseId: id, text: 'Dal cliente', public: true } });
  const [found, ...others] = await look();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [found?.['id'], found?.['record'], found?.['text'], found?.['author'], fieldsIn(found)['Status']],
    [spoken, id, 'Arriviamo domani.', 'Giulia Bianchi', 'New'],
  );
  staff(edit(internal, { IsPublished: true }));
  const published = await look();
  assert.deepEqual(
    published.map(({ text }) => text),
    ['Solo per noi.'],
  );
  staff(edit(spoken, { CommentBody: 'Arriviamo lunedì.' }));
  const edited = await look();
  assert.deepEqual(
    edited.map((item) => item['id']),
    [spoken],
    'an edited one has the same id, so that it starts no flow again',
  );
});
