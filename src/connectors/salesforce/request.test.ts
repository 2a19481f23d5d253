import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../base/failure.ts';
import type { Reply } from '../../net/testing/recording-http.ts';
import { failureOf, KEY, pretendOrg, refusalReply, tokenReply } from './testing/pretend-org.ts';
import { openOrg, type OrgRequest } from './request.ts';

const EXPIRED = refusalReply(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
const WRITE: OrgRequest = { method: 'POST', path: '/sobjects/Lead', body: '{}', action: 'create the Lead' };
const READ: OrgRequest = { method: 'GET', path: '/limits', action: 'read its limits' };

/** Refuses every access token but the given one. */
function accepting(token: string, reply: Reply) {
  return ({ headers }: { headers?: Record<string, string> }) =>
    headers?.['authorization'] === `Bearer ${token}` ? reply : EXPIRED;
}

test('a call carries the token, the version and the body', async () => {
  const org = pretendOrg({ config: { apiVersion: 'v66.0' } });
  const answer = await openOrg(org.io(KEY)).call({ ...WRITE, headers: { 'sforce-auto-assign': 'FALSE' } });
  assert.equal(answer.status, 201);
  assert.deepEqual(org.requests, [
    {
      method: 'POST',
      url: 'https://acme.my.salesforce.com/services/data/v66.0/sobjects/Lead',
      headers: {
        authorization: 'Bearer access-1',
        accept: 'application/json',
        'sforce-auto-assign': 'FALSE',
        'content-type': 'application/json',
      },
      body: '{}',
    },
  ]);
});

test('a connection without a session signs in first', async () => {
  const org = pretendOrg({ config: { accessToken: '', instanceUrl: '' } });
  await openOrg(org.io(KEY)).call(WRITE);
  assert.deepEqual(org.calls, ['POST /services/oauth2/token', 'POST /sobjects/Lead']);
});

test('an expired session is renewed once and the call sent again to the new instance', async () => {
  const org = pretendOrg({
    reply: accepting('access-2', { status: 200, body: {} }),
    token: () => tokenReply({ instance_url: 'https://moved.my.salesforce.com' }),
  });
  const opened = openOrg(org.io(KEY));
  await opened.call(WRITE);
  await opened.call(READ);
  assert.deepEqual(org.calls, [
    'POST /sobjects/Lead',
    'POST /services/oauth2/token',
    'POST /sobjects/Lead',
    'GET /limits',
  ]);
  assert.match(org.requests[2]?.url ?? '', /^https:\/\/moved\./);
  assert.equal(opened.instanceUrl(), 'https://moved.my.salesforce.com');
});

test('a 401 for ever makes two calls and ends as auth', async () => {
  const org = pretendOrg({ reply: () => EXPIRED });
  const failure = await failureOf(openOrg(org.io(KEY)).call(WRITE));
  assert.equal(failure.code, 'auth');
  assert.deepEqual(org.calls, ['POST /sobjects/Lead', 'POST /services/oauth2/token', 'POST /sobjects/Lead']);
});

test('a 401 with a session that somebody else renewed is tried again later, not auth', async () => {
  const org = pretendOrg({ reply: () => EXPIRED });
  const [first, second] = await Promise.all([org.io(KEY), org.io(KEY)].map((io) => failureOf(openOrg(io).call(WRITE))));
  assert.deepEqual([first?.code, second?.code].sort(), ['auth', 'unavailable']);
  assert.equal(org.calls.filter((call) => call.includes('token')).length, 1);
});

test('twenty calls with an expired session make one token request and all succeed', async () => {
  const org = pretendOrg({ reply: accepting('access-2', { status: 200, body: {} }) });
  await Promise.all(Array.from({ length: 20 }, () => openOrg(org.io(KEY)).call(READ)));
  assert.equal(org.calls.filter((call) => call.includes('token')).length, 1);
});

test('a dead token at userinfo, which answers 403 with a bare word, is renewed as well', async () => {
  const org = pretendOrg({
    reply: ({ headers }) =>
      headers?.['authorization'] === 'Bearer access-2'
        ? { status: 200, body: {} }
        : { status: 403, body: 'Bad_OAuth_Token' },
  });
  const answer = await openOrg(org.io(KEY)).call({ ...READ, path: '/services/oauth2/userinfo', root: true });
  assert.equal(answer.status, 200);
});

for (const message of [
  'This session is not valid for use with the REST API',
  'Connected app is not attached to Agent',
]) {
  test(`"${message}" is denied at once: no new token cures it`, async () => {
    const org = pretendOrg({ reply: () => refusalReply(401, 'INVALID_SESSION_ID', message) });
    const failure = await failureOf(openOrg(org.io(KEY)).call(WRITE));
    assert.equal(failure.code, 'denied');
    assert.match(failure.message, /api|attach/i);
    assert.equal(org.calls.length, 1);
  });
}

test('a 401 with a code of its own is not renewed', async () => {
  const org = pretendOrg({ reply: () => refusalReply(401, 'LOGIN_DURING_RESTRICTED_TIME') });
  assert.equal((await failureOf(openOrg(org.io(KEY)).call(WRITE))).code, 'denied');
  assert.equal(org.calls.length, 1);
});

const ANSWERS: [name: string, reply: Reply, write: FailureCode, read: FailureCode][] = [
  ['a success that is a web page', { status: 200, body: '<html>' }, 'unknown_outcome', 'unavailable'],
  ['an empty success', { status: 200, body: '' }, 'unknown_outcome', 'unavailable'],
  ['a gateway error', { status: 502, body: '<html>' }, 'unknown_outcome', 'unavailable'],
];

for (const [name, reply, write, read] of ANSWERS) {
  test(`${name} is ${write} for a write and ${read} for a read`, async () => {
    const org = pretendOrg({ reply: () => reply });
    assert.equal((await failureOf(openOrg(org.io(KEY)).call(WRITE))).code, write);
    assert.equal((await failureOf(openOrg(org.io(KEY)).call(READ))).code, read);
  });
}

test('a 204 and an accepted status are answers', async () => {
  const org = pretendOrg({ reply: (_request, number) => (number === 1 ? { status: 204 } : { status: 404, body: [] }) });
  const opened = openOrg(org.io(KEY));
  assert.deepEqual(await opened.call(WRITE), { status: 204, headers: {}, body: undefined });
  assert.deepEqual(await opened.call({ ...READ, accept: 404 }), { status: 404, headers: {}, body: [] });
});
