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
