import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, CREDENTIALS, GIULIA, INTEGRATION, assertionOf, connect, makeKeys } from './test-app.ts';
import { startTestOrg, type TestOrg } from './test-org.ts';

const BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LIMITS = '/services/data/v68.0/limits';

type Words = Record<string, string>;

const refreshed = async (org: TestOrg, token: string, client: Words = CREDENTIALS) =>
  (await org.token({ grant_type: 'refresh_token', refresh_token: token, ...client })).body as Words;
const asApp = async (org: TestOrg) =>
  (await org.token({ grant_type: 'client_credentials', ...CREDENTIALS })).body as Words;

test('an assertion gives a session to a user whom an admin approved', async (context) => {
  const { certificate, privateKey } = makeKeys();
  const org = await startTestOrg(context, { clients: [{ ...APP, certificate, preauthorizedUsers: [GIULIA] }] });
  const seconds = Math.floor(Date.now() / 1000) + 180;
  const good = { iss: 'app', sub: GIULIA, aud: 'https://login.salesforce.com', exp: seconds };
  const ask = async (change: object, key = privateKey) =>
    (await org.token({ grant_type: BEARER, assertion: assertionOf({ ...good, ...change }, key) })).body as Words;
  const granted = await ask({});
  assert.equal('refresh_token' in granted, false);
  assert.equal(granted['scope'], 'api');
  assert.match(granted['id'] ?? '', new RegExp(`^${org.url}/id/${org.org.organizationId}/005`));
  assert.ok((await ask({ aud: `${org.url}/`, exp: seconds * 1000 }))['access_token'], 'as the CLI writes it');

  assert.equal((await ask({ aud: 'https://evil.example' }))['error_description'], 'audience is invalid');
  assert.equal((await ask({ exp: seconds - 900 }))['error_description'], 'invalid assertion');
  assert.equal((await ask({ exp: 'soon' }))['error_description'], 'invalid assertion');
  assert.equal((await ask({ iss: 'nobody' }))['error'], 'invalid_client_id');
  assert.equal((await ask({ sub: INTEGRATION }))['error_description'], "user hasn't approved this consumer");
  assert.equal((await ask({ sub: 'nobody' }))['error_description'], "user hasn't approved this consumer");
  assert.equal((await ask({}, makeKeys().privateKey))['error_description'], 'invalid assertion');
  const broken = await org.token({ grant_type: BEARER, assertion: 'a.b.c' });
  assert.equal((broken.body as Words)['error_description'], 'invalid assertion');
});

test('a user who consented once may be asserted from then on', async (context) => {
  const { certificate, privateKey } = makeKeys();
  const org = await startTestOrg(context, { clients: [{ ...APP, certificate }] });
  const claims = { iss: 'app', sub: GIULIA, aud: org.url, exp: Date.now() + 60_000 };
  const ask = () => org.token({ grant_type: BEARER, assertion: assertionOf(claims, privateKey) });
  assert.equal((await ask()).status, 400);
  await connect(org);
  assert.equal((await ask()).status, 200);
});

test('client credentials act as the chosen user, on My Domain only', async (context) => {
  const org = await startTestOrg(context, { clients: [{ ...APP, runAs: GIULIA }] });
  const headers = { Authorization: `Bearer ${(await asApp(org))['access_token']}` };
  const info = await org.call('GET', '/services/oauth2/userinfo', undefined, headers);
  assert.equal((info.body as Words)['preferred_username'], GIULIA);
  org.org.clients.change('app', { runAs: null });
  assert.deepEqual(await asApp(org), {
    error: 'invalid_grant',
    error_description: 'no client credentials user enabled',
  });
  org.org.policies.changeOrg({ genericHost: true });
  assert.equal((await asApp(org))['error_description'], 'request not supported on this domain');
});

