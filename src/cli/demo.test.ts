import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../base/json.ts';
import { DEMO_CHANNELS } from './start/demo.ts';

type Ended = { code: number | null; out: string; errors: string };

/** Runs the command with a temporary folder of its own, and expects that nothing is left in it. */
async function runDemo(
  t: TestContext,
  args: string[],
  whenSaid?: { text: string; then: (child: ChildProcess) => void },
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-test-demo-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'demo.ts'), ...args], {
    env: { ...process.env, TMPDIR: folder, RONDINE_PROJECT: '/nowhere' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let [out, errors] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (whenSaid && out.includes(whenSaid.text)) whenSaid.then(child);
  });
  // Whoever still holds the output, a server or a simulator, keeps this from happening.
  const [code] = (await once(child, 'close')) as [number | null];
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('rondine-')),
    [],
  );
  return { code, out, errors };
}

function fileWith(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-test-transcript-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'talk.yaml');
  writeFileSync(file, text);
  return file;
}

test('an example is played, told line by line, and its record printed as JSON', async (t) => {
  const { code, out, errors } = await runDemo(t, ['--once']);
  assert.equal(code, 0, errors);
  assert.match(out, /^\d\d:\d\d:\d\d {2}customer {6}Ciao\n\d\d:\d\d:\d\d {2}bot {11}Ciao! Come ti chiami\?$/m);
  const record = JSON.parse(out.slice(out.indexOf('{\n'))) as { object: string; id: string; fields: { Id: string } };
  assert.equal(record.object, 'Lead');
  assert.equal(record.fields.Id, record.id);
});

test('an example is played on the phones of every channel, and calls each by its name', async (t) => {
  const channels = DEMO_CHANNELS.flatMap(({ connection }) => ['--channel', connection]);
  const { code, out, errors } = await runDemo(t, ['--once', '--json', ...channels]);
  assert.equal(code, 0, errors);
  const records = JSON.parse(`[${out.replaceAll('\n}\n{', '\n},\n{')}]`) as { object: string; fields: JsonObject }[];
  assert.deepEqual(
    records.map(({ object, fields }) => [object, fields['LeadSource']]),
    DEMO_CHANNELS.map(({ title }) => ['Lead', title]),
  );
});

test('with --json the standard output holds the record and nothing else', async (t) => {
  // A channel without buttons: its choices are numbered lines.
  const channel = ['--channel', 'sms-twilio'];
  const { code, out, errors } = await runDemo(t, ['--once', '--json', '--example', 'whatsapp-case', ...channel]);
  assert.equal(code, 0, errors);
  assert.equal((JSON.parse(out) as { object: string }).object, 'Case');
  assert.match(errors, /customer {6}1\n[^]*bot {11}Raccontaci in una frase\./);
});

test('a transcript that does not come true ends with its place and exit code 1', async (t) => {
  const { code, errors } = await runDemo(t, [
    '--once',
    '--transcript',
    fileWith(t, '- customer: Ciao\n- bot: Salve\n'),
  ]);
  assert.equal(code, 1);
  assert.match(errors, /talk\.yaml:2: [^]*expected: the bot to say "Salve"/);
});

test('a wrong call says how to call it, with exit code 2', async (t) => {
  const cases: [string[], RegExp][] = [
    [[], /Say --once to play a conversation; npm start is the demo/],
    [['--twice'], /--twice/],
    [['--once', '--example', 'nope'], /no example "nope"; there is whatsapp-case, whatsapp-lead/],
    [['--once', '--channel', 'fax'], /no phone for "fax"; there is whatsapp/],
    [['--once', '--example', 'whatsapp-lead', '--transcript', 'x'], /either --example or --transcript/],
    [['--once', '--transcript', '/nowhere.yaml'], /nowhere\.yaml cannot be read: ENOENT/],
    [['--once', '--transcript', fileWith(t, '- costumer: Ciao\n')], /talk\.yaml:1: "costumer" is no kind of line/],
  ];
  for (const [args, message] of cases) {
    const { code, out, errors } = await runDemo(t, args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(errors, message);
    assert.match(errors, /usage: npm run demo -- --once/);
  }
  const help = await runDemo(t, ['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /^usage: npm run demo/);
});

test('a signal, or a reader who goes away, ends the server and its simulators and removes the folder', async (t) => {
  const starting = await runDemo(t, ['--once'], { text: 'Starting', then: (child) => child.kill('SIGINT') });
  assert.equal(starting.code, 130);
  const playing = await runDemo(t, ['--once'], { text: 'Playing', then: (child) => child.kill('SIGTERM') });
  assert.equal(playing.code, 143);
  const unread = await runDemo(t, ['--once'], { text: 'Starting', then: (child) => child.stdout?.destroy() });
  assert.equal(unread.code, 141, unread.errors);
});
