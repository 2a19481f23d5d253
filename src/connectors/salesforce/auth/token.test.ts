import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { Failure, type FailureCode } from '../../../base/failure.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { failureOf, KEY, lostReply, pretendOrg, tokenReply } from '../testing/pretend-org.ts';
import { renewSession } from './token.ts';

test('a refresh sends the form that Salesforce wants and stores what comes back', async () => {
  const org = pretendOrg({ token: () => tokenReply({ instance_url: 'https://moved.my.salesforce.com/' }) });
  const { session, adopted } = await renewSession(org.io(KEY), 'access-1');
  assert.deepEqual(session, {
    accessToken: 'access-2',
    instanceUrl: 'https://moved.my.salesforce.com',
    userId: '005xx0000000001AAA',
  });
  assert.equal(adopted, false);
  assert.equal(org.requests[0]?.url, 'https://acme.my.salesforce.com/services/oauth2/token');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(String(org.requests[0]?.body))), {
    grant_type: 'refresh_token',
    client_id: 'client',
    client_secret: 'client-secret',
    refresh_token: 'refresh-1',
  });
  assert.equal(org.config().accessToken, 'access-2');
  assert.equal(org.config().instanceUrl, 'https://moved.my.salesforce.com');
  assert.equal(org.config().refreshToken, 'refresh-1');
  assert.equal(org.config().userId, '005xx0000000001AAA');
});

test('many callers with the same dead token make one token request', async () => {
  const org = pretendOrg();
  const renewed = await Promise.all(Array.from({ length: 20 }, () => renewSession(org.io(KEY), 'access-1')));
  assert.equal(org.calls.length, 1);
  assert.ok(renewed.every(({ session }) => session.accessToken === 'access-2'));
  assert.equal(renewed.filter(({ adopted }) => adopted).length, 19);
});

test('a rotated refresh token is stored together with the access token', async () => {
  const org = pretendOrg({
    token: (request, number) => {
      assert.match(String(request.body), new RegExp(`refresh_token=refresh-${number}`));
      return tokenReply({ access_token: `access-${number + 1}`, refresh_token: `refresh-${number + 1}` });
    },
  });
  await renewSession(org.io(KEY), 'access-1');
  assert.equal(org.config().refreshToken, 'refresh-2');
  await renewSession(org.io(KEY), 'access-2');
  assert.equal(org.config().refreshToken, 'refresh-3');
});

test('a token that could not be stored is not used', async () => {
  const org = pretendOrg({
    token: () => tokenReply({ refresh_token: 'refresh-2' }),
    beforeStore: () => {
      throw new Error('disk full');
    },
  });
  await assert.rejects(renewSession(org.io(KEY), 'access-1'), /disk full/);
  assert.deepEqual(org.calls, ['POST /services/oauth2/token']);
});

test('client credentials ask on My Domain and need no refresh token', async () => {
  const org = pretendOrg({ config: { grant: 'client_credentials', refreshToken: '' } });
  await renewSession(org.io(KEY), 'access-1');
  assert.match(String(org.requests[0]?.body), /^grant_type=client_credentials&client_id=client&client_secret=/);
});

for (const loginUrl of ['https://login.salesforce.com', 'https://test.salesforce.com/', '']) {
  test(`client credentials on "${loginUrl}" are refused before anything is sent`, async () => {
    const org = pretendOrg({ config: { grant: 'client_credentials', loginUrl } });
    const failure = await failureOf(renewSession(org.io(KEY), 'access-1'));
    assert.equal(failure.code, 'auth');
    assert.match(failure.message, /My Domain/);
    assert.deepEqual(org.calls, []);
  });
}

test('a missing refresh token or consumer secret is said in words', async () => {
  const without = pretendOrg({ config: { refreshToken: '' } });
  assert.match((await failureOf(renewSession(without.io(KEY), 'access-1'))).message, /connect the org with/i);
  const secretless = pretendOrg({ config: { grant: 'client_credentials', clientSecret: '' } });
  assert.match((await failureOf(renewSession(secretless.io(KEY), 'access-1'))).message, /Consumer Secret/);
});

const oauth = (error: string, error_description = '', status = 400): Reply => ({
  status,
  body: { error, error_description },
});

