import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { askFlow, AT, openApi, type Answer } from '../../testing/api-world.ts';

const items = ({ json }: Answer) => json['items'] as readonly (JsonObject & { flow: string })[];
const typeOf = ({ status, json }: Answer) => `${status} ${String(json['type']).replace('urn:rondine:problem:', '')}`;

test('a flow is made empty, drawn, checked, published, and its run starts', async (t) => {
  const { call, says, parts } = await openApi(t);
  const made = await call('POST /flows', { body: { name: 'Già pronto?' } });
  assert.deepEqual([made.status, made.etag, (made.json['flow'] as JsonObject)['id']], [201, '"1"', 'gia-pronto']);
  const flow = { ...askFlow('gia-pronto'), name: 'Già pronto' };
  const saved = await call('PUT /flows/gia-pronto/draft', {
    ifMatch: made.etag,
    body: { flow, layout: { steps: {} } },
  });
  assert.deepEqual([saved.status, saved.etag, saved.json['hasChanges']], [200, '"2"', true]);
  const preview = await call('GET /flows/gia-pronto/publish');
  assert.deepEqual([preview.json['version'], preview.json['errors']], [1, []]);
  const published = await call('POST /flows/gia-pronto/publish', {
    ifMatch: saved.etag,
    body: { name: 'First', accepted: (preview.json['warnings'] as JsonObject[]).map(({ key }) => key) },
  });
  assert.deepEqual([published.status, published.json['version'], published.json['changed']], [200, 1, true]);
  await says('gia-pronto');
  const [listed] = items(await call('GET /flows'));
  assert.deepEqual(
    [listed?.['state'], listed?.['current'], listed?.['activeRuns'], listed?.['runsPerDay']],
    ['published', 1, 1, [0, 0, 0, 0, 0, 0, 1]],
  );
  const { json } = await call('GET /flows/gia-pronto/versions');
  assert.deepEqual(
    (json['items'] as JsonObject[]).map(({ version, name, by }) => [version, name, by]),
    [[1, 'First', 'The owner']],
  );
  assert.equal(parts.flows.current().length, 1);
});

test('runs are counted by the day of the zone that is asked for', async (t) => {
  const { call, says, world } = await openApi(t, [askFlow('one')]);
  // Half past eleven in the evening of UTC: in Rome the next day has begun.
  await world.clock.advance(14.5 * 3_600_000);
  await says('one');
  await world.clock.advance(3_600_000);
  const daysIn = async (tz?: string) => items(await call('GET /flows', { query: { tz } }))[0]?.['runsPerDay'];
  assert.deepEqual(await daysIn(), [0, 0, 0, 0, 0, 1, 0]);
  assert.deepEqual(await daysIn('Europe/Rome'), [0, 0, 0, 0, 0, 0, 1]);
  const { json } = await call('GET /flows/one', { query: { tz: 'Europe/Rome' } });
  assert.deepEqual(json['runsPerDay'], [0, 0, 0, 0, 0, 0, 1]);
  const unknown = await call('GET /flows', { query: { tz: 'Mars/Base' } });
  assert.equal(unknown.status, 422);
  assert.match(String(unknown.json['detail']), /Mars\/Base/);
});

test('a draft that was changed meanwhile is refused with who, when, and what it is now', async (t) => {
  const { call } = await openApi(t);
  const { etag } = await call('POST /flows', { body: { name: 'one' } });
  const mine = { ...askFlow('one'), name: 'Mine' };
  assert.equal(typeOf(await call('PUT /flows/one/draft', { body: { flow: mine } })), '428 no-revision');
  assert.equal(
    typeOf(await call('PUT /flows/one/draft', { ifMatch: 'x', body: { flow: mine } })),
    '400 invalid-request',
  );
  assert.equal((await call('PUT /flows/one/draft', { as: 'editor', ifMatch: etag, body: { flow: mine } })).status, 200);
  const stale = await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow: { ...mine, name: 'Theirs' } } });
  assert.equal(typeOf(stale), '412 stale');
  const newer = stale.json['newer'] as JsonObject;
  assert.deepEqual(
    [newer['by'], newer['changedAt'], newer['revision'], (newer['flow'] as JsonObject)['name']],
    ['The editor', AT, 2, 'Mine'],
  );
  const draft = await call('GET /flows/one/draft');
  assert.deepEqual([draft.etag, (draft.json['flow'] as JsonObject)['name']], ['"2"', 'Mine']);
  const { etag: now } = draft;
  assert.equal((await call('GET /flows/one/draft', { ifNoneMatch: now ?? '' })).status, 304);
});

