import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { connect, openTest, testCommands, type TestCommands } from '../testing/test-installation.ts';

function both(title: string, body: (commands: TestCommands) => Promise<void>): void {
  for (const serve of [true, false]) {
    test(`${title}, ${serve ? 'through the server' : 'on the folder itself'}`, async (t) => {
      const commands = await testCommands(t);
      const open = await openTest(commands.folder, { serve });
      await connect(open);
      const calls = { used: 12_300, most: 100_000, at: Date.UTC(2026, 10, 22, 10), perHour: 50 };
      await open.store.commit([{ op: 'put', kind: 'memory', record: { key: 'crm/batch:budget', value: calls } }]);
      const refused = { code: 'auth', message: 'The token has expired.' } as const;
      await open.connections.breakDown(id.connection('whatsapp'), refused, Date.now());
      if (serve) t.after(() => open.close());
      else await open.close();
      await body(commands);
    });
  }
}

both('connections are listed with their state, and no secret is shown', async ({ run }) => {
  const listed = await run('connections list');
  assert.match(listed.out, /whatsapp +whatsapp \(channel\) +broken +waiting for the first +The token has expired/);
  assert.match(listed.out, /crm +salesforce \(connector\) +working/);
  for (const line of ['connections list --json', 'connections show whatsapp', 'connections show crm --json']) {
    const { out, code } = await run(line);
    assert.equal(code, 0);
    assert.doesNotMatch(out, /EAA-token|app-secret-1|client-secret-1/, line);
  }
  assert.match((await run('connections show whatsapp')).out, /config\.accessToken +••••••/);
  assert.match((await run('connections show nothing')).err, /There is no connection "nothing"\. There is /);
});

both('the calls of the last 24 hours are shown as far as they are known', async ({ run }) => {
  const shown = /12300 of 100000, 10000 of them kept for others \(.*\); 50 an hour/;
  assert.match((await run('connections show crm')).out, shown);
  assert.match((await run('status')).out, shown);
  const { usage } = (await run('connections show crm --json')).json<{ usage: { used: number } }>();
  assert.equal(usage.used, 12_300);
});

both('a broken connection is repaired with new credentials, or taken for working again', async ({ run }) => {
  const strange = await run(['connections', 'repair', 'whatsapp', '--config', '{"acessToken":"x"}']);
  assert.equal(strange.code, 1);
  assert.match(strange.err, /There is no field "acessToken" of a whatsapp connection/);
  const wrong = await run(['connections', 'repair', 'whatsapp', '--config', '{"accessToken":7}']);
  assert.match(wrong.err, /would not be right so\. Nothing was changed/);
  const repaired = await run('connections repair whatsapp --config - --json', {
    input: '{"accessToken":"EAA-new-token"}',
  });
  assert.equal(repaired.code, 0, repaired.err);
  assert.doesNotMatch(repaired.out, /EAA-new/);
  const answer = repaired.json<{ before: string; connection: { state: string; problem?: unknown } }>();
  assert.deepEqual(
    [answer.before, answer.connection.state, answer.connection.problem],
    ['broken', 'working', undefined],
  );
  assert.match((await run('connections resume whatsapp')).out, /counts as working \(it was working\)/);
});

both('looking at a connection from outside tells what is wrong and what to do', async ({ run }) => {
  const { code, out } = await run('connections check whatsapp');
  assert.equal(code, 1);
  assert.match(out, /✗ /);
  const { ok } = (await run('connections check crm --json')).json();
  assert.equal(ok, false);
});

both('the status names folder, server, runs and what waits', async ({ run, folder }) => {
  const { out } = await run('status');
  assert.match(out, new RegExp(`folder +${folder}`));
  assert.match(out, /runs +0 active, 0 completed, 0 failed, 0 canceled/);
  assert.match(out, /whatsapp +whatsapp +broken/);
  const status = (await run('status --json')).json<{ mode: string; server?: { pid: number } }>();
  assert.equal(status.server?.pid, status.mode === 'server' ? process.pid : undefined);
});
