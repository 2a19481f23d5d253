import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openApp, OWNER, PASSWORD, type AppWorld } from '../testing/app-world.ts';

const DAY_MS = 86_400_000;
const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? '';

const setupToken = async ({ signIn }: AppWorld): Promise<string> => tokenOf((await signIn.setupLink())?.url ?? '');
const first = { name: 'Ada', email: OWNER, password: PASSWORD };

test('the set-up link makes one owner, once, who is then signed in', async (t) => {
  const world = await openApp(t);
  const browser = world.browser();
  assert.deepEqual((await browser.call('GET /api/auth/state')).json, { setUp: false });
  const token = await setupToken(world);
  const shown = await browser.call('POST /api/auth/link', { token });
  assert.deepEqual(
    [shown.status, shown.json['kind'], shown.json['role'], shown.json['by']],
    [200, 'setup', 'owner', undefined],
  );
  const made = await browser.call('POST /api/auth/link/use', { token, ...first });
  assert.equal(made.status, 200, made.text);
  assert.deepEqual((await browser.call('GET /api/v1/session')).json['email'], OWNER);
  const again = await world.browser().call('POST /api/auth/link/use', { token, ...first, email: 'eve@example.com' });
  assert.deepEqual([again.status, again.json['type']], [410, 'urn:rondine:problem:dead-link']);
  assert.equal(await world.signIn.setupLink(), undefined);
  assert.equal(((await browser.call('GET /api/auth/state')).json['user'] as { role: string }).role, 'owner');
});

test('of two who use the set-up link at the same time one becomes the owner', async (t) => {
  const world = await openApp(t);
  const token = await setupToken(world);
  const uses = ['ada@example.com', 'eve@example.com'].map((email) =>
    world.browser().call('POST /api/auth/link/use', { ...first, token, email }),
  );
  assert.deepEqual((await Promise.all(uses)).map(({ status }) => status).sort(), [200, 410]);
  assert.equal((await world.signIn.people.list()).people.length, 1);
});

test('a set-up link that is wrong, older than a day, or followed by another makes nobody an owner', async (t) => {
  const world = await openApp(t);
  const use = async (token: string) =>
    (await world.browser().call('POST /api/auth/link/use', { ...first, token })).status;
  const former = await setupToken(world);
  const token = await setupToken(world);
  assert.equal(await use('x'.repeat(43)), 410);
  assert.equal(await use(former), 410);
  world.clock.at += DAY_MS;
  assert.equal(await use(token), 410);
  assert.equal(await world.signIn.people.hasOwner(), false);
});

test('a password that is too short or is guessed at once uses up no link', async (t) => {
  const world = await openApp(t);
  const token = await setupToken(world);
  for (const password of ['short', 'aaaaaaaaaaaaa', OWNER, 'x'.repeat(129)]) {
    const { status, json } = await world.browser().call('POST /api/auth/link/use', { ...first, token, password });
    assert.deepEqual([status, json['type']], [422, 'urn:rondine:problem:weak-password'], password);
  }
  assert.equal((await world.browser().call('POST /api/auth/link/use', { ...first, token })).status, 200);
});

test('nothing that is kept opens a link, a token or a session by itself', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  await owner.call('POST /api/v1/people/invitations', { email: 'eve@example.com', role: 'viewer' });
  const { token } = await world.token(owner, ['flows:read']);
  const file = join(world.folder, 'sign-in.db');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { invitations } = await world.signIn.people.list();
  assert.equal((await world.browser().call('POST /api/auth/link', { token: invitations[0]?.id })).status, 410);
  const list = await owner.call('GET /api/v1/tokens');
  assert.ok(!list.text.includes(token));
});

test('signing in begins a new session and ends the one that the browser had', async (t) => {
  const world = await openApp(t);
  const browser = await world.owner();
  const before = new Map(browser.cookies);
  const { status } = await browser.call('POST /api/auth/sign-in/email', {
    email: OWNER.toUpperCase(),
    password: PASSWORD,
  });
  assert.equal(status, 200);
  assert.notDeepEqual([...browser.cookies], [...before]);
  const former = world.browser();
  for (const [name, value] of before) former.cookies.set(name, value);
  assert.equal((await former.call('GET /api/v1/session')).status, 401);
  assert.equal((await browser.call('GET /api/v1/session')).status, 200);
});

test('a session that somebody else made up, changed or let expire is none', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const [name = '', value = ''] = [...owner.cookies][0] ?? [];
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');
  for (const forged of [
    token,
    `${token}.${'A'.repeat(signature.length)}`,
    `fixed.${signature}`,
    `${token}x.${signature}`,
  ]) {
    const eve = world.browser();
    eve.cookies.set(name, encodeURIComponent(forged));
    assert.equal((await eve.call('GET /api/v1/session')).status, 401, forged);
  }
  const { db } = await openDatabase(world);
  await db
    .updateTable('session')
    .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
    .execute();
  assert.equal((await owner.call('GET /api/v1/session')).status, 401);
});

