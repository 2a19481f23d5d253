import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, leadFile, openTest, testCommands } from '../testing/test-installation.ts';

test('test users are added by number and by code, listed, and removed', async (t) => {
  const { folder, run, file } = await testCommands(t);
  const open = await openTest(folder, { serve: true });
  t.after(() => open.close());
  await connect(open);
  await file('lead.json', leadFile());
  await run('flow import lead.json');
  assert.match((await run('flow testers list lead')).out, /"lead" has no test users/);
  const added = await run(['flow', 'testers', 'add', 'lead', '+39 333 123 4567', '--json']);
  assert.deepEqual(added.json().address, { kind: 'phone', value: '+393331234567' });
  const coded = await run('flow testers add lead --code');
  assert.match(coded.out, /Write "TEST \d{4}" to any channel/);
  const listed = await run('flow testers list lead');
  assert.match(listed.out, /\+393331234567 +any/);
  assert.match(listed.out, /"TEST \d{4}" makes its writer one/);
  assert.match(listed.out, /The draft answers them\.\nRecords are really written\./);
  assert.equal((await run('flow testers add lead')).code, 2);
  assert.equal((await run('flow testers add lead nobody')).code, 1);
  assert.equal((await run('flow testers remove lead +393331234567')).code, 0);
  assert.match((await run('flow testers remove lead +393331234567')).err, /no test user/);
  assert.match((await run('flow testers list lead')).out, /has no test users/);
});
