import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { Reply } from '../../net/testing/recording-http.ts';
import { checkOrg } from './check.ts';
import type { SalesforceConfig } from './config.ts';
import { KEY, pretendOrg, refusalReply } from './testing/pretend-org.ts';
import { guarantee } from './operations/guarantee.ts';

const FIELD: JsonObject = { name: 'Rondine_Key__c', externalId: true, unique: true, createable: true, length: 64 };

/** Probes an org where every object has the given key field, or answers with the given refusal. */
async function probe(describe: JsonObject | Reply | undefined, config: Partial<SalesforceConfig> = {}) {
  const refuse = describe && 'status' in describe ? (describe as Reply) : undefined;
  const org = pretendOrg({
    config,
    reply: ({ url }) => {
      if (!url.endsWith('/describe')) return { status: 200, body: {} };
      return refuse ?? { status: 200, body: { fields: describe ? [{ name: 'Id' }, describe] : [] } };
    },
  });
  return { probes: await checkOrg(org.io(KEY)), calls: org.calls };
}

test('an org in order is told with its guarantee, object by object', async () => {
  const { probes } = await probe(FIELD, { externalIdFields: { Case: '', Order__c: 'Rondine_Key__c' } });
  assert.deepEqual(
    probes.map(({ name, ok }) => [name, ok]),
    [
      ['Sign-in', true],
      ['API access', true],
      ['Object Lead', true],
      ['Object Case', true],
      ['Object Contact', true],
      ['Object Order__c', true],
    ],
  );
  assert.match(probes[2]?.message ?? '', /^Exactly once: Lead.Rondine_Key__c/);
  assert.match(probes[3]?.message ?? '', /looks for the Case three times/);
});

const TROUBLES: [name: string, field: JsonObject | undefined, words: RegExp][] = [
  ['missing or hidden', undefined, /does not exist/],
  ['not an External ID', { ...FIELD, externalId: false }, /not marked as External ID/],
  ['not unique', { ...FIELD, unique: false }, /not Unique/],
  ['read-only', { ...FIELD, createable: false }, /read-only/],
  ['too short', { ...FIELD, length: 40 }, /shorter/],
];

for (const [name, field, words] of TROUBLES) {
  test(`a key field that is ${name} is reported with its click path`, async () => {
    const { probes } = await probe(field);
    const lead = probes.find((probe) => probe.name === 'Object Lead');
    assert.equal(lead?.ok, false);
    assert.match(lead?.message ?? '', words);
    assert.match(lead?.fix ?? '', /Setup > Object Manager > Lead > Fields & Relationships > New/);
  });
}

test('an object that cannot be seen is reported, the others are looked at', async () => {
  const { probes } = await probe(refusalReply(404, 'NOT_FOUND'));
  assert.equal(probes.filter((probe) => !probe.ok).length, 3);
  assert.ok(probes.every((probe) => probe.ok || probe.fix));
});

test('API access that is off is told apart from a sign-in that fails, and ends the check', async () => {
  const off = pretendOrg({ reply: () => refusalReply(403, 'API_DISABLED_FOR_ORG') });
  const probes = await checkOrg(off.io(KEY));
  assert.deepEqual(
    probes.map(({ name, ok }) => [name, ok]),
    [
      ['Sign-in', true],
      ['API access', false],
    ],
  );
  assert.match(probes[1]?.message ?? '', /API Enabled/);

  const revoked = pretendOrg({
    config: { accessToken: '' },
    token: () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'expired access/refresh token' } }),
  });
  const refused = await checkOrg(revoked.io(KEY));
  assert.deepEqual(
    refused.map(({ name, ok }) => [name, ok]),
    [['Sign-in', false]],
  );
});

test('an org that cannot be reached says nothing about the sign-in', async () => {
  const away = pretendOrg({ reply: () => ({ status: 503, body: '<html>' }) });
  const probes = await checkOrg(away.io(KEY));
  assert.deepEqual(
    probes.map(({ name, ok }) => [name, ok]),
    [['Way to the org', false]],
  );
});

test('each object has a guarantee in words', () => {
  const config = { ...pretendOrg().config(), externalIdField: '', externalIdFields: { Lead: 'Key__c' } };
  assert.match(guarantee(config, 'Lead'), /^Exactly once: Lead.Key__c/);
  assert.match(guarantee(config, 'Contact'), /^Exactly once as long as/);
  assert.match(guarantee(config, 'Task'), /^At most once without a person/);
});
