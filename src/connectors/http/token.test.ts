import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { FailureCode } from '../../base/failure.ts';
import { failing } from '../../net/testing/raw-server.ts';
import type { HttpConfig } from './config.ts';
import { request } from './request.ts';
import { connected, KEY, service, type Asked, type ServiceReply } from './testing/service.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

type World = {
  token?: (asked: Asked, number: number) => ServiceReply;
  config?: HttpConfig;
  beforeStore?: () => void;
};

/** A service that takes only the newest access token, and its token endpoint. */
async function oauth(t: TestContext, { token = issue, config, beforeStore }: World = {}) {
  const clock = { now: NOW };
  let valid = '';
  const tokens = await service(t, (asked, number) => {
    const reply = token(asked, number);
    valid = (reply?.body as { access_token?: string } | undefined)?.access_token ?? valid;
    return reply;
  });
  const api = await service(t, ({ headers }) => ({ status: headers.authorization === `Bearer ${valid}` ? 200 : 401 }));
  const connection = connected(
    t,
    {
      baseUrl: api.url,
      grant: 'refresh_token',
      tokenUrl: `${tokens.url}/token`,
      clientId: 'the client',
      clientSecret: 'client:secret',
      refreshToken: 'refresh-1',
      ...config,
    },
    { now: () => clock.now, ...(beforeStore && { beforeStore }) },
  );
  return { clock, tokens, api, connection, ask: () => request.run({ url: '/x' }, connection.io(KEY)) };
}

const issue = (_asked: Asked, number: number) => ({
  body: { access_token: `access-${number + 1}`, token_type: 'Bearer', expires_in: 3600 },
});

test('a token is fetched once, stored, and used until shortly before it ends', async (t) => {
  const { ask, tokens, connection, clock } = await oauth(t);
  await ask();
  await ask();
  assert.equal(tokens.asked.length, 1);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(tokens.asked[0]?.body)), {
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1',
    client_id: 'the client',
    client_secret: 'client:secret',
  });
  assert.equal(connection.config().accessToken, 'access-2');
  assert.equal(connection.config().accessTokenUntil, NOW + 3_540_000);
  clock.now = NOW + 3_540_000;
  await ask();
  assert.equal(tokens.asked.length, 2);
  assert.equal(connection.config().accessToken, 'access-3');
});

test('client credentials send scope and audience, and their secret in a header where that is wanted', async (t) => {
  const config = { grant: 'client_credentials', clientAuth: 'basic', scope: 'read write', audience: 'api' } as const;
  const { ask, tokens } = await oauth(t, { config });
  await ask();
  assert.equal(tokens.asked[0]?.body, 'grant_type=client_credentials&scope=read+write&audience=api');
  const { authorization = '' } = tokens.asked[0]?.headers ?? {};
  assert.equal(Buffer.from(authorization.slice(6), 'base64').toString(), 'the+client:client%3Asecret');
});

test('many requests with a refused token fetch one new token and are all sent once more', async (t) => {
  const { connection, tokens, api } = await oauth(t, { config: { accessToken: 'access-1' } });
  const io = connection.io(KEY);
  const answers = await Promise.all(Array.from({ length: 20 }, () => request.run({ url: '/x' }, io)));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(tokens.asked.length, 1);
  assert.equal(api.asked.length, 40);
});

test('a rotated refresh token is stored with the access token and used the next time', async (t) => {
  const rotate = (_asked: Asked, number: number) => ({
    body: { access_token: `access-${number}`, refresh_token: `refresh-${number + 1}`, expires_in: '60' },
  });
  const { ask, tokens, connection, clock } = await oauth(t, { token: rotate });
  await ask();
  assert.equal(connection.config().refreshToken, 'refresh-2');
  assert.equal(connection.config().accessTokenUntil, NOW + 54_000);
  clock.now += 60_000;
  await ask();
  assert.match(tokens.asked[1]?.body ?? '', /refresh_token=refresh-2/);
  assert.equal(connection.config().refreshToken, 'refresh-3');
});

