import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, OWNER, PASSWORD } from '../testing/app-world.ts';

test('attempts are slowed down by account, whether there is one or not, and the wait is told in words', async (t) => {
  const world = await openApp(t);
  await world.owner();
  for (const email of [OWNER, 'nobody@example.com']) {
    const attempt = (password: string) => world.browser().call('POST /api/auth/sign-in/email', { email, password });
    const answers = await Promise.all(Array.from({ length: 9 }, async () => attempt('wrong password')));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429, 429, 429], email);
    const last = await attempt(PASSWORD);
    assert.equal(last.status, 429);
    assert.match(String(last.json['detail']), /Wait \d+ seconds?, then try again/);
    assert.match(String(last.headers['retry-after']), /^\d+$/);
  }
  assert.ok(world.log.some((line) => line.includes('sign-in refused') && line.includes(OWNER)));
  assert.ok(!world.log.some((line) => line.includes('wrong password') || line.includes(PASSWORD)));
});

test('an address that guesses for long waits too, whatever it guesses at', async (t) => {
  const { browser } = await openApp(t);
  const guess = (index: number) => browser().call('POST /api/auth/link', { token: `guess-${index}` });
  for (let index = 0; index < 30; index += 1) assert.equal((await guess(index)).status, 410);
  const refused = await guess(30);
  assert.deepEqual([refused.status, refused.json['type']], [429, 'urn:rondine:problem:too-many-attempts']);
  const signIn = await browser().call('POST /api/auth/sign-in/email', { email: OWNER, password: PASSWORD });
  assert.equal(signIn.status, 429);
  assert.ok(Number(signIn.json['waitMs']) > 0);
});

test('what goes well is not held against an address', async (t) => {
  const world = await openApp(t);
  const token = new URL((await world.signIn.setupLink())?.url ?? '').searchParams.get('token');
  for (let time = 0; time < 40; time += 1) {
    assert.equal((await world.browser().call('POST /api/auth/link', { token })).status, 200);
  }
});
