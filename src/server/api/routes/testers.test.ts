import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { askFlow, openApi } from '../../testing/api-world.ts';

const NUMBER = '+393331234567';

type View = {
  testers: JsonObject[];
  codes: JsonObject[];
  dry: boolean;
  draft?: { errors: number };
  runs: JsonObject[];
};

async function opened(t: Parameters<typeof openApi>[0]) {
  const flow = askFlow('lead');
  const api = await openApi(t, [flow]);
  const ask = flow.steps[flow.start];
  assert.ok(ask);
  const drawn = {
    ...flow,
    steps: { ...flow.steps, [flow.start]: { ...ask, params: { ...ask.params, text: 'Drawn?' } } },
  };
  const save = async (content: object, ifMatch: string) =>
    assert.equal((await api.call('PUT /flows/lead/draft', { body: { flow: content }, ifMatch })).status, 200);
  const view = async () => (await api.call('GET /flows/lead/testers')).json as unknown as View;
  return { ...api, flow, drawn, save, view };
}

test('a test user is added by number, gets the draft, is left out of the counts, and is removed', async (t) => {
  const { call, says, drawn, save, view } = await opened(t);
  await save(drawn, '"0"');
  const added = await call('POST /flows/lead/testers', { body: { address: '333 123 4567' } });
  assert.equal(added.status, 201);
  assert.deepEqual(added.json['address'], { kind: 'phone', value: NUMBER });
  await call('POST /flows/lead/testers', { body: { address: NUMBER } });
  await says('lead');
  await says('lead', '+393331234568');
  const { testers, draft, runs } = await view();
  assert.equal(testers.length, 1);
  assert.equal((testers[0]?.['contact'] as JsonObject | undefined)?.['name'], 'Ada Rossi');
  assert.deepEqual(draft, { errors: 0 });
  assert.deepEqual(
    runs.map((run) => [run['test'], run['status']]),
    [[true, 'active']],
  );
  const listed = (await call('GET /flows/lead')).json;
  assert.equal((listed['runsPerDay'] as number[]).at(-1), 1);
  assert.equal(listed['activeRuns'], 1);
  assert.notEqual((listed['lastRun'] as JsonObject)['run'], runs[0]?.['run']);
  const counts = (await call('GET /flows/lead/counts')).json;
  assert.deepEqual([counts['runs'], counts['counted']], [1, 1]);
  const all = (await call('GET /runs')).json['items'] as JsonObject[];
  assert.deepEqual(all.map((run) => run['test']).sort(), [true, undefined]);
  const version = runs[0]?.['version'] as number;
  const shown = await call(`GET /flows/lead/versions/${version}`);
  assert.deepEqual([shown.status, (shown.json['flow'] as JsonObject)['steps']], [200, drawn.steps]);
  assert.equal((await call(`DELETE /flows/lead/testers/${String(testers[0]?.['id'])}`)).status, 204);
  assert.equal((await call(`DELETE /flows/lead/testers/${String(testers[0]?.['id'])}`)).status, 404);
  assert.equal((await view()).testers.length, 0);
});

test('an address that is no number needs a connection that is a channel', async (t) => {
  const { call, view } = await opened(t);
  assert.equal((await call('POST /flows/lead/testers', { body: { address: '4812' } })).status, 422);
  const on = (connection: string) => call('POST /flows/lead/testers', { body: { address: '4812', connection } });
  assert.equal((await on('crm')).status, 404);
  assert.equal((await on('phone')).status, 201);
  const [tester] = (await view()).testers;
  assert.deepEqual([tester?.['connection'], tester?.['address']], ['phone', { kind: 'user', value: '4812' }]);
});

test('a code is shown until it is used or taken back', async (t) => {
  const { call, says, drawn, save, view } = await opened(t);
  await save(drawn, '"0"');
  const made = await call('POST /flows/lead/test-codes', { body: {} });
  assert.match(String(made.json['text']), /^TEST \d{4}$/);
  const other = await call('POST /flows/lead/test-codes', { body: {} });
  assert.equal((await view()).codes.length, 2);
  assert.equal((await call(`DELETE /flows/lead/test-codes/${String(other.json['code'])}`)).status, 204);
  await says(String(made.json['text']));
  const { codes, testers } = await view();
  assert.deepEqual([codes.length, testers.length], [0, 1]);
  assert.equal(testers[0]?.['by'], 'The owner');
});

test('errors in the draft are told, and why nothing answered', async (t) => {
  const { call, says, flow, save, view, parts } = await opened(t);
  await save({ ...flow, steps: { ...flow.steps, bad: { type: 'nowhere', params: {}, next: {} } } }, '"0"');
  await call('POST /flows/lead/testers', { body: { address: NUMBER } });
  await says('lead');
  const { draft, runs } = await view();
  assert.ok((draft?.errors ?? 0) > 0);
  assert.deepEqual(runs, []);
  const { createControlApi } = await import('../../../control/api.ts');
  const why = await createControlApi(parts)['flows.why']({ from: NUMBER });
  assert.match(why.reasons.map(({ reason }) => reason).join(), /test user of it and gets its draft, which had/);
});

test('nothing is written while the switch is on; viewers look and change nothing', async (t) => {
  const { call, view } = await opened(t);
  assert.equal((await view()).dry, false);
  assert.deepEqual((await call('PATCH /flows/lead/testers', { body: { dry: true } })).json, { dry: true });
  assert.equal((await view()).dry, true);
  assert.equal((await call('GET /flows/lead/testers', { as: 'viewer' })).status, 200);
  const body = { address: NUMBER };
  assert.equal((await call('POST /flows/lead/testers', { as: 'viewer', body })).status, 403);
  assert.equal((await call('POST /flows/lead/test-codes', { as: 'viewer', body: {} })).status, 403);
});

test('a flow that is removed has no test users any more', async (t) => {
  const { call, view } = await opened(t);
  await call('POST /flows/lead/testers', { body: { address: NUMBER } });
  assert.equal((await call('DELETE /flows/lead', { ifMatch: '"0"' })).status, 200);
  assert.deepEqual((await view()).testers, []);
});