test('a session that is used lives on: the cookie is set anew', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  assert.deepEqual((await owner.call('GET /api/v1/session')).setCookies, []);
  const { db } = await openDatabase(world);
  const soon = new Date(Date.now() + 20 * DAY_MS).toISOString();
  await db.updateTable('session').set({ expiresAt: soon }).execute();
  const { setCookies } = await owner.call('GET /api/v1/session');
  assert.match(setCookies.join(), /rondine\.session_token=.*Max-Age=2592000/i);
  const { expiresAt } = await db.selectFrom('session').select('expiresAt').executeTakeFirstOrThrow();
  assert.ok(new Date(expiresAt).getTime() > Date.now() + 29 * DAY_MS);
});

test('signing out ends the session, and signing out everywhere each of them', async (t) => {
  const world = await openApp(t);
  const [desk, phone, tablet] = [await world.owner(), world.browser(), world.browser()];
  for (const each of [phone, tablet])
    await each.call('POST /api/auth/sign-in/email', { email: OWNER, password: PASSWORD });
  const kept = new Map(desk.cookies);
  assert.equal((await desk.call('POST /api/auth/sign-out')).status, 204);
  assert.equal(desk.cookies.size, 0);
  for (const [name, value] of kept) desk.cookies.set(name, value);
  assert.equal((await desk.call('GET /api/v1/session')).status, 401);
  assert.equal((await phone.call('POST /api/auth/sign-out-everywhere')).status, 204);
  assert.equal((await tablet.call('GET /api/v1/session')).status, 401);
});

test('a changed password ends the other sessions; the old one has to be right', async (t) => {
  const world = await openApp(t);
  const [desk, phone] = [await world.owner(), world.browser()];
  await phone.call('POST /api/auth/sign-in/email', { email: OWNER, password: PASSWORD });
  const change = (currentPassword: string) =>
    desk.call('POST /api/auth/change-password', { currentPassword, newPassword: 'another long password' });
  assert.equal((await change('not this one')).status, 401);
  assert.equal((await change(PASSWORD)).status, 200);
  assert.equal((await desk.call('GET /api/v1/session')).status, 200);
  assert.equal((await phone.call('GET /api/v1/session')).status, 401);
  assert.equal((await phone.call('POST /api/auth/sign-in/email', { email: OWNER, password: PASSWORD })).status, 401);
});

test('a link to set a new password works once, and ends all sessions', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const editor = await world.person(owner, 'editor');
  const id = String((await editor.call('GET /api/v1/session')).json['id']);
  const { json } = await owner.call(`POST /api/v1/people/${id}/reset`);
  assert.match(String(json['url']), /^http:\/\/localhost:\d+\/reset\?token=/);
  const token = tokenOf(String(json['url']));
  const fresh = world.browser();
  const use = () => fresh.call('POST /api/auth/link/use', { token, password: 'quite another password' });
  assert.equal((await use()).status, 200);
  assert.equal((await editor.call('GET /api/v1/session')).status, 401);
  assert.equal((await fresh.call('GET /api/v1/session')).json['role'], 'editor');
  assert.equal((await use()).status, 410);
});

test('who has a role acts by it at once when it changes, and not at all when removed', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const admin = await world.person(owner, 'admin');
  const id = String((await admin.call('GET /api/v1/session')).json['id']);
  const invite = async () =>
    (await admin.call('POST /api/v1/people/invitations', { email: 'eve@example.com', role: 'viewer' })).status;
  assert.equal(await invite(), 201);
  const { token } = await world.token(admin, ['people:write']);
  const byToken = async () =>
    (await world.browser().call('GET /api/v1/session', undefined, { authorization: `Bearer ${token}` })).json['scopes'];
  assert.deepEqual(await byToken(), ['people:write']);
  assert.equal((await owner.call(`PATCH /api/v1/people/${id}`, { role: 'viewer' })).status, 200);
  assert.equal(await invite(), 403);
  assert.deepEqual(await byToken(), []);
  assert.equal((await owner.call(`DELETE /api/v1/people/${id}`)).status, 204);
  assert.equal((await admin.call('GET /api/v1/session')).status, 401);
  assert.equal(await byToken(), undefined);
});

