import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Flow } from '../../../flow/flow.ts';
import type { Run } from '../../../flow/run.ts';
import { askFlow, openApi, type Answer, type ApiWorld } from '../../testing/api-world.ts';

const items = ({ json }: Answer) => json['items'] as readonly JsonObject[];
const typeOf = ({ status, json }: Answer) => `${status} ${String(json['type']).replace('urn:rondine:problem:', '')}`;
const runsOf = async ({ call }: ApiWorld, query: Record<string, string | number> = {}) =>
  items(await call('GET /runs', { query })).map(({ run }) => run as string);

/** A flow that makes a record, which the outside refuses, and ends as failed. */
const caseFlow = (): Omit<Flow, 'version'> => ({
  ...askFlow('case', { triggers: [{ type: 'message', keywords: ['help'] }] }),
  start: id.step('create'),
  steps: {
    [id.step('create')]: {
      type: 'call',
      title: 'Make the case',
      params: { connection: 'crm', operation: 'create', input: { object: 'Case', fields: { Subject: 'Help' } } },
      next: { done: id.step('end') },
    },
    [id.step('end')]: { type: 'end', params: {}, next: {} },
  },
});

test('runs are found by name, number, id, state and text, page by page', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  const { call, says } = api;
  await says('talk', '+390000001');
  await api.world.clock.advance(1000);
  await says('talk', '+390000002');
  await says('Grace', '+390000002');
  const [second = '', first = ''] = await runsOf(api);
  assert.ok(first !== '' && second !== '');
  const one = await call('GET /runs', { query: { limit: 1 } });
  assert.equal(items(one).length, 1);
  const two = await call('GET /runs', { query: { limit: 1, after: String(one.json['next']) } });
  assert.deepEqual(
    items(two).map(({ run }) => run),
    [first],
  );
  assert.deepEqual(await runsOf(api, { search: '+39 0000002' }), [second]);
  assert.deepEqual(await runsOf(api, { search: first }), [first]);
  assert.deepEqual((await runsOf(api, { search: 'ada ros' })).length, 2);
  assert.deepEqual(await runsOf(api, { search: 'grace' }), [second]);
  assert.deepEqual(await runsOf(api, { status: 'active' }), [first]);
  assert.deepEqual(await runsOf(api, { search: 'ada', status: 'completed' }), [second]);
  const [summary] = items(await call('GET /runs', { query: { status: 'active' } }));
  assert.deepEqual(
    [summary?.['flowName'], summary?.['stepTitle'], (summary?.['wait'] as JsonObject | undefined)?.['for']],
    ['talk', 'Ask the name', 'reply'],
  );
  assert.equal(typeOf(await call('GET /runs', { query: { status: 'odd' } })), '400 invalid-request');
});

test('a run is shown with its steps and its journal, page by page', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  const { call, says } = api;
  await says('talk');
  await says('Ada');
  const [run = ''] = await runsOf(api);
  const { json } = await call(`GET /runs/${run}`);
  assert.deepEqual(
    (json['visits'] as JsonObject[]).map(({ step }) => step),
    ['ask', 'end'],
  );
  const whole = items(await call(`GET /runs/${run}/journal`));
  assert.deepEqual([whole[0]?.['number'], (whole[0]?.['event'] as JsonObject | undefined)?.['type']], [0, 'started']);
  assert.deepEqual((whole.at(-1)?.['after'] as unknown as Run | undefined)?.vars['name'], 'Ada');
  assert.ok(whole.every(({ event }) => !('context' in (event as JsonObject))));
  const paged: JsonObject[] = [];
  for (let after: string | undefined; ;) {
    const page = await call(`GET /runs/${run}/journal`, { query: { limit: 1, after } });
    paged.push(...items(page));
    after = page.json['next'] as string | undefined;
    if (after === undefined) break;
  }
  assert.deepEqual(paged, whole);
  assert.equal(typeOf(await call('GET /runs/none')), '404 not-found');
  assert.doesNotMatch(String((await call('GET /runs/none')).json['detail']), /rondine /);
});

test('the journal is read from any event on, and what was said stands beside', async (t) => {
  const { call, says, ...api } = await openApi(t, [askFlow('talk')]);
  await says('talk');
  await says('Ada');
  const [run = ''] = await runsOf({ call, says, ...api });
  const whole = items(await call(`GET /runs/${run}/journal`));
  assert.ok(whole.length > 2);
  assert.deepEqual(items(await call(`GET /runs/${run}/journal`, { query: { from: 1, limit: 1 } })), whole.slice(1, 2));
  const { json } = await call(`GET /runs/${run}/conversation`);
  assert.deepEqual(
    (json['messages'] as JsonObject[]).map(({ direction }) => direction),
    ['in', 'out', 'in'],
  );
  assert.deepEqual((json['conversation'] as JsonObject)['connection'], 'phone');
  assert.equal(typeOf(await call('GET /runs/none/conversation')), '404 not-found');
});

