import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { DEMO_CHANNELS, DEMO_EXAMPLES, readDemo } from './demo.ts';
import { ProjectError, readProject } from './project.ts';

const PHONE = {
  channel: 'whatsapp',
  config: { phoneNumberId: '1', appSecret: 'a', verifyToken: 'v', accessToken: '${TOKEN}' },
};
const flowFile = (steps: object, flowId = 'greet'): string =>
  JSON.stringify({
    rondine: 1,
    flow: {
      id: flowId,
      name: 'Greet',
      language: 'en',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: [{ type: 'message' }],
      start: 'hello',
      steps,
    },
  });
const HELLO = {
  hello: { type: 'send', params: { text: 'Hello' }, next: { sent: 'end', failed: 'end' } },
  end: { type: 'end', params: {}, next: {} },
};

async function project(t: TestContext, rondine: unknown, flows: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-project-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  if (rondine !== undefined) {
    await writeFile(join(folder, 'rondine.json'), typeof rondine === 'string' ? rondine : JSON.stringify(rondine));
  }
  await mkdir(join(folder, 'flows'));
  for (const [name, text] of Object.entries(flows)) await writeFile(join(folder, 'flows', name), text);
  return folder;
}

async function problemsOf(folder: string, env: Record<string, string> = { TOKEN: 't' }): Promise<string> {
  const error = await readProject(folder, env).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ProjectError, String(error));
  return error.message;
}

void test('with simulators a project needs no account: only what none can stand behind asks for its variables', async (t) => {
  const crm = { connector: 'salesforce', config: { loginUrl: '${LOGIN}', grant: 'client_credentials' } };
  const secrets = { orders: '${ORDERS_SECRET}' };
  const folder = await project(t, { connections: { phone: PHONE, crm }, secrets }, { 'greet.json': flowFile(HELLO) });
  const { connections, facts } = await readProject(folder, {}, { simulators: true });
  assert.deepEqual(
    connections.map(({ key, simulator, config }) => [key, simulator, JSON.stringify(config).includes('${')]),
    [
      ['phone', true, false],
      ['crm', true, false],
    ],
  );
  assert.match(JSON.stringify(facts.secrets), /made up for ORDERS_SECRET/);
  const shop = { connector: 'http', config: { baseUrl: '${SHOP_URL}' } };
  const other = await project(t, { connections: { phone: PHONE, shop } }, { 'greet.json': flowFile(HELLO) });
  const { connections: led, warnings } = await readProject(other, {}, { simulators: true });
  assert.deepEqual([led[1]?.simulator, led[1]?.config], [false, { baseUrl: 'https://shop-url.invalid' }]);
  assert.deepEqual(
    warnings.map(({ diagnostic }) => [diagnostic.code, /is not set: SHOP_URL\. What/.test(diagnostic.message)]),
    [['no_simulator', true]],
  );
});

void test('a project is read whole, with environment variables filled in', async (t) => {
  const folder = await project(
    t,
    { connections: { phone: PHONE } },
    { 'greet.json': flowFile(HELLO), 'notes.txt': 'x' },
  );
  const { connections, flows, warnings } = await readProject(folder, { TOKEN: 'secret' });
  assert.deepEqual(
    connections.map(({ key, kind, type, config }) => [key, kind, type, config['accessToken']]),
    [['phone', 'channel', 'whatsapp', 'secret']],
  );
  assert.deepEqual(
    flows.map((flow) => flow.id),
    ['greet'],
  );
  assert.deepEqual(warnings, []);
});

void test('a folder without rondine.json is refused with what to do', async (t) => {
  assert.match(
    await problemsOf(await project(t, undefined)),
    /rondine\.json: error project_file[\s\S]*fix: Give --project/,
  );
});

void test('a rondine.json that is no JSON names the place', async (t) => {
  assert.match(await problemsOf(await project(t, '{ "connections": {')), /error json: .*JSON/);
});

void test('unknown members and unknown adapters are named with path and fix', async (t) => {
  assert.match(await problemsOf(await project(t, { connections: {}, conections: {} })), /conections/);
  const unknown = await project(t, { connections: { fax: { channel: 'fax', config: {} } } });
  assert.match(await problemsOf(unknown), /unknown_channel at connections\.fax\.channel[\s\S]*Use one of: whatsapp/);
});

void test('a missing environment variable is named', async (t) => {
  const folder = await project(t, { connections: { phone: PHONE } });
  assert.match(
    await problemsOf(folder, {}),
    /missing_variable at connections\.phone\.config: The environment variable TOKEN is not set/,
  );
});

