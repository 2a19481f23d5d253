import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { FailureCode } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { failing, listening, rawServer } from '../../net/testing/raw-server.ts';
import type { HttpConfig } from './config.ts';
import { request } from './request.ts';
import { connected, KEY, service, type Asked, type ServiceReply } from './testing/service.ts';

async function requesting(
  t: TestContext,
  reply: (asked: Asked, number: number) => ServiceReply,
  config: HttpConfig | ((url: string) => HttpConfig) = {},
) {
  const { url, asked } = await service(t, reply);
  const connection = connected(t, typeof config === 'function' ? config(url) : config);
  const ask = (input: JsonObject = {}) => request.run({ url, ...input }, connection.io(KEY));
  return { url, asked, ask, connection };
}

test('an answer gives status, headers without cookies, parsed body and the time that it took', async (t) => {
  const reply = { status: 201, headers: { 'Set-Cookie': 'a=b', 'X-Trace': '7' }, body: { id: 7 } };
  const { ask } = await requesting(t, () => reply);
  const { status, headers, body, ms } = await ask();
  assert.equal(status, 201);
  assert.deepEqual(body, { id: 7 });
  assert.ok(isObject(headers) && headers['x-trace'] === '7' && !('set-cookie' in headers));
  assert.ok(typeof ms === 'number' && ms >= 0);
});

const BODIES: [input: JsonObject, type: string, sent: string][] = [
  [{ json: { name: 'Ada', list: [1] } }, 'application/json', '{"name":"Ada","list":[1]}'],
  [{ json: null }, 'application/json', 'null'],
  [{ form: { a: 'è &', b: ['1', 2], c: null } }, 'application/x-www-form-urlencoded', 'a=%C3%A8+%26&b=1&b=2'],
  [{ text: 'perché' }, 'text/plain; charset=utf-8', 'perché'],
  [{ base64: 'aGk=' }, 'application/octet-stream', 'hi'],
  [{ text: '<a/>', headers: { 'Content-Type': 'application/xml' } }, 'application/xml', '<a/>'],
];

for (const [input, type, sent] of BODIES) {
  test(`the body ${JSON.stringify(input)} is sent as ${type}`, async (t) => {
    const { ask, asked } = await requesting(t, () => ({ body: 'ok' }));
    await ask({ method: 'POST', ...input });
    assert.equal(asked[0]?.headers['content-type'], type);
    assert.equal(asked[0]?.body, sent);
  });
}

for (const input of [
  { method: 'POST', json: {}, text: 'x' },
  { json: {} },
  { method: 'HEAD', text: 'x' },
  { method: 'POST', base64: 'no base64!' },
  { headers: { 'X-A': 'line\r\nX-B: smuggled' } },
  { headers: { 'X A': 'no name' } },
]) {
  test(`${JSON.stringify(input)} is invalid and nothing is sent`, async (t) => {
    const { ask, asked } = await requesting(t, () => ({}));
    assert.equal((await failing(ask(input))).code, 'invalid');
    assert.deepEqual(asked, []);
  });
}

test('a step cannot say where the request is sent by a header', async (t) => {
  const { ask, asked } = await requesting(t, () => ({}));
  assert.equal((await failing(ask({ headers: { Host: 'admin.internal' } }))).code, 'denied');
  assert.deepEqual(asked, []);
});

test('the idempotency key of the effect is sent in the header that the author names, the same each time', async (t) => {
  const { ask, asked } = await requesting(t, () => ({}));
  const input = { method: 'POST', json: {}, idempotencyHeader: 'Idempotency-Key' };
  await ask(input);
  await ask(input);
  assert.deepEqual(
    asked.map(({ headers }) => headers['idempotency-key']),
    [KEY, KEY],
  );
});

test('how a request repeats follows its method and what the author says', () => {
  const repeat = (input: JsonObject) => request.repeat({ url: '/', ...input }, {});
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) assert.equal(repeat({ method }), 'safe');
  assert.equal(repeat({}), 'safe');
  for (const method of ['POST', 'PATCH']) {
    assert.equal(repeat({ method }), 'unsafe');
    assert.equal(repeat({ method, repeatable: true }), 'safe');
    assert.equal(repeat({ method, idempotencyHeader: 'Idempotency-Key' }), 'keyed');
  }
});

test('every method is sent as it is', async (t) => {
  const { ask, asked } = await requesting(t, () => ({}));
  const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
  for (const method of methods) await ask({ method });
  assert.deepEqual(
    asked.map(({ method }) => method),
    methods,
  );
});

