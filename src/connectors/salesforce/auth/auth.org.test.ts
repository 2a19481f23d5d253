import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { OAuthClient } from '../../../simulator/salesforce/oauth-client.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg } from '../request.ts';
import { connectOrg, type ConnectedOrg, type ConnectedOrgOptions } from '../testing/connected-org.ts';
import { consent } from '../testing/consent.ts';
import { failureOf, KEY, pretendOrg, tokenReply } from '../testing/pretend-org.ts';
import { authorize } from './authorize.ts';
import { disconnect } from './disconnect.ts';
import { keepAlive } from './keep-alive.ts';
import { orgCertificate } from './org-certificate.ts';

const CALLBACK = 'http://localhost:3000/connect/crm/callback';
const APP: OAuthClient = {
  id: 'app',
  secret: 'secret-of-app',
  callbacks: [CALLBACK, 'https://login.salesforce.com/'],
  requirePkce: true,
  rotate: true,
};

/** An org with one app, and a connection that nobody has consented to yet. */
async function newOrg(t: TestContext, config: Partial<SalesforceConfig> = {}, more: ConnectedOrgOptions = {}) {
  const connected = await connectOrg(t, {
    clients: [APP],
    ...more,
    config: { grant: 'authorization_code', refreshToken: '', ...config },
  });
  const [user] = connected.rows('User');
  return { ...connected, username: String(user?.fields['Username']) };
}

type NewOrg = Awaited<ReturnType<typeof newOrg>>;

async function begin(org: ConnectedOrg) {
  return authorize.begin({ redirectUri: CALLBACK, state: 'state-1' }, org.io(KEY));
}

/** Goes through consent and ends it with what the browser came back with. */
async function signIn(org: NewOrg): Promise<string> {
  const { url, pending } = await begin(org);
  const returned = await consent(url, org);
  return (await authorize.finish({ returned, pending }, org.io(KEY))).message;
}

function limits(org: ConnectedOrg) {
  return openOrg(org.io(KEY)).call({ method: 'GET', path: '/limits', action: 'read limits' });
}

test('a consent ends as a refresh token, a session, and the org that the connection is for', async (t) => {
  const org = await newOrg(t);
  const { url } = await begin(org);
  const { searchParams } = new URL(url);
  assert.equal(searchParams.get('code_challenge_method'), 'S256');
  assert.equal(searchParams.get('scope'), 'api refresh_token');
  assert.doesNotMatch(url, /secret-of-app|\+/);
  const message = await signIn(org);
  const { organizationId, orgName, orgKind, username, refreshToken } = org.config();
  assert.equal(organizationId, org.org.organizationId);
  assert.ok(refreshToken && orgName && orgKind);
  assert.equal(username, org.username);
  assert.equal(message, `Connected to the ${orgKind} org "${orgName}" as ${username}.`);
  assert.equal((await limits(org)).status, 200);
});

test('a code that is pasted from the address bar is exchanged, with or without its state', async (t) => {
  const org = await newOrg(t, { grant: 'pasted_code' });
  for (const paste of [
    (address: string) => address,
    (address: string) => address.replace(/&state=[^&]*/, ''),
    (address: string) => /code=([^&]*)/.exec(address)?.[1] ?? '',
    (address: string) => decodeURIComponent(/code=([^&]*)/.exec(address)?.[1] ?? ''),
  ]) {
    const { url, pending, pasted } = await begin(org);
    assert.equal(pasted, true);
    assert.equal(new URL(url).searchParams.get('redirect_uri'), 'https://login.salesforce.com/');
    const address = await consent(url, org);
    assert.match(address, /^https:\/\/login\.salesforce\.com\/\?code=aPrx.*%3D%3D/);
    const { message } = await authorize.finish({ returned: paste(address), pending }, org.io(KEY));
    assert.match(message, /^Connected to/);
    assert.equal((await limits(org)).status, 200);
  }
});

test('a code works once, and only with the attempt that it belongs to', async (t) => {
  const org = await newOrg(t);
  const { url, pending } = await begin(org);
  const other = await begin(org);
  const returned = await consent(url, org);
  const foreign = await failureOf(authorize.finish({ returned, pending: other.pending }, org.io(KEY)));
  assert.match(foreign.message, /another attempt/);
  const again = await failureOf(authorize.finish({ returned, pending }, org.io(KEY)));
  assert.match(again.message, /used before/);
  assert.equal(org.config().refreshToken, '');
});

