import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test, type TestContext } from 'node:test';
import { connect, leadFile, openTest, testCommands, type TestCommands } from '../testing/test-installation.ts';

/** The same scenario beside a server, and on a folder that nobody holds. */
function both(title: string, body: (commands: TestCommands) => Promise<void>): void {
  for (const serve of [true, false]) {
    test(`${title}, ${serve ? 'through the server' : 'on the folder itself'}`, async (t) => {
      const commands = await testCommands(t);
      await prepare(commands, serve, t);
      await body(commands);
    });
  }
}

async function prepare({ folder }: TestCommands, serve: boolean, t: TestContext): Promise<void> {
  const open = await openTest(folder, { serve });
  await connect(open);
  if (serve) t.after(() => open.close());
  else await open.close();
}

both('a file becomes a draft, a version, another version, and the first one again', async ({ run, file }) => {
  await file('lead.json', leadFile());
  const imported = await run('flow import lead.json --json');
  assert.equal(imported.code, 0, imported.err);
  assert.deepEqual(imported.json().changed, true);
  assert.match((await run('flow list')).out, /lead +Lead +draft +message, manual/);
  const first = await run(['flow', 'publish', 'lead', '--name', 'First', '--note', 'begins', '--json']);
  assert.deepEqual(first.json(), { flow: 'lead', version: 1, changed: true });
  assert.deepEqual((await run('flow publish lead --json')).json(), { flow: 'lead', version: 1, changed: false });

  await file('next.json', leadFile({ name: 'Lead 2' }));
  assert.match((await run('flow diff lead next.json')).out, /Flow: name: "Lead" → "Lead 2"/);
  assert.equal((await run('flow publish next.json')).out, 'Version 2 of "lead" is current now.\n');
  const history = (await run('flow history lead --json')).json<{ version: number; current: boolean; by: string }[]>();
  assert.deepEqual(
    history.map(({ version, current, by }) => [version, current, by]),
    [
      [2, true, 'ada'],
      [1, false, 'ada'],
    ],
  );
  assert.match((await run('flow history lead')).out, /lead@1 .*First: begins/);

  await run('flow restore lead 1');
  assert.match((await run('flow diff lead')).out, /"Lead 2" → "Lead"/);
  assert.match((await run('flow restore lead 1 --publish')).out, /Version 3 of "lead" is current now/);
  assert.equal((await run('flow diff lead@1 lead@3 --json')).json().same, true);
});

both('an exported flow is the file that was imported', async ({ run, file }) => {
  await file('lead.json', { ...leadFile(), layout: { ask: { x: 1, y: 2 } } });
  await run('flow publish lead.json');
  const exported = await run('flow export lead');
  assert.deepEqual(JSON.parse(exported.out), { ...leadFile(), layout: { ask: { x: 1, y: 2 } } });
  await run('flow export lead --version 1 -o out.json');
  const again = await run('flow import - --json', { input: exported.out });
  assert.equal(again.json().changed, false);
  assert.equal((await run('flow check out.json --data data')).code, 0);
});

both('a flow of another product is imported with a report, and its secrets are not shown', async ({ run, file }) => {
  const step = (action: string, options: object) => ({ action, options });
  await file('bird.json', {
    trigger: 'onReceivedHttpRequest',
    title: 'From Bird',
    steps: [
      step('setVariables', { variableSet: { accessKey: 'AccessKey live-12345678' } }),
      step('fetchVariables', { url: 'https://api.example/x', headers: { Authorization: '{{accessKey}}' } }),
      step('translateText', { text: '{{message}}' }),
    ],
    extra: 7,
  });
  const { out, code } = await run('flow import bird.json --as moved');
  assert.equal(code, 0);
  assert.match(out, /3 steps, of which 2 exact, 0 approximated, 1 lost/);
  assert.match(out, /lost translateText → translateText {2}steps\[2\]/);
  assert.match(out, /extra = 7/);
  assert.match(out, /secret "accessKey"/);
  assert.match(out, /The draft of "moved" is this file now/);
  assert.doesNotMatch(out + (await run('flow export moved@draft')).out, /live-12345678/);
  const told = (await run('flow import bird.json --as moved --json')).json<{
    report: { counts: object };
    changed: boolean;
  }>();
  assert.equal(told.changed, false);
  assert.deepEqual(told.report.counts, { exact: 2, approximated: 0, lost: 1 });
  await file('other.json', { anything: true });
  assert.match((await run('flow import other.json')).err, /is no flow file[\s\S]*unknown_format/);
});