test('an admin reaches no owner, and the last owner stays', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const admin = await world.person(owner, 'admin');
  const ownerId = String((await owner.call('GET /api/v1/session')).json['id']);
  const adminId = String((await admin.call('GET /api/v1/session')).json['id']);
  for (const [call, body] of [
    [`PATCH /api/v1/people/${ownerId}`, { role: 'viewer' }],
    [`PATCH /api/v1/people/${adminId}`, { role: 'owner' }],
    [`DELETE /api/v1/people/${ownerId}`, undefined],
    [`POST /api/v1/people/${ownerId}/reset`, undefined],
    ['POST /api/v1/people/invitations', { email: 'eve@example.com', role: 'owner' }],
  ] as const)
    assert.equal((await admin.call(call, body)).status, 403, call);
  assert.equal((await owner.call(`PATCH /api/v1/people/${ownerId}`, { role: 'admin' })).status, 409);
  assert.equal((await owner.call(`DELETE /api/v1/people/${ownerId}`)).status, 409);
});

test('of two owners who demote each other at the same time one stays', async (t) => {
  const world = await openApp(t);
  const ada = await world.owner();
  const eve = await world.person(ada, 'owner', 'eve@example.com');
  const idOf = async (browser: typeof ada) => String((await browser.call('GET /api/v1/session')).json['id']);
  const [adaId, eveId] = [await idOf(ada), await idOf(eve)];
  await Promise.all([
    ada.call(`PATCH /api/v1/people/${eveId}`, { role: 'viewer' }),
    eve.call(`PATCH /api/v1/people/${adaId}`, { role: 'viewer' }),
  ]);
  const { people } = await world.signIn.people.list();
  assert.equal(people.filter(({ role }) => role === 'owner').length, 1);
});

test('a token may what it was made for, until it expires or is revoked, and asks for no cookie', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const editor = await world.person(owner, 'editor');
  assert.equal((await editor.call('POST /api/v1/tokens', { name: 'x', scopes: ['people:write'] })).status, 403);
  const { token, id } = await world.token(editor, ['flows:read'], { expiresAt: world.clock.at + 1000 });
  assert.match(token, /^rnd_[\w-]{43}$/);
  const as = (text: string) => ({ authorization: `Bearer ${text}`, origin: 'https://elsewhere.example' });
  const ask = async (named: string, text = token) => (await world.browser().call(named, {}, as(text))).status;
  assert.equal(await ask('GET /api/v1/session'), 200);
  assert.equal(await ask('GET /api/v1/people'), 403);
  assert.equal(await ask('POST /api/v1/people/invitations'), 403);
  assert.equal(await ask('GET /api/v1/session', `${token.slice(0, -1)}_`), 401);
  assert.equal((await editor.call('GET /api/v1/session', undefined, { authorization: 'Bearer rnd_x' })).status, 401);
  world.clock.at += 1000;
  assert.equal(await ask('GET /api/v1/session'), 401);
  const lasting = await world.token(editor, ['flows:read']);
  assert.equal(await ask('GET /api/v1/session', lasting.token), 200);
  assert.equal((await editor.call(`DELETE /api/v1/tokens/${id}`)).status, 204);
  assert.equal((await owner.call(`DELETE /api/v1/tokens/${lasting.id}`)).status, 204);
  assert.equal(await ask('GET /api/v1/session', lasting.token), 401);
});

test('an invitation is for its address and role, is good once, and can be withdrawn', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const invite = async (email: string) =>
    tokenOf(String((await owner.call('POST /api/v1/people/invitations', { email, role: 'viewer' })).json['url']));
  const use = (token: string) =>
    world
      .browser()
      .call('POST /api/auth/link/use', { token, name: 'Eve', email: 'other@example.com', password: PASSWORD });
  const former = await invite('eve@example.com');
  const token = await invite('Eve@example.com');
  assert.equal((await use(former)).status, 410);
  const came = await use(token);
  assert.deepEqual((came.json['user'] as { email: string; role: string }).email, 'eve@example.com');
  assert.equal((await use(token)).status, 410);
  assert.equal(
    (await owner.call('POST /api/v1/people/invitations', { email: 'eve@example.com', role: 'admin' })).status,
    409,
  );
  const withdrawn = await invite('bob@example.com');
  const { invitations } = (await owner.call('GET /api/v1/people')).json as { invitations: { id: string }[] };
  assert.equal((await owner.call(`DELETE /api/v1/people/invitations/${invitations[0]?.id}`)).status, 204);
  assert.equal((await use(withdrawn)).status, 410);
});

test('of better-auth nothing answers but what is listed: nobody signs up, nobody makes themselves an admin', async (t) => {
  const world = await openApp(t);
  const owner = await world.owner();
  const body = { name: 'Eve', email: 'eve@example.com', password: PASSWORD, role: 'owner' };
  for (const path of [
    'sign-up/email',
    'update-user',
    'request-password-reset',
    'reset-password',
    'delete-user',
    'list-sessions',
  ])
    assert.equal((await owner.call(`POST /api/auth/${path}`, body)).status, 404, path);
});

async function openDatabase(world: AppWorld) {
  const { openSignInDatabase } = await import('./database.ts');
  return openSignInDatabase({ folder: world.folder });
}