test('a refused consent is told as what it is, and stores nothing', async (t) => {
  const org = await newOrg(t);
  const before = org.config();
  const { url, pending } = await begin(org);
  const returned = await consent(url, { ...org, decision: 'deny' });
  const failure = await failureOf(authorize.finish({ returned, pending }, org.io(KEY)));
  assert.equal(failure.code, 'auth');
  assert.match(failure.message, /clicked Deny/);
  assert.equal(org.config(), before);
});

test('a later consent for another org is refused with both names, given back, and nothing is stored', async (t) => {
  const org = await newOrg(t);
  await signIn(org);
  const before = org.config();
  const other = await newOrg(t, {}, { organization: { number: 42, name: 'Altra S.r.l.' } });
  const { url, pending } = await authorize.begin({ redirectUri: CALLBACK, state: 's' }, other.io(KEY));
  const returned = await consent(url, other);
  const failure = await failureOf(authorize.finish({ returned, pending }, io(org, other)));
  assert.equal(failure.code, 'auth');
  assert.match(failure.message, /leads to the org "Altra S\.r\.l\." .* but the connection is for the org ".+" \(00D/);
  assert.equal(org.config(), before);
  assert.equal(other.calls('revoke'), 1);
});

/** The connection of one org with the way to another: the login URL was changed by hand. */
function io(org: ConnectedOrg, other: ConnectedOrg) {
  const { config, ...rest } = org.io(KEY);
  return { ...rest, config: { ...config, loginUrl: other.url } };
}

test('an app that may not ask for its scopes is told of at the consent', async (t) => {
  const org = await newOrg(t, {}, { clients: [{ ...APP, scopes: ['api', 'web'] }] });
  const { url, pending } = await begin(org);
  const returned = await consent(url, org);
  const failure = await failureOf(authorize.finish({ returned, pending }, org.io(KEY)));
  assert.match(failure.message, /lacks a scope. Add "api" and "refresh_token"/);
});

for (const [what, answer, words] of [
  ['the API', { scope: 'web refresh_token', refresh_token: 'refresh-2' }, /scope "api"/],
  ['a refresh token', { scope: 'api web' }, /refresh_token, offline_access/],
] as const) {
  test(`an app that does not give ${what} is told of with the click path, and nothing is stored`, async () => {
    const org = pretendOrg({ token: () => tokenReply(answer) });
    const before = org.config();
    const pending = { verifier: 'v', redirectUri: CALLBACK, loginUrl: 'https://acme.my.salesforce.com' };
    const failure = await failureOf(authorize.finish({ returned: 'code=aPrx1', pending }, org.io(KEY)));
    assert.match(failure.message, words);
    assert.equal(org.config(), before);
  });
}

test('a sign-in that does not tell its org is not taken over one that is known', async () => {
  const org = pretendOrg({
    config: { organizationId: '00Dxx0000000001AAA' },
    token: () => tokenReply({ id: '', refresh_token: 'refresh-2' }),
    reply: () => ({ status: 403, body: 'Bad_OAuth_Token' }),
  });
  const before = org.config();
  const pending = { verifier: 'v', redirectUri: CALLBACK, loginUrl: 'https://acme.my.salesforce.com' };
  const failure = await failureOf(authorize.finish({ returned: 'code=aPrx1', pending }, org.io(KEY)));
  assert.match(failure.message, /did not say which org/);
  assert.equal(org.config(), before);
});

test('a new consent takes the place of the former grant', async (t) => {
  const org = await newOrg(t);
  for (let round = 0; round < 7; round++) await signIn(org);
  assert.equal(org.calls('revoke'), 6);
  assert.equal((await limits(org)).status, 200);
});

test('a callback beyond this machine has to be https', async (t) => {
  const org = await newOrg(t);
  const begun = authorize.begin(
    { redirectUri: 'http://flows.example.com/connect/crm/callback', state: 's' },
    org.io(KEY),
  );
  const failure = await failureOf(begun);
  assert.match(failure.message, /RONDINE_PUBLIC_URL.*pasted_code/);
});

test('a certificate that the admin uploads signs in its user, and needs no consent', async (t) => {
  const org = await newOrg(t, { grant: 'jwt_bearer' });
  const failure = await failureOf(begin(org));
  assert.match(failure.message, /with its certificate/);
  const named = { ...org, io: () => ({ ...org.io(KEY), config: { ...org.config(), username: org.username } }) };
  await org.io(KEY).connection.update((config) => ({ ...config, username: org.username }));
  const { pem, made, until, message } = await orgCertificate({ renew: false }, named.io());
  assert.equal(made, true);
  assert.ok(until > org.clock.now + 700 * 86_400_000);
  assert.match(message, /Setup > External Client App Manager/);
  assert.match((await failureOf(limits(org))).message, /Sign-in to Salesforce failed/);
  org.org.clients.change('app', { certificate: pem, preauthorizedUsers: [org.username] });
  assert.equal((await limits(org)).status, 200);
  assert.equal((await orgCertificate({ renew: false }, org.io(KEY))).pem, pem);
  const renewed = await orgCertificate({ renew: true }, org.io(KEY));
  assert.notEqual(renewed.pem, pem);
  org.org.sessions.expireAll();
  assert.equal((await failureOf(limits(org))).code, 'auth');
});

test('a sign-in without a certificate, and a key without one, say so', async (t) => {
  const org = await newOrg(t);
  const failure = await failureOf(orgCertificate({ renew: false }, org.io(KEY)));
  assert.deepEqual([failure.code, /jwt_bearer/.test(failure.message)], ['unsupported', true]);
  const alone = await newOrg(t, { grant: 'jwt_bearer', privateKey: 'entered by hand' });
  assert.match((await failureOf(orgCertificate({ renew: false }, alone.io(KEY)))).message, /no certificate/);
});

test('client credentials learn the org that they are for', async (t) => {
  const org = await newOrg(t, { grant: 'client_credentials' });
  await limits(org);
  await keepAlive(org.io(KEY));
  const { organizationId, orgName, username } = org.config();
  assert.equal(organizationId, org.org.organizationId);
  assert.ok(orgName && username);
});

test('a refresh token that nothing uses is used within a week, and not more often', async (t) => {
  const org = await newOrg(t);
  await signIn(org);
  const tokens = () => org.calls('token');
  const first = tokens();
  for (let day = 1; day <= 20; day++) {
    org.clock.now += 86_400_000;
    await keepAlive(org.io(KEY));
  }
  assert.equal(tokens() - first, 3);
});

test('disconnecting ends the grant in the org and forgets it, and once more is fine', async (t) => {
  const org = await newOrg(t);
  await signIn(org);
  const { accessToken = '', refreshToken = '' } = org.config();
  await disconnect(org.io(KEY));
  assert.equal(org.org.sessions.look(accessToken), undefined);
  assert.equal(org.org.sessions.holderOf(refreshToken), undefined);
  const { organizationId, clientSecret, ...rest } = org.config();
  assert.deepEqual([organizationId, clientSecret, rest.refreshToken], [undefined, 'secret-of-app', undefined]);
  await disconnect(org.io(KEY));
  assert.match((await failureOf(limits(org))).message, /connections connect/);
  await signIn(org);
  org.org.sessions.revoke();
  await disconnect(org.io(KEY));
  assert.equal(org.config().refreshToken, undefined);
});

test('an org that cannot be told of the end keeps its connection', async (t) => {
  const org = await newOrg(t);
  await signIn(org);
  org.org.faults.add([{ kind: 'unavailable', operation: 'revoke' }]);
  const before = org.config();
  assert.equal((await failureOf(disconnect(org.io(KEY)))).code, 'unavailable');
  assert.equal(org.config(), before);
});

test('a hundred calls with an expired session make one token request', async (t) => {
  const org = await newOrg(t);
  await signIn(org);
  org.org.sessions.expireAll();
  const before = org.calls('token');
  const answers = await Promise.all(Array.from({ length: 100 }, () => limits(org)));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(org.calls('token') - before, 1);
});

test('a refresh token that is used twice ends the grant, and a person is asked for', async (t) => {
  const org = await newOrg(t, {}, { detectReuse: true });
  await signIn(org);
  const { refreshToken = '' } = org.config();
  org.org.sessions.expireAll();
  await limits(org);
  await org.io(KEY).connection.update((config) => ({ ...config, refreshToken }));
  org.org.sessions.expireAll();
  const failure = await failureOf(limits(org));
  assert.equal(failure.code, 'auth');
  assert.match(failure.message, /Connect the org again/);
});
