import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSchema } from '../../../base/schema.ts';
import { configSchema, loginNote } from '../config.ts';
import { failureOf } from '../testing/pretend-org.ts';
import { isLoopbackUrl, readLoginHost } from './login-host.ts';

const AS_GIVEN = [
  'https://login.salesforce.com',
  'https://test.salesforce.com',
  'https://acme.my.salesforce.com',
  'https://acme--uat.sandbox.my.salesforce.com',
  'https://acme-dev-ed.develop.my.salesforce.com',
  'https://acme.scratch.my.salesforce.com',
  'http://127.0.0.1:4010',
  'http://localhost:4010',
];

for (const url of AS_GIVEN) {
  test(`${url} is used as it is, with or without a slash at its end`, () => {
    assert.deepEqual(readLoginHost(url), { url });
    assert.deepEqual(readLoginHost(`${url}/`), { url });
  });
}

const CORRECTED: [given: string, used: string][] = [
  ['acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
  ['localhost:4010', 'http://localhost:4010'],
  ['http://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
  ['https://acme.lightning.force.com/lightning/page/home', 'https://acme.my.salesforce.com'],
  ['https://acme--uat.sandbox.lightning.force.com', 'https://acme--uat.sandbox.my.salesforce.com'],
  ['https://acme.my.salesforce-setup.com/lightning/setup/Users/home', 'https://acme.my.salesforce.com'],
  ['https://acme.lightning.com', 'https://acme.my.salesforce.com'],
  [' https://acme.my.salesforce.com/services/oauth2/token ', 'https://acme.my.salesforce.com'],
];

for (const [given, used] of CORRECTED) {
  test(`"${given}" is put right with a word`, () => {
    assert.deepEqual(readLoginHost(given), { url: used, note: `You gave ${given.trim()}, I use ${used}.` });
    assert.deepEqual(checkSchema(configSchema, { grant: 'authorization_code', clientId: 'c', loginUrl: given }), []);
  });
}

test('nothing given means the host of production orgs', () => {
  assert.deepEqual(readLoginHost(''), { url: 'https://login.salesforce.com' });
  assert.equal(loginNote({}), undefined);
});

for (const [given, words] of [
  ['http://crm.example.com', /not encrypted/],
  ['https://acme.my.site.com', /Nobody can sign in/],
  ['https://www.salesforce.com', /Nobody can sign in/],
  ['ftp://acme.my.salesforce.com', /Nobody can sign in/],
  ['https://', /Nobody can sign in/],
] as const) {
  test(`"${given}" is refused with a cure`, async () => {
    const failure = await failureOf(Promise.resolve().then(() => readLoginHost(given)));
    assert.equal(failure.code, 'auth');
    assert.match(failure.message, words);
  });
}

test('a secret in an address is not repeated', async () => {
  const failure = await failureOf(
    Promise.resolve().then(() => readLoginHost('https://ada:s3cret@acme.my.salesforce.com?k=t0ken')),
  );
  assert.doesNotMatch(failure.message, /s3cret|t0ken/);
});

test('an address that only begins like this machine is another one', () => {
  assert.equal(isLoopbackUrl('http://127.0.0.1.evil.example'), false);
  assert.equal(isLoopbackUrl('http://localhost.evil.example'), false);
  assert.equal(isLoopbackUrl('http://[::1]:80'), true);
});

test('username and password are refused', () => {
  const paths = checkSchema(configSchema, { grant: 'password', clientId: 'c', password: 'p', securityToken: 't' });
  assert.deepEqual(paths.map(({ path }) => path.join()).toSorted(), ['grant', 'password', 'securityToken']);
});
