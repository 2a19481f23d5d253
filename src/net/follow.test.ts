import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, type FailureCode } from '../base/failure.ts';
import { follow } from './follow.ts';
import type { HttpRequest } from './http.ts';
import { failing } from './testing/raw-server.ts';
import { recordingHttp, type Reply } from './testing/recording-http.ts';

const FROM = 'https://api.example.com/a/b';
const to = (location: string, status = 302): Reply => ({ status, headers: { location }, body: '' });
const done: Reply = { status: 200, body: 'ok' };

/** A world that gives these answers one after the other. */
function answering(...replies: Reply[]) {
  return recordingHttp((_request, number) => replies[number - 1] ?? done);
}

type Method = HttpRequest['method'];
const METHODS: [status: number, sent: Method, followed: Method, keepsBody: boolean][] = [
  [301, 'POST', 'GET', false],
  [302, 'POST', 'GET', false],
  [302, 'PUT', 'PUT', true],
  [302, 'DELETE', 'DELETE', true],
  [302, 'HEAD', 'HEAD', true],
  [303, 'POST', 'GET', false],
  [303, 'PUT', 'GET', false],
  [303, 'HEAD', 'HEAD', true],
  [307, 'POST', 'POST', true],
  [308, 'PATCH', 'PATCH', true],
];

for (const [status, method, followed, keepsBody] of METHODS) {
  test(`${status} after ${method} is followed by ${followed}, ${keepsBody ? 'with' : 'without'} the body`, async () => {
    const { http, requests } = answering(to('/c?d=1', status));
    const headers = { 'content-type': 'text/plain', authorization: 'Bearer t' };
    const { response, url, written } = await follow(http, { method, url: FROM, headers, body: 'x' });
    assert.equal(response.status, 200);
    assert.equal(url, 'https://api.example.com/c?d=1');
    assert.equal(requests[1]?.method, followed);
    assert.equal(requests[1]?.body, keepsBody ? 'x' : undefined);
    assert.equal(requests[1]?.headers?.['content-type'], keepsBody ? 'text/plain' : undefined);
    assert.equal(requests[1]?.headers?.['authorization'], 'Bearer t');
    assert.equal(written, method !== followed);
  });
}

for (const other of [
  'https://evil.example/',
  'https://api.example.com:8443/',
  'https://api.example.com.evil.example/',
]) {
  test(`only harmless headers travel to ${other}, and none comes back on the way home`, async () => {
    const { http, requests } = answering(to(other, 307), to(FROM, 307));
    const headers = { Accept: 'text/html', Authorization: 'Bearer t', Cookie: 'c', 'X-Api-Key': 'k' };
    await follow(http, { method: 'GET', url: FROM, headers, guard: { allowPrivate: [] } });
    assert.deepEqual(requests[1]?.headers, { Accept: 'text/html' });
    assert.deepEqual(requests[2]?.headers, { Accept: 'text/html' });
    assert.deepEqual(requests[2]?.guard, { allowPrivate: [] }, 'the guard stays');
  });
}

test('five redirects are followed, the sixth is not', async () => {
  const five = recordingHttp((_request, number) => (number <= 5 ? to(`/${number}`) : done));
  assert.equal((await follow(five.http, { method: 'GET', url: FROM })).response.status, 200);
  const endless = recordingHttp(() => to('/again'));
  const failure = await failing(follow(endless.http, { method: 'GET', url: FROM }));
  assert.equal(failure.code, 'invalid');
  assert.equal(endless.requests.length, 6);
});

for (const location of [
  'http://api.example.com/',
  'ftp://host/',
  'javascript:alert(1)',
  'http://',
  'https://u:p@host/',
]) {
  test(`a redirect to ${location} is refused`, async () => {
    const { http, requests } = answering(to(location));
    assert.equal((await failing(follow(http, { method: 'GET', url: FROM }))).code, 'denied');
    assert.equal(requests.length, 1);
  });
}

for (const reply of [to('/x', 300), to('/x', 304), { status: 302, body: '' }, to('/x', 200)]) {
  test(`${JSON.stringify(reply)} is an answer`, async () => {
    const { http, requests } = answering(reply);
    await follow(http, { method: 'GET', url: FROM });
    assert.equal(requests.length, 1);
  });
}

test('a redirect that the caller wants to see is an answer', async () => {
  const { http } = answering(to('/x', 303));
  const { response, written } = await follow(http, { method: 'POST', url: FROM }, (status) => status === 303);
  assert.equal(response.status, 303);
  assert.equal(written, false);
});

const AFTER_WRITE: [FailureCode, FailureCode][] = [
  ['unavailable', 'unknown_outcome'],
  ['timeout', 'unknown_outcome'],
  ['rate_limited', 'unknown_outcome'],
  ['denied', 'denied'],
];

for (const [thrown, code] of AFTER_WRITE) {
  test(`${thrown} behind the redirect of a POST is ${code}: the POST was answered`, async () => {
    const fails = new Failure({ code: thrown, message: 'No.' });
    const { http } = answering(to('/x', 303), { fails });
    assert.equal((await failing(follow(http, { method: 'POST', url: FROM }))).code, code);
    const repeated = answering(to('/x', 307), { fails });
    assert.equal((await failing(follow(repeated.http, { method: 'POST', url: FROM }))).code, thrown);
  });
}

test('the time limit is for the whole chain', async () => {
  const { http, requests } = answering(to('/1'), to('/2'));
  await follow(http, { method: 'GET', url: FROM, timeoutMs: 1000 });
  const limits = requests.map(({ timeoutMs = 0 }) => timeoutMs);
  assert.deepEqual(
    limits.toSorted((left, right) => right - left),
    limits,
  );
  assert.ok(limits.every((limit) => limit > 0 && limit <= 1000));
});