const STATUSES: [status: number, get: FailureCode, post: FailureCode, headers?: Record<string, string>][] = [
  [301, 'invalid', 'invalid'],
  [400, 'invalid', 'invalid'],
  [401, 'denied', 'denied'],
  [403, 'denied', 'denied'],
  [404, 'not_found', 'not_found'],
  [409, 'conflict', 'conflict'],
  [429, 'rate_limited', 'rate_limited', { 'retry-after': '7' }],
  [500, 'unavailable', 'unknown_outcome'],
  [501, 'unsupported', 'unsupported'],
  [503, 'unavailable', 'unknown_outcome'],
  [503, 'unavailable', 'unavailable', { 'retry-after': '7' }],
];

for (const [status, get, post, headers = {}] of STATUSES) {
  test(`status ${status} ${JSON.stringify(headers)} is ${get} for GET and ${post} for POST`, async (t) => {
    const { ask, url } = await requesting(t, () => ({ status, headers, body: { error: 'no such thing' } }));
    const failure = await failing(ask());
    assert.equal(failure.code, get);
    assert.equal((await failing(ask({ method: 'POST', json: {} }))).code, post);
    assert.match(failure.message, new RegExp(`^${new URL(url).host} answered.*${status}.*no such thing`));
    assert.equal(failure.data.details?.['status'], status);
    assert.equal(failure.data.retryAfterMs, 'retry-after' in headers ? 7000 : undefined);
  });
}

test('the statuses that the author expects are done, and no others', async (t) => {
  const { ask, url } = await requesting(t, ({ path }) => ({ status: Number(path.slice(1)), body: { e: 1 } }));
  const asking = (status: number, expect: JsonValue) => ask({ url: `${url}/${status}`, method: 'POST', expect });
  assert.equal((await asking(404, ['2xx', 404]))['status'], 404);
  assert.equal((await asking(503, ['5xx']))['status'], 503);
  assert.equal((await failing(asking(200, [404]))).code, 'invalid');
  assert.equal((await failing(asking(410, ['2xx', 404]))).code, 'not_found');
});

test('a refusal shows a short excerpt without secrets, and none of a web page', async (t) => {
  const bearer = 'bearer-secret-123';
  const body = `No access with ${bearer} and "password": "hunter22".\n${'blah '.repeat(500)}`;
  const { ask } = await requesting(
    t,
    () => ({ status: 422, body }),
    (url) => ({ baseUrl: url, bearer }),
  );
  const failure = await failing(ask());
  assert.doesNotMatch(JSON.stringify(failure.data), /bearer-secret|hunter22/);
  assert.ok(failure.message.length < 500);
  const page = await requesting(t, () => ({ status: 404, body: '<!doctype html><p>Not here</p>' }));
  assert.doesNotMatch((await failing(page.ask())).message, /html|Not here/);
});

test('a secret that comes back in an answer does not reach the flow', async (t) => {
  const bearer = 'bearer-secret-123';
  const { ask } = await requesting(
    t,
    ({ headers }) => ({ headers: { 'x-echo': headers.authorization ?? '' }, body: { headers, token: 'theirs' } }),
    (url) => ({ baseUrl: url, bearer }),
  );
  const output = JSON.stringify(await ask());
  assert.doesNotMatch(output, /bearer-secret/);
  assert.match(output, /"token":"theirs"/);
});

const CREDENTIALS: [config: HttpConfig, header: string, value: string][] = [
  [{ bearer: 't-123456' }, 'authorization', 'Bearer t-123456'],
  [
    { basicUser: 'ada', basicPassword: 'pä:ss' },
    'authorization',
    `Basic ${Buffer.from('ada:pä:ss').toString('base64')}`,
  ],
  [{ apiKey: 'k-123456' }, 'x-api-key', 'k-123456'],
  [{ apiKey: 'Token k-123456', apiKeyHeader: 'Authorization' }, 'authorization', 'Token k-123456'],
  [{ bearer: 't-123456', basicUser: 'ada' }, 'authorization', 'Bearer t-123456'],
];

for (const [config, header, value] of CREDENTIALS) {
  test(`${JSON.stringify(config)} is sent as ${header}, and a 401 breaks the connection`, async (t) => {
    const reply = (asked: Asked) => ({ status: asked.path === '/no' ? 401 : 200 });
    const { ask, asked, url } = await requesting(t, reply, (baseUrl) => ({ baseUrl, ...config }));
    await ask();
    assert.equal(asked[0]?.headers[header], value);
    assert.equal((await failing(ask({ url: `${url}/no` }))).code, 'auth');
    const own = await failing(ask({ headers: { [header.toUpperCase()]: 'mine' } }));
    assert.equal(own.code, 'invalid');
    assert.match(own.message, /Remove it from the step/);
  });
}

