import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from './address.ts';
import type { HttpConfig } from './config.ts';

const at = (baseUrl: string | undefined, url: string) => addressOf({ ...(baseUrl && { baseUrl }) }, { url }).href;

const BELOW: [baseUrl: string, url: string, address: string][] = [
  ['https://api.example.com', '/orders', 'https://api.example.com/orders'],
  ['https://api.example.com/', 'orders', 'https://api.example.com/orders'],
  ['https://api.example.com/v2', '/orders?x=1', 'https://api.example.com/v2/orders?x=1'],
  ['https://api.example.com/v2/', '?x=1', 'https://api.example.com/v2?x=1'],
  ['https://api.example.com/v2', '/', 'https://api.example.com/v2/'],
  ['https://api.example.com/v2', '/a/../b', 'https://api.example.com/v2/b'],
  ['https://api.example.com/v2', '//evil.example/x', 'https://api.example.com/v2/evil.example/x'],
  ['https://api.example.com/v2', '\\\\evil.example\\x', 'https://api.example.com/v2/evil.example/x'],
  ['https://api.example.com/v2', 'items:batch', 'https://api.example.com/v2/items:batch'],
  ['https://api.example.com/v2', '@evil.example', 'https://api.example.com/v2/@evil.example'],
  ['https://api.example.com/v2', 'https://API.example.com:443/v2/x', 'https://api.example.com/v2/x'],
  ['https://api.example.com/v2', '/orders#part', 'https://api.example.com/v2/orders'],
];

for (const [baseUrl, url, address] of BELOW) {
  test(`"${url}" below ${baseUrl} is ${address}`, () => assert.equal(at(baseUrl, url), address));
}

const OUTSIDE = [
  'https://evil.example/v2/x',
  'http://api.example.com/v2/x',
  'https://api.example.com:8443/v2/x',
  'https://api.example.com/v1/x',
  'https://api.example.com/v20',
  'https://api.example.com@evil.example/v2/x',
  '/../v1/x',
  '/%2e%2e/v1/x',
  '..',
  '/..\\..\\x',
  'ftp://api.example.com/v2/x',
];

for (const url of OUTSIDE) {
  test(`"${url}" is outside of the base URL and denied`, () => {
    assert.throws(() => at('https://api.example.com/v2', url), { code: 'denied', message: /Nothing was sent/ });
  });
}

test('without a base URL only whole web addresses without credentials pass', () => {
  assert.equal(at(undefined, ' https://example.com '), 'https://example.com/');
  for (const url of ['/orders', 'example.com', '//example.com', 'http:example.com', 'https://', 'http://a b/']) {
    assert.throws(() => at(undefined, url), { code: 'invalid' }, url);
  }
  for (const url of ['ftp://example.com', 'file:///etc/passwd', 'https://me@example.com', 'https://:pw@example.com']) {
    assert.throws(() => at(undefined, url), { code: 'denied' }, url);
  }
});

test('the query is added, encoded, to what the URL has; lists repeat their name and null is left out', () => {
  const query = { name: 'perché & co', tag: ['a', 'b'], page: 2, all: false, gone: null };
  assert.equal(
    addressOf({}, { url: 'https://example.com/x?y=1', query }).href,
    'https://example.com/x?y=1&name=perch%C3%A9+%26+co&tag=a&tag=b&page=2&all=false',
  );
});

test('an API key for the query is put there, in the place of what a step may have written', () => {
  const config: HttpConfig = { baseUrl: 'https://example.com', apiKey: 'k e y', apiKeyQuery: 'appid' };
  assert.equal(addressOf(config, { url: '/x?appid=mine' }).href, 'https://example.com/x?appid=k+e+y');
});
