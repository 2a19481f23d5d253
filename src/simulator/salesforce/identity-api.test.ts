import assert from 'node:assert/strict';
import { createPublicKey, verify, type webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { APP, CREDENTIALS, GIULIA, connect } from './test-app.ts';
import { startTestOrg } from './test-org.ts';

type Words = Record<string, string>;
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

test('introspection tells when a token ends, and that an unknown one is dead', async (context) => {
  let at = 1_800_000_000_000;
  const org = await startTestOrg(context, { clients: [APP], sessionMs: 60_000, now: () => at });
  const tokens = (await connect(org)).body as Words;
  const look = async (token: string) => {
    const body = new URLSearchParams({ token, ...CREDENTIALS }).toString();
    return (await org.call('POST', '/services/oauth2/introspect', body, FORM)).body as Record<string, unknown>;
  };
  assert.deepEqual(await look(tokens['access_token'] ?? ''), {
    active: true,
    scope: 'api refresh_token',
    client_id: 'app',
    username: GIULIA,
    sub: tokens['id'],
    token_type: 'access_token',
    exp: 1_800_000_060,
    iat: 1_800_000_000,
    nbf: 1_800_000_000,
  });
  assert.equal((await look(tokens['refresh_token'] ?? ''))['active'], true);
  assert.deepEqual(await look('nonsense'), { active: false });
  at += 60_001;
  assert.deepEqual(await look(tokens['access_token'] ?? ''), { active: false });
  const wrong = await org.call('POST', '/services/oauth2/introspect', 'token=x&client_id=app&client_secret=no', FORM);
  assert.equal((wrong.body as Words)['error'], 'invalid_client');
});

test('a token ends after its life however much it is used, where the org says so', async (context) => {
  let at = 1_800_000_000_000;
  const org = await startTestOrg(context, { tokenLifeMs: 1000, now: () => at });
  const statuses = [];
  for (const waitMs of [0, 900, 200]) {
    at += waitMs;
    statuses.push((await org.call('GET', '/services/data/v68.0/limits')).status);
  }
  assert.deepEqual(statuses, [200, 200, 401]);
});

test('the identity URL belongs to one user of one org, and takes the token in its query too', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const tokens = (await connect(org)).body as Words;
  const path = (tokens['id'] ?? '').slice(org.url.length);
  const query = new URLSearchParams({ format: 'json', oauth_token: tokens['access_token'] ?? '' }).toString();
  const reply = await org.call('GET', `${path}?${query}`, undefined, { Authorization: '' });
  assert.equal((reply.body as Words)['username'], GIULIA);
  const [wrongUser, wrongOrg] = [
    await org.call('GET', path),
    await org.call('GET', '/id/00D000000000000AAA/005000000000000AAA'),
  ];
  assert.deepEqual([wrongUser.status, wrongUser.text], [403, 'Wrong_User']);
  assert.deepEqual([wrongOrg.status, wrongOrg.text], [403, 'Wrong_Org']);
});

test('two orgs differ in id, name and kind', async (context) => {
  const query = '/services/data/v68.0/query?q=SELECT+Id,Name,IsSandbox,OrganizationType+FROM+Organization';
  const shown = [];
  const kinds = [{}, { number: 2, name: 'Prova', kind: 'sandbox' as const }];
  for (const organization of kinds) {
    const org = await startTestOrg(context, { organization });
    const { records } = (await org.call('GET', query)).body as { records: Record<string, unknown>[] };
    assert.equal(records[0]?.['Id'], org.org.organizationId);
    shown.push([records[0]['Name'], records[0]['IsSandbox'], records[0]['OrganizationType']]);
  }
  assert.deepEqual(shown, [
    ['Rondine Demo', false, 'Developer Edition'],
    ['Prova', true, 'Enterprise Edition'],
  ]);
});

test('an OpenID token is signed by the keys that the org publishes', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const discovered = (await org.call('GET', '/.well-known/openid-configuration')).body as Words;
  const tokens = (await connect(org, { scope: 'api openid', nonce: 'n-1' })).body as Words;
  const [header = '', payload = '', signature = ''] = (tokens['id_token'] ?? '').split('.');
  const { keys } = (await (await fetch(discovered['jwks_uri'] ?? '')).json()) as { keys: webcrypto.JsonWebKey[] };
  assert.ok(keys[0]);
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const signed = Buffer.from(`${header}.${payload}`);
  assert.equal(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')), true);
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Words;
  assert.deepEqual([claims['aud'], claims['nonce'], claims['sub']], ['app', 'n-1', tokens['id']]);
});

test('a session is carried into the browser', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('GET', '/services/oauth2/singleaccess');
  const address = (reply.body as Words)['frontdoor_uri'] ?? '';
  const door = await fetch(address, { redirect: 'manual' });
  assert.deepEqual([door.status, door.headers.get('location')], [302, `${org.url}/`]);
  const without = await org.call('GET', '/services/oauth2/singleaccess', undefined, { Authorization: '' });
  assert.equal(without.status, 403);
});