test('an API key for the query goes there and into no header', async (t) => {
  const config = { apiKey: 'k-123456', apiKeyQuery: 'appid' };
  const { ask, asked } = await requesting(
    t,
    () => ({}),
    (baseUrl) => ({ baseUrl, ...config }),
  );
  await ask();
  assert.equal(asked[0]?.path, '/?appid=k-123456');
  assert.equal(asked[0]?.headers['x-api-key'], undefined);
});

for (const config of [
  { bearer: 't-123456' },
  { headers: { Authorization: 'Bearer t' } },
  { baseUrl: 'http://127.0.0.1', apiKey: 'k', apiKeyHeader: 'Authorization', bearer: 't' },
  { baseUrl: 'http://127.0.0.1', grant: 'client_credentials' as const, tokenUrl: 'http://127.0.0.1', clientId: 'c' },
  { baseUrl: 'http://127.0.0.1', grant: 'refresh_token' as const, tokenUrl: 'http://127.0.0.1', clientId: 'c' },
]) {
  test(`the connection ${JSON.stringify(config)} is not complete, which only its owner can change`, async (t) => {
    const { ask, asked } = await requesting(t, () => ({}), config);
    const failure = await failing(ask());
    assert.equal(failure.code, 'auth');
    assert.match(failure.message, /^This connection is not complete: .*\.$/);
    assert.deepEqual(asked, []);
  });
}

test('credentials stay at home when a redirect leads elsewhere, and its 401 does not break the connection', async (t) => {
  const other = await service(t, () => ({ status: 401 }));
  const { ask } = await requesting(
    t,
    () => ({ status: 307, headers: { location: other.url } }),
    (baseUrl) => ({ baseUrl, bearer: 't-123456', apiKey: 'k-123456', headers: { 'X-Tenant': '7' } }),
  );
  assert.equal((await failing(ask({ method: 'POST', json: {} }))).code, 'denied');
  const { authorization, 'x-api-key': key, 'x-tenant': tenant, 'content-type': type } = other.asked[0]?.headers ?? {};
  assert.deepEqual(
    { authorization, key, tenant, type },
    {
      authorization: undefined,
      key: undefined,
      tenant: undefined,
      type: 'application/json',
    },
  );
});

test('whatever goes wrong after a POST was answered with a redirect leaves its outcome unknown', async (t) => {
  const reply = ({ method }: Asked): ServiceReply =>
    method === 'POST'
      ? { status: 303, headers: { location: '/done' } }
      : { status: 503, headers: { 'retry-after': '1' } };
  const { ask } = await requesting(t, reply);
  assert.equal((await failing(ask({ method: 'POST', json: {} }))).code, 'unknown_outcome');
});

test('compressed answers are unpacked, and one that unfolds beyond the limit is refused', async (t) => {
  const packed = (bytes: Uint8Array) => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(bytes) });
  const { ask } = await requesting(t, (_asked, number) =>
    number === 1 ? packed(Buffer.from('{"a":1}')) : packed(Buffer.alloc(2_000_000)),
  );
  assert.deepEqual((await ask())['body'], { a: 1 });
  const failure = await failing(ask());
  assert.equal(failure.code, 'invalid');
  assert.match(failure.message, /longer than 1048576 bytes/);
});

test('an answer longer than the limit is refused, whether its length is told or not', async (t) => {
  const long = 'x'.repeat(1200);
  const { ask } = await requesting(t, () => ({ body: long }), { maxBytes: 1024 });
  const chunked = await rawServer(t, (socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4b0\r\n${long}\r\n0\r\n\r\n`),
  );
  assert.equal((await failing(ask())).code, 'invalid');
  assert.equal((await failing(ask({ url: chunked.url }))).code, 'invalid');
});

test('a server that never answers is given up at the step limit', async (t) => {
  const { ask } = await requesting(t, () => undefined);
  assert.equal((await failing(ask({ timeoutMs: 100 }))).code, 'timeout');
  assert.equal((await failing(ask({ timeoutMs: 100, method: 'POST' }))).code, 'unknown_outcome');
});

test('only what the connection lists in private networks is reached', async (t) => {
  const { url } = await service(t, () => ({}));
  const { io } = connected(t, { allowPrivate: [] });
  const failure = await failing(request.run({ url }, io(KEY)));
  assert.equal(failure.code, 'denied');
  assert.match(failure.message, /loopback.*allowPrivate/);
  const onPort = connected(t, { allowPrivate: [new URL(url).host] });
  assert.equal((await request.run({ url }, onPort.io(KEY)))['status'], 200);
});

test('nobody there is unavailable, for a POST too', async (t) => {
  const server = createServer();
  const url = await listening(server);
  await new Promise((closed) => server.close(closed));
  const { io } = connected(t);
  assert.equal((await failing(request.run({ url, method: 'POST', json: {} }, io(KEY)))).code, 'unavailable');
});