test('a token that could not be stored is not used', async (t) => {
  const beforeStore = () => {
    throw new Error('disk full');
  };
  const { ask, api } = await oauth(t, { beforeStore });
  await assert.rejects(ask(), /disk full/);
  assert.deepEqual(api.asked, []);
});

test('a token without an end is used until it is refused', async (t) => {
  const { ask, connection } = await oauth(t, {
    token: () => ({ body: { access_token: 'a-1' } }),
    config: { accessToken: 'a-0', accessTokenUntil: NOW - 1 },
  });
  await ask();
  assert.equal(connection.config().accessToken, 'a-1');
  assert.equal(connection.config().accessTokenUntil, undefined);
});

test('a token that is refused as soon as it is issued breaks the connection, after two tries', async (t) => {
  const { ask, api, connection } = await oauth(t, { config: { accessToken: 'access-1' } });
  const deaf = await service(t, () => ({ status: 401 }));
  await connection.io(KEY).connection.update((config) => ({ ...config, baseUrl: deaf.url }));
  const failure = await failing(ask());
  assert.equal(failure.code, 'auth');
  assert.equal(deaf.asked.length, 2);
  assert.deepEqual(api.asked, []);
});

test('a 401 from where a redirect led renews nothing: the token was not sent there', async (t) => {
  const other = await service(t, () => ({ status: 401 }));
  const moved = await service(t, () => ({ status: 307, headers: { location: other.url } }));
  const { ask, tokens } = await oauth(t, { config: { baseUrl: moved.url, accessToken: 'access-1' } });
  assert.equal((await failing(ask())).code, 'denied');
  assert.equal(other.asked[0]?.headers.authorization, undefined);
  assert.deepEqual(tokens.asked, []);
});

const error = (name: string, status = 400): ServiceReply => ({
  status,
  body: { error: name, error_description: 'client:secret is wrong' },
});

const REFUSALS: [name: string, reply: ServiceReply, code: FailureCode, words: RegExp][] = [
  ['a revoked refresh token', error('invalid_grant'), 'auth', /Connect it again/],
  ['a wrong secret', error('invalid_client', 401), 'auth', /client secret/],
  ['a client without the grant', error('unauthorized_client'), 'auth', /Allow this grant/],
  ['a wrong scope', error('invalid_scope'), 'auth', /Correct the scope/],
  ['a bare 401', { status: 401 }, 'auth', /client secret/],
  ['a wrong address', { status: 404, body: '<html>' }, 'auth', /answered 404/],
  ['passing trouble', error('temporarily_unavailable', 400), 'unavailable', /without a usable token/],
  ['an error of the server', error('invalid_grant', 500), 'unavailable', /answered 500/],
  ['a web page', { status: 200, body: '<html>' }, 'unavailable', /answered 200/],
  ['no token', { body: { token: 'x' } }, 'unavailable', /answered 200/],
  ['a limit', { status: 429, headers: { 'retry-after': '9' } }, 'rate_limited', /limits/],
];

for (const [name, reply, code, words] of REFUSALS) {
  test(`${name} at the token URL is ${code}, in words, and stores nothing`, async (t) => {
    const { ask, connection, api } = await oauth(t, { token: () => reply });
    const before = connection.config();
    const failure = await failing(ask());
    assert.equal(failure.code, code);
    assert.match(failure.message, words);
    assert.equal(failure.data.retryAfterMs, code === 'rate_limited' ? 9000 : undefined);
    assert.doesNotMatch(JSON.stringify(failure.data), /client:secret|refresh-1/);
    assert.equal(connection.config(), before);
    assert.deepEqual(api.asked, []);
  });
}

test('a token URL in a private network is denied unless it is listed', async (t) => {
  const { connection, api } = await oauth(t);
  await connection.io(KEY).connection.update((config) => ({ ...config, allowPrivate: [new URL(api.url).host] }));
  const failure = await failing(request.run({ url: '/x' }, connection.io(KEY)));
  assert.equal(failure.code, 'denied');
});
