import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestOrg } from './test-org.ts';

const LEAD = '/services/data/v68.0/sobjects/Lead';

test('the page shows records by object and the calls, in the language of the org or the asked one', async (context) => {
  const org = await startTestOrg(context, { language: 'it' });
  assert.match((await org.call('GET', '/')).text, /<html lang="it">[^]*Ancora nessun record/);
  const lead = { LastName: '<Rossi>', Company: 'Società', Rondine_Key__c: 'k1' };
  const { id } = (await org.call('POST', LEAD, lead)).body as { id: string };
  const page = await org.call('GET', '/');
  assert.match(page.text, new RegExp(`Lead: 1[^]*href="/lightning/r/Lead/${id}/view"[^]*&lt;Rossi&gt;[^]*Società`));
  assert.match(page.text, /Chiamate: 2[^]*POST \/services\/data\/v68\.0\/sobjects\/Lead[^]*class="good">201/);
  assert.doesNotMatch(page.text, /Giulia Bianchi/);
  assert.match((await org.call('GET', '/?language=en')).text, /<html lang="en">[^]*Calls: 2/);
  assert.equal(org.org.calls.counts().total, 2, 'looking is no call');
});

test('the page loads nothing from elsewhere and runs its own script only', async (context) => {
  const org = await startTestOrg(context);
  const page = await org.call('GET', '/');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'; style-src 'sha256-[^']+'.*script-src 'sha256-[^']+'; connect-src 'self'/);
  assert.doesNotMatch(page.text, /(?:src|href)="(?:https?:)?\/\//);
  const part = await org.call('GET', '/?part=live');
  assert.doesNotMatch(part.text, /<html|<script/);
  assert.match(part.text, /No records yet/);
});

test('each record has the page that links to it lead to, after its deletion too', async (context) => {
  const org = await startTestOrg(context);
  const { id } = (await org.call('POST', LEAD, { LastName: 'Rossi', Company: 'C' })).body as { id: string };
  const path = `/lightning/r/Lead/${id}/view`;
  const page = await org.call('GET', path);
  assert.equal(page.status, 200);
  assert.match(page.text, /<th scope="row">LastName<\/th>\s*<td>Rossi<\/td>/);
  assert.equal((await org.call('GET', path.replace(id, id.slice(0, 15)))).status, 200);
  await org.call('DELETE', `${LEAD}/${id}`);
  assert.match((await org.call('GET', path)).text, /\(deleted\)/);
  assert.equal((await org.call('GET', path.replace(id, '00QgL0000000009UAA'))).status, 404);
});

test('of many records and calls the newest are shown', async (context) => {
  const org = await startTestOrg(context);
  for (let number = 1; number <= 60; number++) {
    await org.call('POST', LEAD, { LastName: `Rossi-${number}-`, Company: 'C' });
  }
  const { text } = await org.call('GET', '/');
  assert.match(text, /Lead: 60 <span class="soft">\(the newest 25\)/);
  assert.match(text, /Rossi-60-/);
  assert.doesNotMatch(text, /Rossi-35-/);
  assert.match(text, /Calls: 61/);
});
