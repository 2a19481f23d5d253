import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { checkHttp } from './check.ts';
import type { HttpConfig } from './config.ts';
import { connected, KEY, service, type Asked, type ServiceReply } from './testing/service.ts';

async function checking(t: TestContext, reply: (asked: Asked) => ServiceReply, config: HttpConfig = {}) {
  const { url, asked } = await service(t, reply);
  const probes = await checkHttp(connected(t, { baseUrl: url, ...config }).io(KEY));
  return { asked, probes, last: probes.at(-1) };
}

for (const status of [200, 204, 404]) {
  test(`a base URL that answers ${status} is there`, async (t) => {
    const { probes, asked } = await checking(t, () => ({ status }));
    assert.deepEqual(
      probes.map(({ name, ok }) => [name, ok]),
      [['Base URL', true]],
    );
    assert.deepEqual(
      asked.map(({ method }) => method),
      ['HEAD'],
    );
  });
}

test('GET is tried where HEAD is unknown', async (t) => {
  const { last, asked } = await checking(t, ({ method }) => ({ status: method === 'HEAD' ? 405 : 200 }));
  assert.equal(last?.ok, true);
  assert.equal(asked.length, 2);
});

for (const [status, fix] of [
  [401, /credentials/],
  [403, /may do there/],
  [429, /Try again/],
  [500, /Try again/],
] as const) {
  test(`a base URL that answers ${status} is not in order`, async (t) => {
    const { last } = await checking(t, () => ({ status }), { bearer: 't-123456' });
    assert.equal(last?.ok, false);
    assert.match(last?.fix ?? '', fix);
  });
}

test('a base URL in a private network asks for allowPrivate', async (t) => {
  const { last, asked } = await checking(t, () => ({}), { allowPrivate: [] });
  assert.equal(last?.ok, false);
  assert.match(last?.fix ?? '', /allowPrivate/);
  assert.deepEqual(asked, []);
});

test('an entry of allowPrivate that cannot be read is named', async (t) => {
  const { last } = await checking(t, () => ({}), { allowPrivate: ['http://crm.lan'] });
  assert.match(last?.message ?? '', /"http:\/\/crm\.lan" cannot stand in allowPrivate/);
});

test('an incomplete connection is told first, and without a base URL there is nothing to try', async (t) => {
  const broken = await checkHttp(connected(t, { bearer: 't-123456' }).io(KEY));
  assert.deepEqual(
    broken.map(({ name, ok }) => [name, ok]),
    [['Configuration', false]],
  );
  const plain = await checkHttp(connected(t).io(KEY));
  assert.deepEqual(
    plain.map(({ name, ok }) => [name, ok]),
    [['Configuration', true]],
  );
});

test('the access token is a probe of its own, and the base URL gets it', async (t) => {
  const reply = ({ path, headers }: Asked): ServiceReply =>
    path === '/token'
      ? { body: { access_token: 'access-1' } }
      : { status: headers.authorization === 'Bearer access-1' ? 200 : 401 };
  const { url } = await service(t, reply);
  const oauth = {
    grant: 'client_credentials',
    clientId: 'c',
    clientSecret: 'secret-1',
    tokenUrl: `${url}/token`,
  } as const;
  const probes = await checkHttp(connected(t, { baseUrl: url, ...oauth }).io(KEY));
  assert.deepEqual(
    probes.map(({ name, ok }) => [name, ok]),
    [
      ['Access token', true],
      ['Base URL', true],
    ],
  );
  const broken = await checkHttp(connected(t, { baseUrl: url, ...oauth, tokenUrl: `${url}/none` }).io(KEY));
  assert.deepEqual(
    broken.map(({ name, ok }) => [name, ok]),
    [['Access token', false]],
  );
});
