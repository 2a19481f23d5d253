import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { answerErrors } from './errors.ts';
import { isLoopback, keepLocal } from './local-only.ts';

const app = Fastify();
answerErrors(app);
keepLocal(app);
app.route({ method: ['GET', 'POST'], url: '/x', handler: async () => 'done' });

type Case = { method: 'GET' | 'POST'; host: string; origin?: string; status: number };

const CASES: Case[] = [
  { method: 'GET', host: 'localhost:3000', status: 200 },
  { method: 'GET', host: '127.0.0.1:3000', status: 200 },
  { method: 'GET', host: '[::1]:3000', status: 200 },
  { method: 'GET', host: 'localhost.evil.example', status: 403 },
  { method: 'GET', host: 'flows.example.com', status: 403 },
  { method: 'POST', host: 'localhost:3000', status: 200 },
  { method: 'POST', host: 'localhost:3000', origin: 'http://localhost:3000', status: 200 },
  { method: 'POST', host: 'localhost:3000', origin: 'http://localhost:4000', status: 403 },
  { method: 'POST', host: 'localhost:3000', origin: 'https://evil.example', status: 403 },
  { method: 'POST', host: 'localhost:3000', origin: 'null', status: 403 },
];

for (const { method, host, origin, status } of CASES) {
  void test(`${method} addressed to ${host}${origin ? ` from a page of ${origin}` : ''} is answered ${status}`, async () => {
    const response = await app.inject({ method, url: '/x', headers: { host, ...(origin ? { origin } : {}) } });
    assert.equal(response.statusCode, status);
  });
}

void test('only addresses of this machine are loopback', () => {
  assert.deepEqual(['localhost', '127.0.0.1', '127.0.1.1', '::1'].map(isLoopback), [true, true, true, true]);
  assert.deepEqual(['0.0.0.0', '::', '192.168.0.1', 'example.com'].map(isLoopback), [false, false, false, false]);
});

const FETCHES = [
  { site: 'same-origin', mode: 'cors', status: 200 },
  { site: 'none', mode: 'navigate', status: 200 },
  { site: 'cross-site', mode: 'navigate', status: 200 },
  { site: 'cross-site', mode: 'no-cors', status: 403 },
  { site: 'same-site', mode: 'cors', status: 403 },
];

for (const { site, mode, status } of FETCHES) {
  void test(`GET sent ${site} to ${mode} is answered ${status}`, async () => {
    const headers = { host: 'localhost:3000', 'sec-fetch-site': site, 'sec-fetch-mode': mode };
    assert.equal((await app.inject({ url: '/x', headers })).statusCode, status);
  });
}

const AWAY: [what: string, request: { remoteAddress?: string; headers?: Record<string, string> }][] = [
  ['from another machine that calls us localhost', { remoteAddress: '192.168.0.7' }],
  ['from another machine by IPv6', { remoteAddress: '2001:db8::7' }],
  ['through a proxy on this machine', { headers: { 'x-forwarded-for': '203.0.113.9' } }],
  ['through a proxy that says so the standard way', { headers: { forwarded: 'for=203.0.113.9' } }],
];

for (const [what, { headers, ...request }] of AWAY) {
  void test(`a request ${what} is refused`, async () => {
    const response = await app.inject({ url: '/x', ...request, headers: { host: 'localhost:3000', ...headers } });
    assert.equal(response.statusCode, 403);
  });
}

void test('a request over IPv4 to a socket of both kinds is of this machine', async () => {
  const request = { url: '/x', remoteAddress: '::ffff:127.0.0.1', headers: { host: 'localhost:3000' } };
  assert.equal((await app.inject(request)).statusCode, 200);
});
