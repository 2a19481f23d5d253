import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, CREDENTIALS, GIULIA, PKCE, REQUEST, connect, open, submit, told } from './test-app.ts';
import { startTestOrg } from './test-org.ts';

const CLIENTS = { clients: [APP] };

test('a person signs in, consents, and the code becomes a session of that person', async (context) => {
  const org = await startTestOrg(context, { ...CLIENTS, language: 'it' });
  const asked = { ...REQUEST, code_challenge: PKCE.challenge, login_hint: GIULIA };
  const login = await open(org, { ...asked, prompt: 'login', display: 'popup' });
  assert.equal(login.status, 200);
  assert.match(login.text, /<html lang="it">[^]*<body class="popup">[^]*Nome utente[^]*value="giulia\.bianchi@/);
  const consent = await submit(org, { ...asked, username: GIULIA });
  assert.match(consent.text, /Consentire l’accesso\?[^]*Gestire i dati dell’utente tramite API/);
  const back = told(await submit(org, { ...asked, username: GIULIA, decision: 'allow' }));
  assert.match(back['code'] ?? '', /^aPrx.+==$/);
  assert.equal(back['state'], 'st&te');

  const exchange = {
    grant_type: 'authorization_code',
    code: back['code'] ?? '',
    redirect_uri: REQUEST.redirect_uri,
    code_verifier: PKCE.verifier,
    ...CREDENTIALS,
  };
  const granted = (await org.token(exchange)).body as Record<string, string>;
  assert.match(granted['refresh_token'] ?? '', /^5Aep/);
  assert.equal(granted['scope'], 'api refresh_token');
  const headers = { Authorization: `Bearer ${granted['access_token']}` };
  const info = await org.call('GET', '/services/oauth2/userinfo', undefined, headers);
  assert.equal((info.body as Record<string, string>)['preferred_username'], GIULIA);
  const lead = { LastName: 'Rossi', Company: 'C' };
  await org.call('POST', '/services/data/v68.0/sobjects/Lead', lead, headers);
  const [row] = org.org.store.list('Lead');
  assert.equal(row?.fields['CreatedById'], (info.body as Record<string, string>)['user_id']);

  const again = await org.token(exchange);
  assert.deepEqual(again.body, { error: 'invalid_grant', error_description: 'expired authorization code' });
});

test('who denies sends the app away', async (context) => {
  const org = await startTestOrg(context, CLIENTS);
  const reply = await submit(org, { ...REQUEST, username: GIULIA, decision: 'deny' });
  assert.equal(reply.status, 302);
  const refused = { error: 'access_denied', error_description: 'end-user denied authorization', state: 'st&te' };
  assert.deepEqual(told(reply), refused);
});

test('a mistake about the app or its callback is shown on a page and sent nowhere', async (context) => {
  const later = { ...APP, id: 'new', propagatingUntil: 9_000_000_000_000 };
  const foreign = { ...APP, id: 'foreign', notInstalled: true };
  const org = await startTestOrg(context, { clients: [APP, later, foreign] });
  const cases: [Record<string, string>, RegExp][] = [
    [{ client_id: 'nobody' }, /error=invalid_client_id&amp;error_description=client identifier invalid/],
    [{ client_id: 'new' }, /error=invalid_client_id/],
    [{ client_id: 'foreign' }, /error=OAUTH_APPROVAL_ERROR_GENERIC/],
    [{ redirect_uri: `${REQUEST.redirect_uri}/` }, /redirect_uri_mismatch.*redirect_uri must match configuration/],
    [{ redirect_uri: 'not a url' }, /redirect_uri_mismatch/],
  ];
  for (const [change, words] of cases) {
    const reply = await open(org, { ...REQUEST, ...change });
    assert.equal(reply.status, 400);
    assert.equal(reply.headers.get('location'), null);
    assert.match(reply.text, words);
  }
});

test('what else the app asks wrongly goes back to it', async (context) => {
  const strict = { ...APP, requirePkce: true, scopes: ['api', 'refresh_token'] };
  const closed = { ...APP, id: 'closed', flows: ['refresh_token' as const] };
  const org = await startTestOrg(context, { clients: [strict, closed] });
  const sent = async (change: Record<string, string>) => told(await open(org, { ...REQUEST, ...change }))['error'];
  const challenged = { code_challenge: PKCE.challenge };
  assert.equal(told(await open(org, REQUEST))['error_description'], 'missing required code challenge');
  assert.equal(await sent({ ...challenged, code_challenge_method: 'plain' }), 'invalid_request');
  assert.equal(await sent({ ...challenged, scope: 'api full' }), 'invalid_scope');
  assert.equal(await sent({ ...challenged, response_type: 'token' }), 'unsupported_response_type');
  assert.equal(await sent({ client_id: 'closed' }), 'unsupported_response_type');
  assert.equal((await open(org, { ...REQUEST, ...challenged })).status, 200);
});

test('a code is bound to its verifier, callback and app, and lives 15 minutes', async (context) => {
  let at = 1_800_000_000_000;
  const other = { ...APP, id: 'other' };
  const org = await startTestOrg(context, { clients: [APP, other], now: () => at });
  const asked = { ...REQUEST, code_challenge: PKCE.challenge, username: GIULIA, decision: 'allow' };
  const attempt = async (change: Record<string, string>, waitMs = 0) => {
    const { code = '' } = told(await submit(org, asked));
    at += waitMs;
    const proof = { redirect_uri: REQUEST.redirect_uri, code_verifier: PKCE.verifier };
    const reply = await org.token({ grant_type: 'authorization_code', code, ...proof, ...CREDENTIALS, ...change });
    return reply.body as Record<string, string>;
  };
  assert.equal((await attempt({}))['error'], undefined);
  assert.equal((await attempt({ code_verifier: 'w'.repeat(64) }))['error_description'], 'invalid code verifier');
  assert.equal((await attempt({ code_verifier: '' }))['error'], 'invalid_grant');
  assert.equal((await attempt({ redirect_uri: 'https://else.example' }))['error'], 'redirect_uri_mismatch');
  assert.equal((await attempt({ client_id: 'other' }))['error_description'], 'invalid authorization code');
  assert.equal((await attempt({ code: 'aPrx' }))['error_description'], 'invalid authorization code');
  assert.equal((await attempt({}, 15 * 60_000 + 1))['error_description'], 'expired authorization code');
});

test('without the scope to refresh there is no refresh token, and without api no data', async (context) => {
  const org = await startTestOrg(context, CLIENTS);
  const short = (await connect(org, { scope: 'api' })).body as Record<string, string>;
  assert.equal('refresh_token' in short, false);
  const { access_token: token } = (await connect(org, { scope: 'web refresh_token' })).body as Record<string, string>;
  const headers = { Authorization: `Bearer ${token}` };
  const refused = await org.call('GET', '/services/data/v68.0/limits', undefined, headers);
  assert.equal(refused.status, 401);
  assert.match(refused.text, /This session is not valid for use with the REST API/);
  assert.equal((await org.call('GET', '/services/oauth2/userinfo', undefined, headers)).status, 200);
});

test('a browser that signed in is asked again only where the app wants it or more is wanted', async (context) => {
  const org = await startTestOrg(context, CLIENTS);
  const consent = await submit(org, { ...REQUEST, username: GIULIA });
  const cookie = consent.headers.get('set-cookie')?.split(';')[0] ?? '';
  assert.match((await open(org, REQUEST, cookie)).text, /Allow access\?/);
  await connect(org);
  assert.ok(told(await open(org, REQUEST, cookie))['code']);
  assert.match((await open(org, { ...REQUEST, prompt: 'consent' }, cookie)).text, /Allow access\?/);
  assert.match((await open(org, { ...REQUEST, prompt: 'login' }, cookie)).text, /Username/);
  assert.match((await open(org, { ...REQUEST, scope: 'api web refresh_token' }, cookie)).text, /Allow access\?/);
  assert.ok(told(await submit(org, { ...REQUEST, prompt: 'login', username: GIULIA }))['code']);
});

test('people who may not sign in are told on the login page, those nobody approved send the app away', async (context) => {
  const guarded = { ...APP, adminApprovedOnly: true, preauthorizedUsers: ['marco.esposito@rondine-demo.example'] };
  const org = await startTestOrg(context, { clients: [guarded], users: { [GIULIA]: { inactive: true } } });
  const visit = async (username: string) => submit(org, { ...REQUEST, username });
  assert.match((await visit('nobody')).text, /No active user/);
  const inactive = await visit(GIULIA);
  assert.match(inactive.text, /role="alert">Salesforce refuses this sign-in: user is inactive/);
  assert.doesNotMatch(inactive.text, /<option value="giulia/);
  assert.equal(told(await visit('integrazione@rondine-demo.example'))['error'], 'invalid_app_access');
  assert.ok(told(await visit('Marco.Esposito@rondine-demo.example'))['code'], 'approved users are not asked');
});

test('pages escape what they are given and let nothing else run', async (context) => {
  const org = await startTestOrg(context, { clients: [{ ...APP, name: '<b>App</b>' }] });
  const page = await submit(org, { ...REQUEST, state: '"><script>', username: GIULIA });
  assert.match(page.text, /&lt;b&gt;App&lt;\/b&gt;[^]*value="&quot;&gt;&lt;script&gt;"/);
  assert.doesNotMatch(page.text, /<script>/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'sha256-/);
});

test('the CLI has its app in every org', async (context) => {
  const org = await startTestOrg(context, { clients: [APP] });
  const asked = {
    response_type: 'code',
    client_id: 'PlatformCLI',
    redirect_uri: 'http://localhost:1717/OauthRedirect',
    scope: 'refresh_token api web',
    code_challenge: PKCE.challenge,
  };
  const { code = '' } = told(await submit(org, { ...asked, username: GIULIA, decision: 'allow' }));
  const form = { grant_type: 'authorization_code', code, client_id: 'PlatformCLI', code_verifier: PKCE.verifier };
  const withSecret = await org.token({ ...form, redirect_uri: asked.redirect_uri, client_secret: 'x' });
  assert.equal((withSecret.body as Record<string, string>)['error'], 'invalid_client');
  assert.equal((await org.token({ ...form, redirect_uri: asked.redirect_uri })).status, 200);
});
