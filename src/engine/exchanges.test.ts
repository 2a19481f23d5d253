import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../base/failure.ts';
import type { HttpRequest, HttpResponse } from '../net/http.ts';
import { createRedactor } from '../net/redact.ts';
import { EXCERPT, KEPT_EXCHANGES, logExchanges, type ExchangeLog } from './exchanges.ts';

const SECRET = 'correct-horse-battery-staple';

function answer(text: string | Uint8Array, contentType: string): HttpResponse {
  const body = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { status: 200, headers: { 'content-type': contentType }, body, text: () => new TextDecoder().decode(body) };
}

function logOf(respond: (request: HttpRequest) => HttpResponse): ExchangeLog {
  let now = 0;
  return logExchanges({
    http: async (request) => {
      now += 25;
      return respond(request);
    },
    now: () => now,
    mask: createRedactor([SECRET]).text,
    longestSecret: () => 3 * SECRET.length,
  });
}

const request: HttpRequest = {
  method: 'POST',
  url: `https://org.example/lead?key=${SECRET}`,
  headers: { Authorization: `Bearer ${SECRET}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({ name: 'Ada', password: SECRET }),
};

void test('an exchange is kept with its bodies, without secrets and without headers', async () => {
  const { http, kept } = logOf(() => answer(`{"id":"00Q1","echo":"${SECRET}"}`, 'application/json'));
  await http(request);
  assert.deepEqual(kept(), [
    {
      at: 0,
      ms: 25,
      method: 'POST',
      url: 'https://org.example/lead?key=[redacted]',
      request: '{"name":"Ada","password":"[redacted]"}',
      status: 200,
      response: '{"id":"00Q1","echo":"[redacted]"}',
    },
  ]);
});

void test('the answer reaches the adapter as it is', async () => {
  const response = answer(SECRET, 'text/plain');
  assert.equal(await logOf(() => response).http(request), response);
});

void test('an exchange without an answer is kept, and its failure passed on', async () => {
  const { http, kept } = logOf(() => {
    throw new Failure({ code: 'unavailable', message: 'Nobody there.' });
  });
  await assert.rejects(http({ method: 'GET', url: 'https://org.example/' }), /Nobody there/);
  assert.deepEqual(kept(), [{ at: 0, ms: 25, method: 'GET', url: 'https://org.example/', status: 0 }]);
});

void test('a secret that a cut goes through leaves no part of itself', async () => {
  for (let before = EXCERPT - 2 * SECRET.length; before < EXCERPT + 400; before++) {
    const text = `${'x'.repeat(before)}${SECRET}${'y'.repeat(4000)}`;
    const { http, kept } = logOf(() => answer(text, 'text/plain'));
    await http({ method: 'GET', url: 'https://org.example/' });
    const response = kept()[0]?.response ?? '';
    assert.doesNotMatch(response, /corr|orse|batt|aple/, `${before}`);
    assert.ok(response.length <= EXCERPT + 1 && response.length > EXCERPT - 200, `${before}: ${response.length}`);
  }
});

void test('masks that shorten a text bring no unmasked rest into sight', async () => {
  const text = `${`"token":"${'t'.repeat(60)}" `.repeat(40)}${SECRET}${SECRET}${SECRET}`;
  const { http, kept } = logOf(() => answer(text.slice(0, EXCERPT + 256 + 10), 'text/plain'));
  await http({ method: 'GET', url: 'https://org.example/' });
  assert.doesNotMatch(kept()[0]?.response ?? '', /tttt|correct/);
});

void test('what is no text is told by its type and size', async () => {
  const { http, kept } = logOf(() => answer(new Uint8Array(5000), 'image/png'));
  await http({ method: 'PUT', url: 'https://org.example/', body: new Uint8Array(7) });
  assert.equal(kept()[0]?.request, '[binary, 7 bytes]');
  assert.equal(kept()[0]?.response, '[image/png, 5000 bytes]');
});

void test('a body that is sent as it is read is told by its length and never read again', async () => {
  const { http, kept } = logOf(() => answer('', 'text/plain'));
  const body = { bytes: 12, stream: () => assert.fail('it was read') };
  await http({ method: 'POST', url: 'https://org.example/', headers: { 'content-type': 'text/plain' }, body });
  assert.equal(kept()[0]?.request, '[text/plain, 12 bytes]');
});

void test('bytes of a text type are read as text, however many there are', async () => {
  const body = new TextEncoder().encode(`name=${'è'.repeat(10_000)}`);
  const { http, kept } = logOf(() => answer('', 'text/plain'));
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await http({ method: 'POST', url: 'https://org.example/', headers, body });
  assert.equal(kept()[0]?.request, `name=${'è'.repeat(EXCERPT - 5)}…`);
  assert.equal(kept()[0]?.response, undefined);
});

void test('of many exchanges the last ones are kept', async () => {
  const { http, kept } = logOf(() => answer('', 'text/plain'));
  for (let count = 0; count < 9; count++) await http({ method: 'GET', url: `https://org.example/${count}` });
  assert.deepEqual(
    kept().map(({ url }) => url.at(-1)),
    ['4', '5', '6', '7', '8'],
  );
  assert.equal(kept().length, KEPT_EXCHANGES);
});