test('what has not the form of a flow is not kept, and the findings say where', async (t) => {
  const { call } = await openApi(t);
  const { etag } = await call('POST /flows', { body: { name: 'one' } });
  const flow = { ...askFlow('one'), settings: { timeZone: 'Europe/Rome', country: 'Italy' } };
  const refused = await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow } });
  assert.equal(typeOf(refused), '422 unfit');
  assert.deepEqual((refused.json['findings'] as JsonObject[])[0]?.['path'], ['flow', 'settings', 'country']);
  const strange = await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow: askFlow('one'), colour: 'red' } });
  assert.match(String(strange.json['detail']), /colour/);
  assert.equal(
    typeOf(await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow: askFlow('two') } })),
    '422 unfit',
  );
  assert.equal((await call('GET /flows/one/draft')).etag, etag);
});

test('errors keep a draft from being published, and so does a warning that nobody accepted', async (t) => {
  const { call } = await openApi(t);
  const { etag } = await call('POST /flows', { body: { name: 'one' } });
  const broken = await call('POST /flows/one/publish', { ifMatch: etag, body: {} });
  assert.equal(typeOf(broken), '422 unfit');
  assert.ok((broken.json['findings'] as JsonObject[]).length > 0);
  const flow = askFlow('one', { handlers: [{ on: 'message', keywords: ['ask'], next: 'ask' as never }] });
  const dead = { ...flow, steps: { ...flow.steps, lonely: { type: 'end', params: {}, next: {} } } };
  const saved = await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow: dead } });
  const { warnings } = (await call('GET /flows/one/publish')).json as { warnings: { key: string }[] };
  assert.ok(warnings.length > 0);
  const unread = await call('POST /flows/one/publish', { ifMatch: saved.etag, body: { accepted: [] } });
  assert.equal(typeOf(unread), '422 unfit');
  const accepted = warnings.map(({ key }) => key);
  const stale = await call('POST /flows/one/publish', { ifMatch: etag, body: { accepted } });
  assert.equal(typeOf(stale), '412 stale');
  assert.equal((await call('POST /flows/one/publish', { ifMatch: saved.etag, body: { accepted } })).status, 200);
});

test('a flow that was never published is deleted and taken back; others are put away and taken back', async (t) => {
  const { call } = await openApi(t, [askFlow('live')]);
  const { etag } = await call('POST /flows', { body: { name: 'draft' } });
  assert.equal(typeOf(await call('DELETE /flows/draft', { ifMatch: '"7"' })), '412 stale');
  const labels = await call('PUT /flows/draft/labels', {
    ifMatch: '"0"',
    body: { folder: 'Sales/Italy', tags: ['new'] },
  });
  assert.equal(labels.etag, '"1"');
  assert.equal((await call('DELETE /flows/draft', { ifMatch: etag })).json['what'], 'deleted');
  assert.equal(typeOf(await call('GET /flows/draft/draft')), '404 not-found');
  assert.equal((await call('POST /flows/draft/bring-back', { body: {} })).status, 200);
  const [back] = items(await call('GET /flows', { query: { folder: 'Sales' } }));
  assert.deepEqual([back?.flow, (back?.['labels'] as JsonObject | undefined)?.['tags']], ['draft', ['new']]);
  assert.equal(typeOf(await call('POST /flows/draft/bring-back', { body: {} })), '409 refused');

  const put = await call('DELETE /flows/live', { ifMatch: '"0"' });
  assert.deepEqual([put.json['what'], put.json['version']], ['archived', 1]);
  assert.deepEqual(
    items(await call('GET /flows')).map(({ flow }) => flow),
    ['draft'],
  );
  assert.deepEqual(
    items(await call('GET /flows', { query: { archived: true } })).map(({ flow }) => flow),
    ['live'],
  );
  const again = await call('POST /flows/live/bring-back', { body: { publish: true } });
  assert.deepEqual([again.status, again.json['version']], [200, 2]);
  assert.equal((await call('GET /flows/live')).json['state'], 'published');
});

