import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { end, hookFlow, reach, serveCalls, step } from '../testing/call-world.ts';

const HOUR_MS = 3_600_000;
const call = step(
  'call',
  { connection: 'crm', operation: 'createLead', input: {}, saveAs: 'lead' },
  { done: 'say', failed: 'end' },
);
const say = (body: string, more = {}) => step('respond', { body, ...more }, { next: 'end' });
const wait = step('wait', { for: 'PT1H' }, { elapsed: 'say' });

void test('a call is answered 202 with its run, and the flow is given what it brought', async (t) => {
  const { call: post, runs, reach: reached } = await serveCalls(t, [hookFlow('order', { end })]);
  const { status, json, headers } = await post('/webhooks/order?shop=7&tag=a&tag=b', {
    body: { order: { id: 12 } },
    headers: { 'X-Shop': 'Roma', cookie: 'a=b', authorization: 'Basic x' },
  });
  const [run] = await runs();
  assert.equal(status, 202);
  assert.equal(json['run'], run?.id);
  assert.equal(headers.get('location'), json['url']);
  const { headers: seen, ...input } = (await reached(({ input: given }) => given !== undefined)).input ?? {};
  assert.deepEqual(input, {
    method: 'POST',
    path: 'order',
    query: { shop: '7', tag: ['a', 'b'] },
    body: { order: { id: 12 } },
  });
  const names = Object.keys(seen as object);
  assert.ok(names.includes('x-shop') && names.includes('content-type'));
  assert.ok(!names.includes('cookie') && !names.includes('authorization'));
});

void test('what the flow responds is the answer, also when it goes on', async (t) => {
  const flow = hookFlow(
    'order',
    {
      call,
      say: step(
        'respond',
        {
          status: 201,
          headers: { 'X-Lead': '{{ vars.lead.id }}' },
          body: { id: '{{ vars.lead.id }}', of: '{{ input.body.name }}' },
        },
        { next: 'wait' },
      ),
      wait: step('wait', { for: 'PT1H' }, { elapsed: 'end' }),
      end,
    },
    { answer: 'wait' },
  );
  const { call: post, world } = await serveCalls(t, [flow]);
  world.answer({ output: { id: '00Q1' } });
  const { status, json, headers } = await post('/webhooks/order', { body: { name: 'Ada' } });
  assert.deepEqual([status, json], [201, { id: '00Q1', of: 'Ada' }]);
  assert.equal(headers.get('x-lead'), '00Q1');
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(headers.get('cache-control'), 'no-store');
});

void test('a text is answered as text; what belongs to the connection or to this address is not the flow’s to set', async (t) => {
  const headers = {
    'content-type': 'text/html',
    'cache-control': 'max-age=60',
    'set-cookie': 'session=1',
    'transfer-encoding': 'chunked',
    'content-length': '1',
    'content-security-policy': 'x',
    'strict-transport-security': 'max-age=1',
    'x-name': 'Žižka',
  };
  const flows = [
    hookFlow('plain', { say: say('ok'), end }, { answer: 'wait' }),
    hookFlow('page', { say: say('<p>Grazie</p>', { headers }), end }, { answer: 'wait' }),
    hookFlow('empty', { say: say('not sent', { status: 204 }), end }, { answer: 'wait' }),
    hookFlow(
      'away',
      { say: say('', { status: 303, headers: { location: 'https://example.com/' } }), end },
      { answer: 'wait' },
    ),
  ];
  const { call: post } = await serveCalls(t, flows);
  const plain = await post('/webhooks/plain');
  assert.deepEqual(
    [plain.status, plain.text, plain.headers.get('content-type')],
    [200, 'ok', 'text/plain; charset=utf-8'],
  );
  const page = await post('/webhooks/page');
  assert.deepEqual([page.text, page.headers.get('content-type')], ['<p>Grazie</p>', 'text/html']);
  assert.equal(page.headers.get('cache-control'), 'max-age=60');
  for (const name of ['set-cookie', 'strict-transport-security', 'x-name'])
    assert.equal(page.headers.get(name), null, name);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none';.*sandbox/);
  const empty = await post('/webhooks/empty');
  assert.deepEqual([empty.status, empty.text], [204, '']);
  const away = await post('/webhooks/away');
  assert.deepEqual([away.status, away.headers.get('location')], [303, 'https://example.com/']);
});

