import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { end, hookFlow, serveCalls } from '../testing/call-world.ts';

void test('how a run stands is told to whoever has its address, and nothing more', async (t) => {
  const { call, world } = await serveCalls(t, [hookFlow('order', { end })]);
  const { json: started } = await call('/webhooks/order', { body: { secret: 'of the customer' } });
  const url = String(started['url']);
  const { status, json, headers } = await call(url, { method: 'GET' });
  assert.deepEqual([status, json], [200, { run: started['run'], status: 'completed' }]);
  assert.equal(headers.get('cache-control'), 'no-store');
  const posted = await call(url);
  assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET']);
  await world.store.commit([{ op: 'delete', kind: 'run', key: String(started['run']) }]);
  assert.equal((await call(url, { method: 'GET' })).status, 404);
});

void test('without its token, with another one, or with the token for another purpose a run is not shown', async (t) => {
  const { call, links } = await serveCalls(t, [hookFlow('order', { end })]);
  const [first, second] = [(await call('/webhooks/order')).json, (await call('/webhooks/order')).json];
  const token = new URL(String(second['url'])).searchParams.get('token') ?? '';
  const path = `/runs/${String(first['run'])}`;
  const resume =
    links
      .path('resume', id.run(String(first['run'])))
      .split('/')
      .at(-1) ?? '';
  for (const query of ['', '?token=', `?token=${token}`, `?token=${resume}`, '?token=a&token=b', '?token=x'])
    assert.equal((await call(`${path}${query}`, { method: 'GET' })).status, 403, query);
  assert.equal((await call(`/runs/nobody?token=${token}`, { method: 'GET' })).status, 403);
});