test('each setting of app, user and org that refuses a sign-in says so in its own words', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const { refresh_token: token = '' } = (await connect(org)).body as Words;
  const { clients, policies } = org.org;
  const cases: [() => void, string, string][] = [
    [() => clients.change('app', { flows: ['jwt_bearer'] }), 'unsupported_grant_type', 'grant type not supported'],
    [() => clients.change('app', { ipRestricted: true }), 'invalid_grant', 'ip restricted'],
    [
      () => clients.change('app', { notInstalled: true }),
      'invalid_client',
      'External client app is not installed in this org',
    ],
    [
      () => clients.change('app', { adminApprovedOnly: true }),
      'invalid_app_access',
      'user is not admin approved to access this app',
    ],
    [
      () => clients.change('app', { propagatingUntil: Date.now() + 600_000 }),
      'invalid_client_id',
      'client identifier invalid',
    ],
    [() => clients.change('app', { secret: 'rolled' }), 'invalid_client', 'invalid client credentials'],
    [() => policies.changeUser(GIULIA, { inactive: true }), 'inactive_user', 'user is inactive'],
    [() => policies.changeUser(GIULIA, { ipRestricted: true }), 'invalid_grant', 'ip restricted'],
    [() => policies.changeUser(GIULIA, { outsideLoginHours: true }), 'invalid_grant', 'authentication failure'],
    [() => policies.changeOrg({ locked: true }), 'inactive_org', 'organization is inactive'],
  ];
  for (const [plant, error, description] of cases) {
    plant();
    assert.deepEqual(await refreshed(org, token), { error, error_description: description });
    clients.clear();
    policies.clear();
  }
  assert.ok((await refreshed(org, token))['access_token'], 'and none of them is kept against the token');
});

test('settings that refuse data calls do so from the next call on', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const { policies } = org.org;
  const cases: [() => void, number, string][] = [
    [() => policies.changeOrg({ apiDisabled: true }), 403, 'API_DISABLED_FOR_ORG'],
    [() => policies.changeOrg({ locked: true }), 403, 'ORG_LOCKED'],
    [() => policies.changeUser(INTEGRATION, { apiDisabled: true }), 403, 'API_CURRENTLY_DISABLED'],
    [() => policies.changeUser(INTEGRATION, { ipRestricted: true }), 403, 'LOGIN_DURING_RESTRICTED_DOMAIN'],
    [() => policies.changeUser(INTEGRATION, { outsideLoginHours: true }), 403, 'LOGIN_DURING_RESTRICTED_TIME'],
    [() => policies.changeUser(INTEGRATION, { inactive: true }), 401, 'INVALID_SESSION_ID'],
  ];
  for (const [plant, status, errorCode] of cases) {
    plant();
    const reply = await org.call('GET', LIMITS);
    assert.deepEqual([reply.status, (reply.body as Words[])[0]?.['errorCode']], [status, errorCode]);
    policies.clear();
  }
  assert.equal((await org.call('GET', LIMITS)).status, 200);
  assert.equal((await org.call('GET', '/services/data')).status, 200);
});

test('the sixth grant of a user and app ends the oldest', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const tokens: string[] = [];
  for (let number = 0; number < 6; number++) {
    tokens.push(((await connect(org)).body as Words)['refresh_token'] ?? '');
  }
  const other = ((await connect(org, {}, INTEGRATION)).body as Words)['refresh_token'] ?? '';
  const errors = [];
  for (const token of [...tokens, other]) errors.push((await refreshed(org, token))['error'] ?? 'fine');
  assert.deepEqual(errors, ['invalid_grant', 'fine', 'fine', 'fine', 'fine', 'fine', 'fine']);
});

test('an app rotates where it is set up to, and a token works for its own app only', async (context) => {
  const org = await startTestOrg(context, {
    clients: [
      { ...APP, rotate: true },
      { ...APP, id: 'other' },
    ],
  });
  const { refresh_token: token = '' } = (await connect(org)).body as Words;
  const foreign = await refreshed(org, token, { client_id: 'other', client_secret: 'secret' });
  assert.equal(foreign['error_description'], 'expired access/refresh token');
  const { refresh_token: next } = await refreshed(org, token);
  assert.match(next ?? '', /^5Aep/);
  assert.equal((await refreshed(org, token))['error'], 'invalid_grant');
});

test('an app may leave its secret out where none is required, but not send a wrong one', async (context) => {
  const org = await startTestOrg(context, { clients: [{ ...APP, requireSecret: false }] });
  const { refresh_token: token = '' } = (await connect(org)).body as Words;
  assert.ok((await refreshed(org, token, { client_id: 'app' }))['access_token']);
  assert.equal((await refreshed(org, token, { client_id: 'app', client_secret: 'x' }))['error'], 'invalid_client');
});