void test('a run that ends without a word answers what it gives back; one that fails is a problem with its address', async (t) => {
  const flows = [
    hookFlow(
      'done',
      { last: step('end', { output: { total: '{{ input.body.a | plus: 1 }}' } }), end },
      { answer: 'wait' },
    ),
    hookFlow(
      'bad',
      { last: step('end', { as: 'failed', message: 'The card 4711 is blocked' }), end },
      { answer: 'wait' },
    ),
  ];
  const { call: post } = await serveCalls(t, flows);
  const done = await post('/webhooks/done', { body: { a: 1 } });
  const { run: _run, url: _url, ...rest } = done.json;
  assert.deepEqual([done.status, rest], [200, { status: 'completed', output: { total: 2 } }]);
  const bad = await post('/webhooks/bad');
  assert.equal(bad.status, 502);
  assert.equal(bad.json['type'], 'urn:rondine:problem:flow-failed');
  assert.ok(typeof bad.json['url'] === 'string' && typeof bad.json['failure'] === 'string');
  assert.ok(!bad.text.includes('4711'), 'what went wrong is for the people here');
});

void test('a flow may say by itself what its failure is answered with', async (t) => {
  const steps = {
    call: { ...call, next: { done: id.step('end') } },
    end,
    sorry: say('Sorry: {{ failure.code }}', { status: 409 }),
  };
  const flow = {
    ...hookFlow('order', steps, { answer: 'wait' }),
    handlers: [{ on: 'failure' as const, next: id.step('sorry') }],
  };
  const { call: post, world } = await serveCalls(t, [flow]);
  world.answer({ failure: { code: 'denied', message: 'No.' } });
  const { status, text } = await post('/webhooks/order');
  assert.deepEqual([status, text], [409, 'Sorry: denied']);
});

void test('a run that waits for long is answered 202 with its address, which says how it stands', async (t) => {
  const flow = hookFlow('order', { wait, say: say('late'), end }, { answer: 'wait' });
  const { call: post, world, reach: reached } = await serveCalls(t, [flow]);
  const { status, json } = await post('/webhooks/order');
  assert.equal(status, 202);
  assert.deepEqual([json['status'], json['waitingFor']], ['active', 'time']);
  const url = String(json['url']);
  assert.deepEqual((await post(url, { method: 'GET' })).json, {
    run: json['run'],
    status: 'active',
    waitingFor: 'time',
  });
  await world.clock.advance(HOUR_MS);
  await reached((run) => run.status === 'completed');
  assert.deepEqual((await post(url, { method: 'GET' })).json, { run: json['run'], status: 'completed' });
});

void test('nobody waits longer than 25 seconds for a flow that works', async (t) => {
  const { call: post, world } = await serveCalls(t, [
    hookFlow('order', { call, say: say('ok'), end }, { answer: 'wait' }),
  ]);
  world.answer('never');
  let answered = false;
  const answer = post('/webhooks/order').finally(() => (answered = true));
  await reach(async () => world.attempts[0]);
  await world.clock.advance(24_900);
  assert.equal(answered, false);
  await world.clock.advance(200);
  const { status, json } = await answer;
  assert.deepEqual([status, json['status'], json['waitingFor']], [202, 'active', 'effects']);
});

void test('more calls than may wait are refused and start nothing', async (t) => {
  const flow = hookFlow('order', { call, say: say('ok'), end }, { answer: 'wait' });
  const { call: post, world, runs, close } = await serveCalls(t, [flow], { places: 2 });
  world.answer('never');
  const waiting = [post('/webhooks/order'), post('/webhooks/order')];
  await reach(async () => world.attempts[1]);
  const { status, json, headers } = await post('/webhooks/order');
  assert.deepEqual(
    [status, json['type'], headers.get('retry-after')],
    [503, 'urn:rondine:problem:too-many-waiting', '1'],
  );
  assert.equal((await runs()).length, 2);
  // A server that closes lets nobody wait.
  await close();
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 202);
});

void test('a caller who goes away gives its place to the next', async (t) => {
  const flow = hookFlow('order', { call, say: say('ok'), end }, { answer: 'wait' });
  const { call: post, world, origin } = await serveCalls(t, [flow], { places: 1 });
  world.answer('never', { output: {} });
  const gone = new AbortController();
  const first = fetch(new URL('/webhooks/order', origin), { method: 'POST', signal: gone.signal });
  await reach(async () => world.attempts[0]);
  gone.abort();
  await assert.rejects(first);
  const answer = await reach(async () => {
    const next = await post('/webhooks/order');
    return next.status === 503 ? undefined : next;
  });
  assert.equal(answer.status, 200);
});

