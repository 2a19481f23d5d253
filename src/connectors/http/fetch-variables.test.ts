import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { failing } from '../../net/testing/raw-server.ts';
import { fetchVariables } from './fetch-variables.ts';
import { connected, KEY, service, type ServiceReply } from './testing/service.ts';

const ORDER = { order: { id: 7, lines: [{ sku: 'a' }, { sku: 'b' }], note: null } };

async function fetching(t: TestContext, reply: ServiceReply) {
  const { url, asked } = await service(t, () => reply);
  const io = connected(t).io(KEY);
  return { asked, fetch: (input: JsonObject) => fetchVariables.run({ url, ...input }, io) };
}

test('values come out of the answer under their names, lists as lists, missing ones as null', async (t) => {
  const { fetch } = await fetching(t, { status: 201, body: ORDER });
  const map = { id: '$.order.id', skus: '$.order.lines[*].sku', note: '$.order.note', gone: '$.gone[0].x', all: '$' };
  assert.deepEqual(await fetch({ map, required: ['id', 'skus'] }), {
    values: { id: 7, skus: ['a', 'b'], note: null, gone: null, all: ORDER },
    status: 201,
  });
});

for (const [path, there] of [
  ['$.order.total', /\$\.order\.total is not in the answer \(status 200\): \$\.order has id, lines, note\.$/],
  ['$.ordre.id', /: \$ has order\.$/],
  ['$.order.note', /\$\.order\.note is empty/],
  ['$.order.lines[?@.sku == "z"]', /\$\.order\.lines is a list of 2/],
] as const) {
  test(`a needed value that is missing at ${path} fails the step, and tells what is there`, async (t) => {
    const { fetch } = await fetching(t, { body: ORDER });
    const failure = await failing(fetch({ map: { total: path }, required: ['total'] }));
    assert.equal(failure.code, 'invalid');
    assert.match(failure.message, /^"total" is needed/);
    assert.match(failure.message, there);
  });
}

test('an empty answer gives nulls, unless a value is needed', async (t) => {
  const { fetch } = await fetching(t, { status: 204 });
  assert.deepEqual(await fetch({ map: { id: '$.id' } }), { values: { id: null }, status: 204 });
  assert.match((await failing(fetch({ map: { id: '$.id' }, required: ['id'] }))).message, /the answer is empty/);
});

test('an answer that is no JSON fails the step and shows how it begins', async (t) => {
  const { fetch } = await fetching(t, { body: '<html>Down for maintenance</html>' });
  const failure = await failing(fetch({ map: { id: '$.id' } }));
  assert.equal(failure.code, 'invalid');
  assert.match(failure.message, /no JSON: <html>Down/);
});

test('nothing is sent for a wrong path or a needed value without one', async (t) => {
  const { fetch, asked } = await fetching(t, { body: ORDER });
  const wrong = await failing(fetch({ method: 'POST', json: {}, map: { id: 'order.id' } }));
  assert.match(wrong.message, /Write \$\.order\.id/);
  const lacking = await failing(fetch({ method: 'POST', json: {}, map: { id: '$.id' }, required: ['total'] }));
  assert.match(lacking.message, /"total" is needed, but has no path/);
  assert.deepEqual(asked, []);
});
