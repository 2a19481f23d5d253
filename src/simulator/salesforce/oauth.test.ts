import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { errorOf, startTestOrg } from './test-org.ts';

const APP = { client_id: 'app', client_secret: 'secret' };
const REFRESH = { grant_type: 'refresh_token', refresh_token: '5Aep-demo-refresh', ...APP };

test('a refresh token gives a session with the members that Salesforce documents', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.token(REFRESH);
  assert.equal(reply.status, 200);
  const body = reply.body as Record<string, string>;
  assert.match(body['access_token'] ?? '', /^00D\w{12}![.\w]+$/);
  assert.equal(body['instance_url'], org.url);
  assert.equal(body['id'], `${org.url}/id/${org.org.organizationId}/${org.org.userId}`);
  assert.match(body['issued_at'] ?? '', /^\d{13}$/);
  assert.equal(body['token_type'], 'Bearer');
  assert.equal('expires_in' in body, false);
  assert.equal('refresh_token' in body, false);
  const signed = createHmac('sha256', 'secret').update(`${body['id']}${body['issued_at']}`);
  assert.equal(body['signature'], signed.digest('base64'));
});

test('client credentials give a session, in the form or as HTTP Basic', async (context) => {
  const org = await startTestOrg(context, { clients: [{ id: 'app', secret: 'a:b' }] });
  const inForm = await org.token({ grant_type: 'client_credentials', client_id: 'app', client_secret: 'a:b' });
  assert.equal(inForm.status, 200);
  const Authorization = `Basic ${Buffer.from('app:a:b').toString('base64')}`;
  const basic = await org.token({ grant_type: 'client_credentials' }, { Authorization });
  assert.equal(basic.status, 200);
});

test('each mistake is answered with its own OAuth error', async (context) => {
  const org = await startTestOrg(context, { clients: [{ id: 'app', secret: 'secret' }] });
  const cases: [Record<string, string>, string, string][] = [
    [{ ...REFRESH, client_id: 'other' }, 'invalid_client_id', 'client identifier invalid'],
    [{ ...REFRESH, client_secret: 'wrong' }, 'invalid_client', 'invalid client credentials'],
    [{ ...REFRESH, refresh_token: 'unknown' }, 'invalid_grant', 'expired access/refresh token'],
    [{ ...REFRESH, grant_type: 'password' }, 'invalid_grant', 'authentication failure'],
    [{ ...REFRESH, grant_type: 'magic' }, 'unsupported_grant_type', 'grant type not supported'],
    [APP, 'invalid_request', 'missing required parameter: grant_type'],
    [{ grant_type: 'refresh_token', ...APP }, 'invalid_request', 'missing required parameter: refresh_token'],
  ];
  for (const [form, error, description] of cases) {
    const reply = await org.token(form);
    assert.equal(reply.status, 400);
    assert.deepEqual(reply.body, { error, error_description: description });
  }
  const get = await org.call('GET', '/services/oauth2/token');
  assert.deepEqual(get.body, { error: 'invalid_request', error_description: 'must use HTTP POST' });
});

test('rotation returns a new refresh token and kills the old one at once', async (context) => {
  const org = await startTestOrg(context, { rotateRefreshTokens: true, refreshTokens: ['first', 'other'] });
  const dead = await org.token({ ...REFRESH, refresh_token: 'first' });
  assert.equal((dead.body as { error: string }).error, 'invalid_grant');
  const first = (await org.token({ ...REFRESH, refresh_token: 'other' })).body as Record<string, string>;
  const second = await org.token({ ...REFRESH, refresh_token: first['refresh_token'] ?? '' });
  assert.equal(second.status, 200);
  assert.notEqual((second.body as Record<string, string>)['refresh_token'], first['refresh_token']);
});

test('with reuse detection a dead refresh token takes the whole grant with it', async (context) => {
  const org = await startTestOrg(context, { rotateRefreshTokens: true, detectReuse: true, refreshTokens: ['a', 'b'] });
  const { refresh_token: newest, access_token: session } = (await org.token({ ...REFRESH, refresh_token: 'b' }))
    .body as Record<string, string>;
  const headers = { Authorization: `Bearer ${session}` };
  assert.equal((await org.call('GET', '/services/data/v68.0/limits', undefined, headers)).status, 200);
  await org.token({ ...REFRESH, refresh_token: 'b' });
  assert.equal((await org.token({ ...REFRESH, refresh_token: newest ?? '' })).status, 400);
  assert.equal((await org.call('GET', '/services/data/v68.0/limits', undefined, headers)).status, 401);
  assert.equal((await org.call('GET', '/services/data/v68.0/limits')).status, 200);
});

test('a session ends after its length without a call, and each call extends it', async (context) => {
  let at = 1_000_000;
  const org = await startTestOrg(context, { sessionMs: 1000, now: () => at });
  at += 900;
  assert.equal((await org.call('GET', '/services/data/v68.0/limits')).status, 200);
  at += 900;
  assert.equal((await org.call('GET', '/services/data/v68.0/limits')).status, 200);
  at += 1001;
  const reply = await org.call('GET', '/services/data/v68.0/limits');
  assert.equal(reply.status, 401);
  assert.equal(reply.text, '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]');
});

test('a revoked session ends alone, a revoked refresh token takes its sessions along', async (context) => {
  const org = await startTestOrg(context);
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const revoke = (token: string) => org.call('POST', '/services/oauth2/revoke', `token=${token}`, form);
  assert.equal((await revoke('nobody')).status, 400);
  const { access_token: session } = (await org.token(REFRESH)).body as Record<string, string>;
  assert.equal((await revoke(session ?? '')).status, 200);
  const headers = { Authorization: `Bearer ${session}` };
  assert.equal((await org.call('GET', '/services/data/v68.0/limits', undefined, headers)).status, 401);
  assert.equal((await org.call('GET', '/services/data/v68.0/limits')).status, 200);
  assert.equal((await revoke('5Aep-demo-refresh')).status, 200);
  assert.equal((await org.token(REFRESH)).status, 400);
  assert.equal(errorOf(await org.call('GET', '/services/data/v68.0/limits')).errorCode, 'INVALID_SESSION_ID');
});

test('userinfo and the identity URL show the user, and refuse bad tokens in plain text', async (context) => {
  const org = await startTestOrg(context);
  const info = await org.call('GET', '/services/oauth2/userinfo');
  assert.equal((info.body as Record<string, string>)['user_id'], org.org.userId);
  assert.equal((info.body as Record<string, string>)['organization_id'], org.org.organizationId);
  const path = `/id/${org.org.organizationId}/${org.org.userId}`;
  const identity = (await org.call('GET', path)).body as { username: string; urls: { rest: string } };
  assert.match(identity.username, /@/);
  assert.match(identity.urls.rest, /\{version\}/);
  const bad = await org.call('GET', path, undefined, { Authorization: 'Bearer 00Dx!y' });
  assert.deepEqual([bad.status, bad.text], [403, 'Bad_OAuth_Token']);
  const missing = await org.call('GET', '/services/oauth2/userinfo', undefined, { Authorization: '' });
  assert.deepEqual([missing.status, missing.text], [403, 'Missing_OAuth_Token']);
});