void test('calls of one subject are done one after the other', async (t) => {
  const flow = hookFlow('order', { wait, say: say('ok'), end }, { serialBy: '{{ input.body.order }}' });
  const { call: post, runs, world, reach: reached } = await serveCalls(t, [flow]);
  for (const order of ['7', '7', '8']) await post('/webhooks/order', { body: { order } });
  assert.deepEqual((await runs()).map(({ wait: { for: what } }) => what).sort(), ['start', 'time', 'time']);
  await world.clock.advance(HOUR_MS);
  await reached(({ wait: { for: what }, input }) => what === 'time' && input !== undefined);
  assert.deepEqual((await runs()).map(({ status }) => status).sort(), ['active', 'completed', 'completed']);
});

void test('a flow that talks to somebody runs on their lane; an address of nobody is refused and leaves nothing', async (t) => {
  const sender = { key: 'ada', addresses: [{ kind: 'phone', value: '+390000001' } as const] };
  const flow = hookFlow('order', { end }, { to: { connection: 'phone', address: '{{ input.body.phone }}' } });
  const {
    call: post,
    world,
    runs,
  } = await serveCalls(t, [flow], {
    recipient: (connection, address) => (address === '1' ? { connection, channel: 'test', sender } : undefined),
  });
  const refused = await post('/webhooks/order', { body: { phone: '2' } });
  assert.deepEqual([refused.status, refused.json['type']], [422, 'urn:rondine:problem:no-recipient']);
  assert.equal(await world.store.count('seen'), 0);
  assert.equal((await post('/webhooks/order', { body: { phone: '1' } })).status, 202);
  const [conversation] = await world.store.list('conversation');
  const [run] = await runs();
  assert.deepEqual([run?.lane, run?.conversation], [conversation?.lane, conversation?.key]);
});

void test('an unknown path, another method, a body too large and a bad key are refused and leave nothing behind', async (t) => {
  const { call: post, world } = await serveCalls(t, [hookFlow('order', { end }, { methods: ['POST', 'PUT'] })]);
  const unknown = await post('/webhooks/orders');
  assert.deepEqual([unknown.status, unknown.json['type']], [404, 'urn:rondine:problem:unknown-webhook']);
  for (const method of ['GET', 'DELETE', 'OPTIONS', 'HEAD']) {
    const wrong = await post('/webhooks/order', { method });
    assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'POST, PUT'], method);
  }
  assert.equal((await post('/webhooks/order', { body: 'x'.repeat(200 * 1024 + 1) })).status, 413);
  for (const key of ['x'.repeat(256), 'naïve'])
    assert.equal((await post('/webhooks/order', { headers: { 'idempotency-key': key } })).status, 400);
  assert.equal(
    (await post('/webhooks/order', { body: '{"a":', headers: { 'content-type': 'application/json' } })).status,
    400,
  );
  assert.equal(await world.store.count('seen'), 0);
  assert.equal(
    (await post('/webhooks/order', { body: 'x'.repeat(200 * 1024), headers: { 'content-type': 'text/plain' } })).status,
    202,
  );
});

void test('a flow with several methods at its path is called by each; of two flows the first by id', async (t) => {
  const first = hookFlow('order', { end });
  const flow = {
    ...first,
    triggers: [{ type: 'webhook', path: 'order', methods: ['GET'], answer: 'wait' }, ...first.triggers] as const,
  };
  const { call: post, runs } = await serveCalls(t, [
    { ...hookFlow('later', { end }), triggers: first.triggers, id: id.flow('z') },
    flow,
  ]);
  assert.equal((await post('/webhooks/order', { method: 'GET' })).status, 200);
  assert.equal((await post('/webhooks/order')).status, 202);
  assert.deepEqual(new Set((await runs()).map((run) => run.flow.id)), new Set(['order']));
});

void test('a call that cannot be stored is answered 503, so that it comes again', async (t) => {
  const refusing = { accept: () => Promise.reject(new Error('disk full')), watch: () => () => undefined };
  const { call: post } = await serveCalls(t, [hookFlow('order', { end })], { host: refusing });
  assert.equal((await post('/webhooks/order')).status, 503);
});

void test('a flow that is taken back while it is called says that nothing was started', async (t) => {
  const served = await serveCalls(t, [hookFlow('order', { end })], {
    host: { accept: async () => 'accepted', watch: () => () => undefined },
  });
  const { status, json } = await served.call('/webhooks/order');
  assert.deepEqual([status, json['type']], [500, 'urn:rondine:problem:not-started']);
});