void test('a configuration that does not fit names the field', async (t) => {
  const folder = await project(t, { connections: { phone: { channel: 'whatsapp', config: { appSecret: 5 } } } });
  assert.match(await problemsOf(folder), /connections\.phone\.config/);
});

void test('a misspelt word in rondine.json is told once and in words', async (t) => {
  const { config } = PHONE;
  const call = { type: 'call', params: { connection: 'phone', operation: 'x', input: {} }, next: { done: 'end' } };
  const flows = { 'a.json': flowFile({ ...HELLO, hello: call }) };
  const cases: [rondine: unknown, told: RegExp][] = [
    [{ conections: {} }, /error schema: This lacks: connections\. Nothing here is called: conections\./],
    [{ connections: { phone: { chanel: 'whatsapp', config } } }, /at connections\.phone: A connection says either/],
    [{ connections: { phone: 'whatsapp' } }, /at connections\.phone: This must be an object/],
    [{ connections: { My_Phone: PHONE } }, /"My_Phone" cannot be the name[\s\S]*fix: Use small letters/],
    [{ connections: { phone: { ...PHONE, confg: {} } } }, /at connections\.phone: Nothing here is called: confg/],
  ];
  for (const [rondine, told] of cases) {
    const text = await problemsOf(await project(t, rondine, flows));
    assert.match(text, told);
    assert.doesNotMatch(text, /schema is false|must have|must match|unknown_connection/);
    assert.equal(text.match(/ error /g)?.length, 1, text);
  }
});

void test('a value of the wrong form is answered with what belongs there', async (t) => {
  const phone = { ...PHONE, config: { ...PHONE.config, phoneNumberId: '+39 02 1234' } };
  assert.match(
    await problemsOf(await project(t, { connections: { phone } })),
    /config\.phoneNumberId: This is not written as it must be\.\n  fix: Correct the value\. The digits that Meta shows/,
  );
});

void test('a project without flows starts with a warning', async (t) => {
  const { warnings } = await readProject(await project(t, { connections: { phone: PHONE } }), { TOKEN: 't' });
  assert.deepEqual(
    warnings.map(({ diagnostic }) => diagnostic.code),
    ['no_flows'],
  );
});

void test('a flow with an error names its file, path and fix; one mistake is told once', async (t) => {
  const broken = { hello: { type: 'send', params: { text: 'Hello' }, next: { sent: 'nowhere', failed: 'nowhere' } } };
  const folder = await project(t, { connections: { phone: PHONE } }, { 'broken.json': flowFile(broken) });
  const text = await problemsOf(folder);
  assert.match(text, /broken\.json: error \w+ at flow\.steps\.hello\.next\.sent/);
  assert.match(text, /fix: /);
});

void test('a flow file that cannot be read is named', async (t) => {
  const folder = await project(t, { connections: { phone: PHONE } });
  // Not even root reads a folder as a file.
  await mkdir(join(folder, 'flows', 'odd.json'));
  assert.match(await problemsOf(folder), /odd\.json: error unreadable_file[\s\S]*fix: /);
});

void test('two flows with one id are refused', async (t) => {
  const folder = await project(
    t,
    { connections: { phone: PHONE } },
    { 'a.json': flowFile(HELLO), 'b.json': flowFile(HELLO) },
  );
  assert.match(
    await problemsOf(folder),
    /b\.json: error repeated_flow_id at flow\.id: The flow id "greet" is taken by .*a\.json/,
  );
});

void test('the demo is free of errors and warnings', async () => {
  const demo = await readDemo();
  assert.deepEqual(demo.warnings, []);
  assert.equal(demo.flows.length, DEMO_EXAMPLES.length * DEMO_CHANNELS.length);
  // A newcomer sees the examples as they are written; the same on other channels lies in folders.
  const folders = demo.flows.map(({ id }) => demo.labels?.[id]?.folder);
  assert.equal(folders.filter((folder) => folder === '').length, DEMO_EXAMPLES.length);
  assert.equal(new Set(folders).size, DEMO_CHANNELS.length);
});

void test('a connection says that it is in shadow, keeps silent, and what its account can carry', async (t) => {
  const more = { shadow: true, acknowledge: false, capabilities: { text: { max: 500 }, buttons: null } };
  const folder = await project(t, { connections: { phone: { ...PHONE, ...more } } }, { 'a.json': flowFile(HELLO) });
  const [phone] = (await readProject(folder, { TOKEN: 't' })).connections;
  assert.deepEqual([phone?.shadow, phone?.acknowledge, phone?.capabilities], [true, false, more.capabilities]);
  const wrong = await project(t, { connections: { phone: { ...PHONE, capabilities: { buttons: 3 } } } });
  assert.match(await problemsOf(wrong), /connections\.phone\.capabilities\.buttons/);
});
