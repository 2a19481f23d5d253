import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTest, testCommands } from '../testing/test-installation.ts';

type Link = { url: string; until: number };

for (const serve of [false, true]) {
  test(`people and tokens are looked after ${serve ? 'through the server' : 'while no server runs'}`, async (t) => {
    const { run, folder } = await testCommands(t);
    const opened = await openTest(folder, { serve });
    if (serve) t.after(() => opened.close());
    else await opened.close();
    assert.match((await run('users list')).out, /Nobody can sign in yet/);
    const { url } = (await run('users setup-link --json')).json<Link>();
    assert.match(url, /^http:\/\/localhost:3000\/setup\?token=[\w-]{43}$/);
    assert.match((await run('users setup-link')).out, /works once:\n\n {2}http:\/\/localhost:3000\/setup/);
    assert.equal((await run('users invite nonsense')).code, 1);
    assert.match((await run('users invite grace@example.com --role queen')).err, /"queen" is no role/);
    const invited = await run('users invite Grace@example.com --role editor --json');
    assert.match(invited.json<Link>().url, /\/invite\?token=/);
    const { people, invitations } = (await run('users list --json')).json<{ people: []; invitations: [] }>();
    assert.deepEqual([people.length, invitations.length], [0, 1]);
    assert.match((await run('users reset nobody@example.com')).err, /Nobody signs in as "nobody@example.com"/);
    assert.match((await run('tokens list')).out, /There are no tokens/);
    assert.equal((await run('tokens revoke none')).code, 1);
  });
}

test('the command line changes roles, makes tokens of people and takes access away', async (t) => {
  const { run, folder } = await testCommands(t);
  await (await openTest(folder, { serve: false })).close();
  await withPerson(folder, 'ada@example.com');
  assert.match((await run('users setup-link')).err, /There is an owner already/);
  assert.match((await run('users role ada@example.com viewer')).err, /last owner/);
  assert.match((await run('users reset ada@example.com --json')).json<Link>().url, /\/reset\?token=/);
  const made = await run([
    'tokens',
    'create',
    'ada@example.com',
    'night report',
    'runs:read',
    '--days',
    '90',
    '--json',
  ]);
  const { token, id } = made.json<{ token: string; id: string }>();
  assert.match(token, /^rnd_/);
  assert.match((await run(['tokens', 'create', 'ada@example.com', 'x', 'moon:write'])).err, /"moon:write" is no scope/);
  const listed = await run('tokens list');
  assert.match(listed.out, /night report +Ada +runs:read/);
  assert.ok(!listed.out.includes(token));
  assert.equal((await run(`tokens revoke ${id}`)).code, 0);
  assert.match((await run('users remove ada@example.com --yes')).err, /last owner/);
});

async function withPerson(folder: string, email: string): Promise<void> {
  const { openSignInDatabase } = await import('../../server/auth/database.ts');
  const { createSessions } = await import('../../server/auth/sessions.ts');
  const database = await openSignInDatabase({ folder });
  const sessions = createSessions(database, { secret: 'x'.repeat(43), secure: false });
  await sessions.create({ email, name: 'Ada', role: 'owner', hash: 'none' });
  await database.close();
}
