import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { CommandError, UsageError, type Io } from '../command.ts';
import { formatLine } from '../terminal/text.ts';
import { flowTest } from './flow-test.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'examples', 'whatsapp-lead');
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with a copy of an example's flow, and these files. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-flow-test-'));
  folders.push(folder);
  cpSync(join(EXAMPLE, 'rondine.json'), join(folder, 'rondine.json'));
  cpSync(join(EXAMPLE, 'flows'), join(folder, 'flows'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function run(cwd: string, ...argv: string[]) {
  const io: Io = {
    out: () => assert.fail('the answer is printed by whoever called'),
    err: () => undefined,
    input: async () => '',
    confirm: undefined,
    env: {},
    cwd,
    width: undefined,
    color: false,
    user: 'test',
    now: Date.now,
  };
  const answer = await flowTest.call(argv, { io, control: () => assert.fail('no installation is needed') });
  const { json, text, failed = false } = answer;
  const lines = typeof text === 'string' ? text : text.map((line) => formatLine(line, false)).join('\n');
  return { json: JSON.parse(JSON.stringify(json)) as typeof json, lines, failed };
}

const GOOD = '- customer: Ciao\n- bot: Ciao! Come ti chiami?\n- wait: PT24H\n- run: completed\n';
const BAD = '- title: Wrong\n- customer: Ciao\n- bot: Chi sei?\n';

test('all transcripts of a project are played, without its credentials, and none failed', async () => {
  const folder = project({ 'transcript.yaml': GOOD, 'transcripts/more.yaml': `${GOOD}---\n${GOOD}` });
  const { lines, failed } = await run(folder);
  assert.equal(failed, false);
  assert.match(lines, /^✔ transcript\.yaml \(/m);
  assert.match(lines, /^✔ transcripts\/more\.yaml \(/m);
  assert.match(lines, /^✔ transcripts\/more\.yaml \(2\) {2}transcripts\/more\.yaml/m);
  assert.match(lines, /^whatsapp-lead: 5 % of its exits \(1 of 19\), 2 of 10 steps$/m);
  assert.match(lines, /^3 transcripts played in \d+ ms: all went as written\.$/m);
});

test('what did not go as written is shown with line, both sides and the conversation', async () => {
  const folder = project({ 'transcript.yaml': GOOD, 'wrong.transcript.yaml': BAD });
  const { lines, failed, json } = await run(folder);
  assert.equal(failed, true);
  assert.match(
    lines,
    /✘ Wrong {2}wrong\.transcript\.yaml[^]*wrong\.transcript\.yaml:3: [^]*expected: the bot to say "Chi sei\?"[^]*came: {5}"Ciao! Come ti chiami\?"[^]*customer {2}Ciao/,
  );
  assert.match(lines, /2 transcripts played in \d+ ms: 1 did not go as written\.$/);
  const [result] = json as { folder: string; played: { title: string; ok: boolean; failure?: object }[] }[];
  assert.equal(result?.folder, '.');
  assert.deepEqual(
    result?.played.map(({ title, ok, failure }) => [title, ok, failure !== undefined]),
    [
      ['transcript.yaml', true, false],
      ['Wrong', false, true],
    ],
  );
});

test('a file that cannot be read as a transcript is one that failed', async () => {
  const folder = project({ 'transcript.yaml': '- costumer: Ciao\n' });
  const { lines, failed } = await run(folder);
  assert.equal(failed, true);
  assert.match(lines, /transcript\.yaml:1: "costumer" is no kind of line.*Did you mean "customer"\?/);
});

test('steps never reached and exits never taken are named, and too few of them fail', async () => {
  const folder = project({ 'transcript.yaml': GOOD });
  const { lines, failed } = await run(folder, '--coverage', '--min-coverage', '80');
  assert.equal(failed, true);
  assert.match(lines, /^ {2}never reached: createLead$/m);
  assert.match(lines, /^ {2}never taken: {3}askName\.answered$/m);
  assert.doesNotMatch(lines, /never taken: {3}createLead/);
  assert.match(lines, /^5 % of the exits are taken; at least 80 % are asked for\.$/m);
  assert.equal((await run(folder, '--min-coverage', '5%')).failed, false);
});

test('one file, a folder of projects and a place elsewhere can be named', async () => {
  const folder = project({ 'transcript.yaml': GOOD, 'transcripts/more.yaml': GOOD });
  assert.match((await run(folder, 'transcripts/more.yaml')).lines, /^1 transcript played/m);
  const elsewhere = await run(dirname(folder), folder.slice(dirname(folder).length + 1));
  assert.match(elsewhere.lines, /^2 transcripts played/m);
  const parent = mkdtempSync(join(tmpdir(), 'rondine-flow-test-'));
  folders.push(parent);
  cpSync(folder, join(parent, 'one'), { recursive: true });
  cpSync(folder, join(parent, 'two'), { recursive: true });
  assert.match((await run(parent)).lines, /^4 transcripts played/m);
});

test('results are written for a CI server, whatever the texts hold', async () => {
  const folder = project({ 'transcript.yaml': GOOD, 'wrong.transcript.yaml': BAD.replace('Wrong', 'A & "B" <c>') });
  await run(folder, '--junit', 'results.xml');
  const xml = readFileSync(join(folder, 'results.xml'), 'utf8');
  assert.match(
    xml,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites>\n {2}<testsuite name="\." tests="2" failures="1"/,
  );
  assert.match(
    xml,
    /<testcase name="A &amp; &quot;B&quot; &lt;c&gt;" classname="\." file="wrong\.transcript\.yaml" line="1"/,
  );
  assert.match(
    xml,
    /<failure message="wrong\.transcript\.yaml:3: what came is not[^]*&#10; {2}expected: the bot to say &quot;Chi sei\?&quot;/,
  );
});

test('what cannot be tested is said, with what to do', async () => {
  const empty = project({});
  const cases: [string[], RegExp][] = [
    [[], /There is no transcript in "\."\. Write one: transcript\.yaml beside rondine\.json/],
    [['nowhere'], /There is no file or folder "nowhere"/],
    [['flows'], /There is no project in "flows"/],
  ];
  for (const [argv, message] of cases) await assert.rejects(run(empty, ...argv), { name: CommandError.name, message });
  const lost = mkdtempSync(join(tmpdir(), 'rondine-flow-test-'));
  folders.push(lost);
  writeFileSync(join(lost, 'a.yaml'), GOOD);
  await assert.rejects(run(lost, 'a.yaml'), { message: /"a\.yaml" lies in no project/ });
  const broken = project({ 'transcript.yaml': GOOD, 'flows/broken.json': '{' });
  await assert.rejects(run(broken), { name: CommandError.name, message: /broken\.json: error not_json/ });
  const unknown = project({ 'transcript.yaml': GOOD, 'rondine.json': '{"connections":{"a":{"channel":"watsapp"}}}' });
  await assert.rejects(run(unknown), { message: /There is no channel "watsapp"\. Did you mean "whatsapp"\?/ });
  await assert.rejects(run(project({ 'rondine.json': '[]', 'transcript.yaml': GOOD })), {
    message: /This is no object/,
  });
  await assert.rejects(run(project({ 'rondine.json': '{', 'transcript.yaml': GOOD })), {
    message: /It cannot be read/,
  });
  await assert.rejects(run(project({ 'rondine.json': '{}', 'transcript.yaml': GOOD })), { message: /no connections/ });
});

test('a header that does not fit the project fails its transcript', async () => {
  const folder = project({ 'transcript.yaml': `- channel: sms\n${GOOD}` });
  const { lines, failed } = await run(folder);
  assert.equal(failed, true);
  assert.match(lines, /transcript\.yaml:1: [^]*expected: a channel connection "sms"\n\s*came: {5}there is whatsapp/);
});

test('a wrong call says what is wrong', async () => {
  const folder = project({ 'transcript.yaml': GOOD });
  for (const value of ['many', '101', '-1', ''])
    await assert.rejects(run(folder, `--min-coverage=${value}`), { name: UsageError.name, message: /from 0 to 100/ });
  await assert.rejects(run(folder, '--simulated', '--min-coverage=5'), { name: UsageError.name });
});

test('transcripts of any project can be played against simulators, in real time; what these cannot is not played', async () => {
  const flow = {
    id: 'order',
    name: 'Order',
    language: 'en',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: 'ask',
    steps: {
      ask: {
        type: 'ask',
        params: { text: 'Which order?', saveAs: 'order', timeout: 'PT1H' },
        next: { answered: 'thank', invalid: 'done', timeout: 'done', failed: 'done' },
      },
      thank: {
        type: 'send',
        params: { text: 'Order {{ vars.order }}, thank you.' },
        next: { sent: 'done', failed: 'done' },
      },
      done: { type: 'end', params: {}, next: {} },
    },
  };
  const folder = project({
    'rondine.json': JSON.stringify({
      connections: { orders: { channel: 'viber', config: { authToken: '${NOT_SET}' } } },
    }),
    'flows/order.json': JSON.stringify({ rondine: 1, flow }),
    'good.transcript.yaml': '- customer: Hi\n- bot: Which order?\n- customer: "17"\n- bot: Order 17, thank you.\n',
    'bad.transcript.yaml': '- customer: Hi\n- bot: Who are you?\n',
    'timed.transcript.yaml': '- customer: Hi\n- bot: Which order?\n- wait: PT2H\n- run: completed\n',
  });
  rmSync(join(folder, 'flows', 'whatsapp-lead.json'), { force: true });
  const junit = join(folder, 'results.xml');
  const { lines, failed } = await run(folder, '--simulated', '--junit', junit);
  assert.equal(failed, true);
  assert.match(lines, /^✔ good\.transcript\.yaml/m);
  assert.match(lines, /^✘ bad\.transcript\.yaml[^]*came: {5}"Which order\?"/m);
  assert.match(lines, /^- timed\.transcript\.yaml \(not played: line 3, "wait", is for the pretend world\)$/m);
  assert.match(lines, /^2 transcripts played in \d+ ms, 1 not played: 1 did not go as written\.$/m);
  assert.match(readFileSync(junit, 'utf8'), /tests="3" failures="1" skipped="1"[^]*<skipped message="line 3/);
});

test('a project that no server can be started with fails what could be played, as the server tells it', async () => {
  const connections = { shop: { connector: 'http', config: { baseUrl: 'the shop' } } };
  const rondine = JSON.parse(readFileSync(join(EXAMPLE, 'rondine.json'), 'utf8')) as { connections: object };
  const folder = project({
    'rondine.json': JSON.stringify({ connections: { ...rondine.connections, ...connections } }),
    'transcript.yaml': GOOD,
  });
  const timed = await run(folder, '--simulated');
  assert.deepEqual(
    [timed.failed, timed.lines.trim().split('\n').at(-1)],
    [false, 'The transcript cannot be played against simulators.'],
  );
  writeFileSync(join(folder, 'short.transcript.yaml'), '- customer: Ciao\n- bot: Ciao! Come ti chiami?\n');
  const { lines, failed } = await run(folder, '--simulated');
  assert.equal(failed, true);
  assert.match(
    lines,
    /^✘ short\.transcript\.yaml[^]*short\.transcript\.yaml:1: [^]*connections\.shop\.config\.baseUrl/m,
  );
});

test('a hundred transcripts are played in no more than a few seconds', async () => {
  const folder = project({ 'transcript.yaml': Array.from({ length: 100 }, () => GOOD).join('---\n') });
  const begun = performance.now();
  assert.equal((await run(folder)).failed, false);
  const ms = performance.now() - begun;
  assert.ok(ms < 10_000, `${Math.round(ms)} ms`);
});