const ANSWERS: [name: string, reply: Reply, code: FailureCode, words: RegExp][] = [
  ['a revoked refresh token', oauth('invalid_grant', 'expired access/refresh token'), 'auth', /Connect the org again/],
  ['a missing Run As user', oauth('invalid_grant', 'no client credentials user enabled'), 'auth', /Run As/],
  ['the wrong domain', oauth('invalid_grant', 'request not supported on this domain'), 'auth', /My Domain/],
  ['an IP policy', oauth('invalid_grant', 'ip restricted'), 'auth', /IP Relaxation/],
  ['a login policy', oauth('invalid_grant', 'authentication failure'), 'auth', /Login History/],
  ['an inactive user, old wording', oauth('invalid_grant', 'inactive user'), 'auth', /Setup > Users/],
  ['an inactive user', oauth('inactive_user', 'user is inactive', 403), 'auth', /Setup > Users/],
  ['an inactive org', oauth('inactive_org', 'organization is inactive'), 'auth', /org is locked/],
  ['an unknown refusal of the grant', oauth('invalid_grant', 'concessione scaduta'), 'auth', /Connect the org again/],
  ['an unknown key', oauth('invalid_client_id', 'client identifier invalid'), 'auth', /Consumer Key/],
  ['a wrong secret', oauth('invalid_client', 'invalid client credentials'), 'auth', /Consumer Secret/],
  ['an app elsewhere', oauth('invalid_client', 'External client app is not installed in this org'), 'auth', /Install/],
  ['a user without the app', oauth('invalid_app_access', 'user is not admin approved'), 'auth', /Permitted Users/],
  ['a flow that is off', oauth('unsupported_grant_type', 'grant type not supported'), 'auth', /Flow Enablement/],
  ['a code that was used', oauth('invalid_grant', 'expired authorization code'), 'auth', /used before/],
  ['a code that is none', oauth('invalid_grant', 'invalid authorization code'), 'auth', /Begin the connection again/],
  ['a code of another attempt', oauth('invalid_grant', 'invalid code verifier'), 'auth', /newest link/],
  ['a user nobody approved', oauth('invalid_grant', "user hasn't approved this consumer"), 'auth', /pre-authorized/],
  ['a wrong audience', oauth('invalid_grant', 'audience is invalid'), 'auth', /test\.salesforce\.com for a sandbox/],
  [
    'a wrong audience, newer words',
    oauth('invalid_grant', 'Audience validation failed'),
    'auth',
    /another kind of org/,
  ],
  ['a bad signature', oauth('invalid_grant', 'invalid assertion'), 'auth', /clock of this machine/],
  ['an app that nobody installed', oauth('OAUTH_APPROVAL_ERROR_GENERIC'), 'auth', /Connected Apps OAuth Usage/],
  ['a browser flow that is off', oauth('unsupported_response_type'), 'auth', /authorization code flow/],
  ['another callback', oauth('redirect_uri_mismatch', 'redirect_uri must match'), 'auth', /byte by byte/],
  ['a refused consent', oauth('access_denied', 'end-user denied authorization'), 'auth', /choose Allow/],
  ['a missing parameter', oauth('invalid_request', 'missing required parameter: code'), 'auth', /incomplete/],
  ['a missing scope', oauth('invalid_scope', 'the requested scope is not allowed'), 'auth', /"api"/],
  ['too many sign-ins', oauth('invalid_grant', 'login rate exceeded'), 'rate_limited', /sign-ins/],
  ['a parallel request', oauth('invalid_grant', 'token request is already being processed'), 'unavailable', /just now/],
  ['a passing trouble', oauth('unknown_error', 'retry your request'), 'unavailable', /just now/],
  ['an error that nobody knows', oauth('brand_new_error', 'x'), 'unavailable', /brand_new_error/],
  ['a 500 with JSON', oauth('unknown_error', 'x', 500), 'unavailable', /500/],
  ['a web page of a gateway', { status: 502, body: '<html>' }, 'unavailable', /502/],
  ['a web page with 200', { status: 200, body: '<html>' }, 'unavailable', /200/],
  ['a web page with 400', { status: 400, body: '<html>' }, 'unavailable', /400/],
  ['a token without an instance', tokenReply({ instance_url: '' }), 'unavailable', /without a usable token/],
  ['a 429', { status: 429, headers: { 'retry-after': '9' }, body: '' }, 'rate_limited', /limits/],
  ['a lost answer', lostReply(), 'unavailable', /no answer/],
];

