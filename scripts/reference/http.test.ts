// The calls that the reference shows are answered as it says.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../src/base/json.ts';
import { id } from '../../src/base/ids.ts';
import type { Flow } from '../../src/flow/flow.ts';
import { checkFlowShape } from '../../src/flow/flow-file.ts';
import { AT, end, hookFlow, serveCalls } from '../../src/server/testing/call-world.ts';
import { HTTP_EXAMPLES, HTTP_FLOW } from './http-examples.ts';

const flow = {
  ...hookFlow('new-order', { end }),
  ...(HTTP_FLOW as unknown as Pick<Flow, 'triggers' | 'steps'>),
  start: id.step(HTTP_FLOW.start),
};

test('each call of the reference is answered as it says, one after the other', async (t) => {
  assert.deepEqual(checkFlowShape({ ...flow, version: 1 }), []);
  const { call, runs, reach, links } = await serveCalls(t, [flow], { secret: () => 'shop-token' });
  for (const { title, method, path, headers, body, status, answer } of HTTP_EXAMPLES) {
    const started = (await runs())[0];
    if (started) await reach(({ wait }) => wait.for === 'webhook');
    const there = path.includes('<run>') ? links.path('status', started!.id) : path;
    const sent = Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('<shopToken>', 'shop-token').replace('…', '-4c2a'),
    ]);
    const given = body === undefined ? {} : { body: body as JsonObject };
    const answered = await call(there, {
      method,
      headers: Object.fromEntries(sent) as Record<string, string>,
      ...given,
    });
    assert.equal(answered.status, status, title);
    for (const [name, value] of Object.entries(answer)) assert.deepEqual(answered.json[name], value, title);
  }
  assert.equal((await runs()).length, 1);
  await reach(({ status }) => status === 'completed');
});

test('a call that is signed as the reference says is taken', async (t) => {
  const signed = hookFlow('new-order', { end }, { auth: { kind: 'hmac', secret: 'shopKey' } });
  const { call } = await serveCalls(t, [signed]);
  const time = String(AT / 1000);
  const body = '{"order":"A-17"}';
  const signature = createHmac('sha256', 'a key of the shop').update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-rondine-timestamp': time, 'x-rondine-signature': signature };
  assert.equal((await call('/webhooks/new-order', { body, headers })).status, 202);
  const forged = { ...headers, 'x-rondine-signature': signature.replace(/^./, (first) => (first === '0' ? '1' : '0')) };
  assert.equal((await call('/webhooks/new-order', { body, headers: forged })).status, 401);
});