both('unpublishing asks first, and then nothing starts the flow', async ({ run, file }) => {
  await file('lead.json', leadFile());
  await run('flow publish lead.json');
  assert.equal((await run('flow unpublish lead')).code, 2);
  assert.equal((await run('flow unpublish lead', { yes: false })).code, 1);
  assert.equal((await run('flow list --json')).json<{ current?: number }[]>()[0]?.current, 1);
  assert.deepEqual((await run('flow unpublish lead --yes --json')).json(), { flow: 'lead', version: 1 });
  assert.match((await run('flow unpublish lead --yes')).out, /has no current version/);
  assert.equal((await run('flow list --json')).json<{ current?: number }[]>()[0]?.current, undefined);
});

both('a copy is a draft of its own', async ({ run, file }) => {
  await file('lead.json', leadFile());
  await run('flow import lead.json');
  assert.deepEqual((await run('flow duplicate lead summer --json')).json(), { flow: 'summer', revision: 1 });
  assert.match((await run('flow export summer@draft')).out, /"name": "Lead \(copy\)"/);
  const taken = await run('flow duplicate lead summer');
  assert.equal(taken.code, 1);
  assert.match(taken.err, /There is a flow "summer" already/);
});

both('a flow with an error is not published, and the draft stays as it was', async ({ run, file }) => {
  await file('lead.json', leadFile());
  await run('flow publish lead.json');
  await file('bad.json', leadFile({ start: 'nowhere' }));
  const refused = await run('flow publish bad.json');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /missing_start at flow.start/);
  assert.match(refused.err, /fix: /);
  assert.match((await run('flow diff lead')).out, /mean the same/);
});

both(
  'a path that another flow is called by is refused, and an older version that no longer fits',
  async ({ run, file }) => {
    const hook = { triggers: [{ type: 'webhook', path: 'orders' }] };
    await file('a.json', leadFile({ id: 'a', ...hook }));
    await file('b.json', leadFile({ id: 'b' }));
    assert.equal((await run('flow publish b.json')).code, 0);
    await file('b.json', leadFile({ id: 'b', ...hook }));
    assert.equal((await run('flow publish b.json')).code, 0);
    await run('flow restore b 1 --publish');
    assert.equal((await run('flow publish a.json')).code, 0);
    const taken = await run('flow publish b.json');
    assert.equal(taken.code, 1);
    assert.match(taken.err, /taken_path at flow\.triggers\[0\]\.path: The path "orders" is taken by a/);
    const restored = await run('flow restore b 2 --publish');
    assert.equal(restored.code, 1);
    assert.match(restored.err, /Version 2 of "b" has an error and cannot be published\. Nothing was changed/);
  },
);

test('a command says whether a server did it', async (t) => {
  const { run, folder } = await testCommands(t);
  const none = await run('flow list');
  assert.equal(none.code, 1);
  assert.match(none.err, /is no data folder of Rondine.*--data DIR/);
  const open = await openTest(folder, { serve: true });
  assert.match((await run('flow list')).err, /by the server/);
  await open.close();
  assert.match((await run('flow list')).err, /no server runs .*; nothing is performed before the next start/);
});

test('flow check needs no installation, and takes the connections of the project around the file', async (t) => {
  const { run, file } = await testCommands(t);
  const flow = leadFile();
  const call = {
    type: 'call',
    params: { connection: 'crm', operation: 'upsert', input: {} },
    next: { done: 'end', failed: 'end' },
  };
  await file('p/flows/lead.json', leadFile({ start: 'call', steps: { ...(flow.flow['steps'] as object), call } }));
  const alone = await run('flow check - --json', { input: await readFile(await file('x.json', flow), 'utf8') });
  assert.equal(alone.code, 0);
  assert.match(alone.err, /connections are not checked/);
  await file('p/rondine.json', { connections: {} });
  const without = await run('flow check p/flows/lead.json --json');
  assert.equal(without.code, 1);
  const [checked] = without.json<{ file: string; flow: string; findings: { code: string }[] }[]>();
  assert.equal(checked?.file, 'p/flows/lead.json');
  assert.ok(checked.findings.some(({ code }) => code === 'unknown_connection'));
  await file('p/rondine.json', {
    connections: { crm: { connector: 'salesforce', config: { clientSecret: '${NOT_SET}' } } },
  });
  const within = await run('flow check p');
  assert.doesNotMatch(within.out, /unknown_connection/);
});

test('flow check names line and column of what is no JSON', async (t) => {
  const { run, file } = await testCommands(t);
  await file('bad.json', '{ "rondine": 1,\n  flow }');
  const { code, out } = await run('flow check bad.json');
  assert.equal(code, 1);
  assert.match(out, /error not_json at bad\.json\n {2}At line 2, column 3/);
});