test('flows are listed by name, page by page, and found by text, tag and state', async (t) => {
  const { call } = await openApi(
    t,
    ['c', 'a', 'b'].map((name) => askFlow(name)),
  );
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await call('GET /flows', { query: { limit: 2, after } });
    seen.push(...items(page).map(({ flow }) => flow));
    after = page.json['next'] as string | undefined;
    if (after === undefined) break;
  }
  assert.deepEqual(seen, ['a', 'b', 'c']);
  await call('POST /flows', { body: { name: 'Draft of Ada' } });
  const found = async (query: Record<string, string>) =>
    items(await call('GET /flows', { query })).map(({ flow }) => flow);
  assert.deepEqual(await found({ search: 'ADA' }), ['draft-of-ada']);
  assert.deepEqual(await found({ state: 'draft' }), ['draft-of-ada']);
  assert.deepEqual(await found({ tag: 'none' }), []);
  assert.equal(typeOf(await call('GET /flows', { query: { state: 'odd' } })), '400 invalid-request');
  assert.equal(typeOf(await call('GET /flows', { query: { colour: 'red' } })), '400 invalid-request');
  assert.equal(typeOf(await call('GET /flows', { query: { limit: 'many' } })), '400 invalid-request');
});

test('a flow whose runs failed lately is failing', async (t) => {
  const { call, says, world } = await openApi(t, [
    {
      ...askFlow('talk'),
      start: 'end' as never,
      steps: { end: { type: 'end', params: { as: 'failed', message: 'no' }, next: {} } } as never,
    },
  ]);
  await says('talk');
  const failing = await call('GET /flows', { query: { state: 'failing' } });
  const [listed] = items(failing);
  assert.deepEqual([listed?.['state'], listed?.['failed']], ['failing', 1], JSON.stringify(world.log));
  // Those that stand in a state are counted, and one that fails stands in no other.
  assert.deepEqual([items(failing).length, failing.json['total']], [1, 1]);
  await call('POST /flows', { body: { name: 'Draft' } });
  for (const state of ['failing', 'published', 'draft']) {
    const { json } = await call('GET /flows', { query: { state, limit: 1 } });
    assert.deepEqual([json['total'], json['next']], [state === 'published' ? 0 : 1, undefined], state);
  }
});

test('versions are read, compared, restored and exported; a file is imported', async (t) => {
  const { call, parts } = await openApi(t, [askFlow('live')]);
  const renamed = { ...askFlow('live'), name: 'Renamed' };
  assert.equal((await call('GET /flows/live/draft')).etag, '"0"');
  await call('PUT /flows/live/draft', { ifMatch: '"0"', body: { flow: renamed } });
  const { json } = await call('GET /flows/live/diff', { query: { from: 1, to: 'draft' } });
  assert.deepEqual([(json['changes'] as JsonObject)['steps'], (json['words'] as string[]).length], [[], 1]);
  const one = await call('GET /flows/live/versions/1');
  assert.deepEqual([(one.json['flow'] as JsonObject)['name'], one.etag], ['live', '"live@1"']);
  assert.equal(typeOf(await call('GET /flows/live/versions/9')), '404 not-found');
  assert.equal(typeOf(await call('GET /flows/live/versions/first')), '400 invalid-request');
  assert.equal(typeOf(await call('POST /flows/live/versions/1/restore', { ifMatch: '"9"', body: {} })), '412 stale');
  const restored = await call('POST /flows/live/versions/1/restore', { ifMatch: '"1"', body: {} });
  assert.deepEqual([restored.status, restored.json['revision']], [200, 2]);

  const file = await call('GET /flows/live/file', { query: { version: 'draft' } });
  const text = JSON.stringify(file.json);
  const tried = await call('POST /flows/import', { body: { text, dryRun: true } });
  assert.deepEqual([tried.json['flow'], tried.json['isForeign']], [undefined, false]);
  const imported = await call('POST /flows/import', { body: { text, name: 'From a file' } });
  assert.deepEqual([imported.status, imported.json['flow']], [200, 'from-a-file']);
  const into = { flow: 'live', revision: 1 };
  assert.equal(typeOf(await call('POST /flows/import', { body: { text, into } })), '412 stale');
  assert.equal((await call('POST /flows/import', { body: { text, into: { ...into, revision: 2 } } })).status, 200);
  assert.equal(typeOf(await call('POST /flows/import', { body: { text: '{}' } })), '422 unfit');

  const copy = await call('POST /flows/live/duplicate', { body: { name: 'Copy' } });
  assert.deepEqual([copy.status, (copy.json['flow'] as JsonObject)['id']], [201, 'copy']);
  assert.equal(typeOf(await call('POST /flows/live/duplicate', { body: { name: 'x', id: 'live' } })), '409 taken');
  assert.equal((await call('POST /flows/live/unpublish')).json['version'], 1);
  assert.deepEqual(parts.flows.current(), []);
});