for (const [name, reply, code, words] of ANSWERS) {
  test(`${name} at the token endpoint is ${code}, in words, and stores nothing`, async () => {
    const org = pretendOrg({ token: () => reply });
    const before = org.config();
    const failure = await failureOf(renewSession(org.io(KEY), 'access-1'));
    assert.equal(failure.code, code);
    assert.match(failure.message, words);
    assert.equal(org.config(), before);
    assert.doesNotMatch(JSON.stringify(failure.data), /client-secret|refresh-1|access-1/);
  });
}

test('what another client was refreshing is read again, and asked for once more', async () => {
  const busy = oauth('invalid_grant', 'token request is already being processed');
  const org = pretendOrg({ token: (_request, number) => (number === 1 ? busy : tokenReply()) });
  assert.equal((await renewSession(org.io(KEY), 'access-1')).session.accessToken, 'access-2');
  assert.equal(org.calls.length, 2);
});

test('a token of another org is refused with both names, and nothing is stored', async () => {
  const org = pretendOrg({
    config: { organizationId: '00D000000000009EAA', orgName: 'Acme S.p.A.' },
    token: () => tokenReply({ refresh_token: 'refresh-2' }),
  });
  const before = org.config();
  const failure = await failureOf(renewSession(org.io(KEY), 'access-1'));
  assert.equal(failure.code, 'auth');
  assert.match(
    failure.message,
    /leads to the org 00Dxx0000000001AAA, but .* for the org "Acme S\.p\.A\." \(00D000000000009EAA\)/,
  );
  assert.equal(org.config(), before);
});

test('the first sign-in pins the org, in either length of its id', async () => {
  const org = pretendOrg();
  await renewSession(org.io(KEY), 'access-1');
  assert.equal(org.config().organizationId, '00Dxx0000000001AAA');
  assert.equal(org.config().refreshedAt, org.clock.now);
  const short = pretendOrg({ config: { organizationId: '00Dxx0000000001' } });
  assert.equal((await renewSession(short.io(KEY), 'access-1')).session.accessToken, 'access-2');
});

test('a certificate signs in its user with an assertion of three minutes', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const org = pretendOrg({ config: { grant: 'jwt_bearer', username: 'ada@acme.example', privateKey: pem } });
  await renewSession(org.io(KEY), 'access-1');
  const form = new URLSearchParams(String(org.requests[0]?.body));
  assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')));
  assert.deepEqual(JSON.parse(Buffer.from(claims, 'base64url').toString()), {
    iss: 'client',
    sub: 'ada@acme.example',
    aud: 'https://acme.my.salesforce.com',
    exp: Math.floor(org.clock.now / 1000) + 180,
  });
});

for (const [missing, config, words] of [
  ['certificate', { username: 'ada@acme.example' }, /certificate NAME/],
  ['username', { privateKey: 'pem' }, /enter the username/],
  ['readable key', { username: 'ada@acme.example', privateKey: 'pem' }, /cannot be read/],
] as const) {
  test(`a sign-in by certificate without a ${missing} says so before anything is sent`, async () => {
    const org = pretendOrg({ config: { grant: 'jwt_bearer', ...config } });
    const failure = await failureOf(renewSession(org.io(KEY), 'access-1'));
    assert.equal(failure.code, 'auth');
    assert.match(failure.message, words);
    assert.deepEqual(org.calls, []);
  });
}

test('the wait that the token endpoint asks for is passed on', async () => {
  const limited = pretendOrg({ token: () => ({ status: 429, headers: { 'retry-after': '9' }, body: '' }) });
  assert.equal((await failureOf(renewSession(limited.io(KEY), 'access-1'))).data.retryAfterMs, 9000);
  const rate = pretendOrg({ token: () => oauth('invalid_grant', 'login rate exceeded') });
  assert.equal((await failureOf(renewSession(rate.io(KEY), 'access-1'))).data.retryAfterMs, 900_000);
});

test('a failure of our own way out stays what it is', async () => {
  const gone = new Failure({ code: 'unavailable', message: 'Port refused.' });
  const org = pretendOrg({ token: () => ({ fails: gone }) });
  assert.equal(await failureOf(renewSession(org.io(KEY), 'access-1')), gone);
});