test('runs are found by what they wait for and by the connection, and named ones can be repaired', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  const { call, says } = api;
  await says('talk', '+390000001');
  await says('talk', '+390000002');
  const all = await runsOf(api);
  assert.deepEqual(await runsOf(api, { waiting: 'reply' }), all);
  assert.deepEqual(await runsOf(api, { waiting: 'agent' }), []);
  assert.deepEqual(await runsOf(api, { connection: 'phone' }), all);
  assert.deepEqual(await runsOf(api, { connection: 'crm' }), []);
  const action = { type: 'canceled', reason: 'A mistake.' };
  const body = { order: 'order-0001', filter: { runs: all.slice(1) }, action };
  assert.equal((await call('POST /runs/bulk', { body })).json['done'], 1);
  assert.deepEqual(await runsOf(api, { status: 'active' }), all.slice(0, 1));
});

test('a run is repaired by name, refused where it has ended, and unknown where it is not', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  const { call, says } = api;
  await says('talk');
  const [run = ''] = await runsOf(api);
  const repair = (body: object) => call(`POST /runs/${run}/repair`, { body });
  assert.equal(typeOf(await repair({ type: 'replay' })), '409 refused');
  assert.equal(typeOf(await repair({ type: 'cancel' })), '422 unfit');
  const edited = await repair({ type: 'edit', vars: { name: 'Grace' } });
  assert.deepEqual(((edited.json['after'] as JsonObject)['vars'] as JsonObject)['name'], 'Grace');
  const skipped = await repair({ type: 'skip', outcome: 'answered' });
  assert.deepEqual([skipped.json['before'], (skipped.json['after'] as JsonObject)['status']], ['active', 'completed']);
  assert.equal(typeOf(await repair({ type: 'cancel', reason: 'why' })), '409 refused');
  const events = items(await call(`GET /runs/${run}/journal`)).map(({ event }) => event as JsonObject);
  assert.deepEqual(
    events.filter(({ by }) => by !== undefined).map(({ by }) => by),
    ['The owner', 'The owner'],
  );
  assert.equal(typeOf(await call('POST /runs/none/repair', { body: { type: 'replay' } })), '404 not-found');
});

test('many runs are rehearsed and repaired once under one order', async (t) => {
  const api = await openApi(t, [caseFlow()]);
  const { call, says, world } = api;
  world.answer({ failure: { code: 'denied', message: 'No rights.' } });
  await says('help', '+390000001');
  await says('help', '+390000002');
  await world.clock.advance(1000);
  assert.equal((await runsOf(api, { status: 'failed' })).length, 2);
  assert.equal((await runsOf(api, { failure: 'denied', step: 'create' })).length, 2);
  const asked = { filter: { status: 'failed' }, action: { type: 'replayed' } };
  const preview = await call('POST /runs/preview', { as: 'viewer', body: asked });
  assert.deepEqual([preview.json['fitting'], preview.json['byFailure']], [2, { denied: 2 }]);
  world.answer({ output: { id: '500' } });
  const order = { ...asked, order: 'order-0001' };
  const done = await call('POST /runs/bulk', { body: order });
  assert.deepEqual([done.json['done'], done.json['repeated'], done.json['unfit']], [2, 0, []]);
  await world.clock.advance(1000);
  assert.equal((await runsOf(api, { status: 'completed' })).length, 2);
  assert.equal((await call('POST /runs/bulk', { body: order })).json['done'], 0);
  assert.equal(typeOf(await call('POST /runs/bulk', { body: { ...order, action: { type: 'odd' } } })), '422 unfit');
});

test('an effect of unknown outcome is listed and settled once', async (t) => {
  const api = await openApi(t, [caseFlow()]);
  const { call, says, world } = api;
  world.repeatable = 'unsafe';
  world.answer({ failure: { code: 'unknown_outcome', message: 'No answer came.' } });
  await says('help');
  await world.clock.advance(1000);
  const [parked] = items(await call('GET /parked'));
  assert.deepEqual([parked?.['what'], parked?.['flow']], ['crm: create', 'case']);
  const path = `POST /parked/${encodeURIComponent(String(parked?.['effect']))}/settle`;
  assert.equal(typeOf(await call(path, { body: { as: 'maybe' } })), '422 unfit');
  assert.equal((await call(path, { body: { as: 'happened', output: { id: '500' } } })).json['state'], 'done');
  assert.equal(typeOf(await call(path, { body: { as: 'again' } })), '409 refused');
  assert.equal(typeOf(await call('POST /parked/none/settle', { body: { as: 'again' } })), '404 not-found');
  assert.deepEqual(items(await call('GET /parked')), []);
});

test('troubles and what is stuck are listed', async (t) => {
  const { call, world } = await openApi(t);
  const alert = { what: 'waiting', about: 'crm', message: 'Runs wait.', count: 2 } as const;
  await world.store.commit([
    { op: 'insert', kind: 'alert', record: { key: 'a', ...alert, openedAt: 1 } },
    { op: 'insert', kind: 'alert', record: { key: 'b', ...alert, openedAt: 2, resolvedAt: 3 } },
    { op: 'insert', kind: 'stuck', record: { key: 's', lane: id.lane('l'), event: {}, message: 'a bug', at: 1 } },
  ]);
  assert.deepEqual(
    items(await call('GET /alerts')).map(({ key }) => key),
    ['a'],
  );
  assert.deepEqual(
    items(await call('GET /alerts', { query: { all: true } })).map(({ key }) => key),
    ['b', 'a'],
  );
  assert.deepEqual(items(await call('GET /stuck')), [{ key: 's', lane: 'l', message: 'a bug', at: 1 }]);
  assert.equal((await call('GET /status')).status, 200);
});