test('passages of runs are counted by step and exit', async (t) => {
  const { call, says } = await openApi(t, [askFlow('talk')]);
  await says('talk', '+390000001');
  await says('talk', '+390000002');
  await says('Ada', '+390000002');
  const { json } = await call('GET /flows/talk/counts');
  assert.deepEqual(json, {
    version: 1,
    runs: 2,
    counted: 2,
    steps: {
      ask: { entered: 2, exits: { answered: 1 }, here: 1, failed: 0 },
      end: { entered: 1, exits: {}, here: 0, failed: 0 },
    },
  });
  assert.deepEqual((await call('GET /flows/talk/counts', { query: { from: AT + 1 } })).json['runs'], 0);
});

test('a run is started by hand; where the flow has no such trigger it is refused', async (t) => {
  const { call } = await openApi(t, [
    { ...askFlow('job'), start: 'end' as never, triggers: [{ type: 'manual' }] },
    askFlow('talk', { triggers: [{ type: 'message' }] }),
  ]);
  const started = await call('POST /flows/job/start', { body: { input: { a: 1 } } });
  assert.deepEqual([started.status, started.json['status']], [201, 'completed']);
  assert.ok((await call('POST /flows/talk/start', { body: {} })).status >= 400);
  assert.equal(typeOf(await call('POST /flows/none/start', { body: {} })), '404 not-found');
});

test('the catalog says what flows may name, without secrets, and has an ETag', async (t) => {
  const { call } = await openApi(t, [askFlow('talk')]);
  const { json, etag } = await call('GET /catalog');
  assert.deepEqual(
    (json['connectionList'] as JsonObject[]).map(({ name, kind }) => [name, kind]),
    [
      ['phone', 'channel'],
      ['crm', 'connector'],
    ],
  );
  assert.deepEqual(Object.keys(json['flows'] as JsonObject), ['talk']);
  assert.equal((await call('GET /catalog', { ifNoneMatch: etag ?? '' })).status, 304);
});

test('a keyed request is done once, and answered alike', async (t) => {
  const { call, parts } = await openApi(t);
  const first = await call('POST /flows', { key: 'k1', body: { name: 'one' } });
  const second = await call('POST /flows', { key: 'k1', body: { name: 'one' } });
  assert.deepEqual([second.status, second.json, second.etag], [201, first.json, first.etag]);
  assert.equal(typeOf(await call('POST /flows', { key: 'k1', body: { name: 'two' } })), '422 key-reused');
  assert.equal((await call('POST /flows', { as: 'editor', key: 'k1', body: { name: 'two' } })).status, 201);
  assert.deepEqual(parts.flows.flows(), ['one', 'two']);
  assert.equal(typeOf(await call('POST /flows', { key: 'k2', body: { name: 'one', id: 'one' } })), '409 taken');
  assert.equal((await call('POST /flows', { key: 'k2', body: { name: 'one', id: 'other' } })).status, 201);
});

test('an older version is published again without touching the draft, and runs under way tell since when', async (t) => {
  const { call, says } = await openApi(t, [askFlow('one')]);
  await says('one');
  const { etag } = await call('GET /flows/one/draft');
  const flow = { ...askFlow('one'), name: 'Second' };
  const saved = await call('PUT /flows/one/draft', { ifMatch: etag, body: { flow } });
  const second = await call('POST /flows/one/publish', { ifMatch: saved.etag, body: {} });
  assert.deepEqual([second.status, second.json['version']], [200, 2]);
  assert.equal(typeOf(await call('POST /flows/one/versions/9/publish', { body: {} })), '404 not-found');
  const again = await call('POST /flows/one/versions/1/publish', { body: {} });
  assert.deepEqual([again.status, again.json['version'], again.json['changed']], [200, 3, true]);
  assert.equal(((await call('GET /flows/one/draft')).json['flow'] as JsonObject)['name'], 'Second');
  const { drain } = (await call('GET /flows/one/publish')).json as { drain: JsonObject[] };
  const busy = drain.filter(({ activeRuns }) => activeRuns !== 0);
  assert.deepEqual(
    busy.map(({ version, activeRuns, since }) => [version, activeRuns, since]),
    [[1, 1, AT]],
  );
});
