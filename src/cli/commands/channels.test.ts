import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connect, leadFile, openTest, testCommands, type OpenedInstallation } from '../testing/test-installation.ts';

/** A served installation with a phone that nobody answers for, and one published flow. */
async function serving(t: TestContext) {
  const commands = await testCommands(t);
  const installation = await openTest(commands.folder, { serve: true });
  t.after(() => installation.close());
  await connect(installation);
  await commands.file('lead.json', leadFile());
  assert.equal((await commands.run('flow publish lead.json --force')).code, 0);
  return { ...commands, installation };
}

test('a channel waits for its first message, and shows when the last one came', async (t) => {
  const { run, installation } = await serving(t);
  assert.match((await run('connections list')).out, /whatsapp .*waiting for the first/);
  const { out } = await run('connections show whatsapp');
  assert.match(out, /webhook +http:\/\/localhost:3000\/hooks\/whatsapp/);
  assert.match(out, /last message +waiting for the first message/);
  const { activity } = installation;
  const phone = 'whatsapp' as Parameters<typeof activity.note>[0];
  activity.note(phone, 'verifiedAt', Date.UTC(2026, 10, 22, 8));
  assert.match((await run('status')).out, /whatsapp .*address checked, waiting for the first/);
  activity.note(phone, 'inboundAt', Date.UTC(2026, 10, 22, 9));
  activity.attempted(phone, Date.UTC(2026, 10, 22, 10), { code: 'timeout', message: 'No answer within 15 s.' });
  const shown = (await run('connections show whatsapp')).out;
  assert.match(shown, /failing +since .*: timeout, No answer within 15 s\./);
  assert.match((await run('connections list')).out, /failing since/);
});

test('connecting a channel says first that nobody outside reaches the server', async (t) => {
  const { run } = await serving(t);
  const { code, out } = await run('connections connect whatsapp');
  assert.equal(code, 0);
  assert.match(out, /^! Nobody outside can reach this server.*RONDINE_PUBLIC_URL/);
  assert.match(out, /webhook +http:\/\/localhost:3000\/hooks\/whatsapp/);
  assert.match(out, /connections list shows the first message/);
});

test('in shadow mode what would have gone out is listed by person', async (t) => {
  const { run, installation } = await serving(t);
  assert.match((await run('shadow list')).out, /Nothing was kept back/);
  assert.match((await run('connections shadow whatsapp maybe')).err, /neither on nor off/);
  assert.match((await run('connections shadow whatsapp on')).out, /is in shadow mode: nothing goes out/);
  assert.match((await run('connections shadow whatsapp on')).out, /^Nothing changed/);
  await installation.says('info');
  const { out } = await run('shadow list');
  assert.match(out, /Ada Rossi \+393331234567\n.*send on whatsapp +lead\n +Your name\?/);
  const [only] = (await run('shadow list --connection whatsapp --json')).json<
    { flow: string; contact: { id: string } }[]
  >();
  assert.equal(only?.flow, 'lead');
  assert.equal((await run(`shadow list --contact ${only?.contact.id} --json`)).json<unknown[]>().length, 1);
  assert.deepEqual((await run('shadow list --connection crm --json')).json(), []);
  assert.match((await run('shadow list --limit none')).err, /whole number/);
  await leavesShadow(run, installation);
});

async function leavesShadow(
  run: Awaited<ReturnType<typeof serving>>['run'],
  { store }: OpenedInstallation,
): Promise<void> {
  assert.match((await run('connections show whatsapp')).out, /shadow +on: nothing goes out/);
  assert.match((await run('connections shadow whatsapp off')).err, /--yes/);
  assert.match((await run('connections shadow whatsapp off --yes')).out, /Runs that began in it stay in it/);
  const [effect] = await store.list('effect');
  assert.deepEqual([effect?.state, effect?.shadow, effect?.attempts], ['done', true, 0]);
}

test('what is no channel has no messages and no address to be called at', async (t) => {
  const { run } = await serving(t);
  assert.doesNotMatch((await run('connections show crm')).out, /last message|webhook/);
});

test('without a server nothing is connected: nobody would answer the provider', async (t) => {
  const { run, folder } = await testCommands(t);
  const installation = await openTest(folder, { serve: false });
  await connect(installation);
  await installation.close();
  assert.match((await run('connections connect whatsapp')).err, /No server runs/);
});
