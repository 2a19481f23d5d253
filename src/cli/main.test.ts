import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from './commands/index.ts';
import { connect, leadFile, NOW, openTest, testCommands } from './testing/test-installation.ts';
import { table } from './terminal/table.ts';
import { formatJson, formatLine, styled, widthOf } from './terminal/text.ts';
import { ago, moment, readMoment, span } from './terminal/time.ts';

test('every command has a usage text with examples that name it, and takes --json', async (t) => {
  const { run } = await testCommands(t);
  for (const { name, options } of commands) {
    const { code, out, err } = await run([...name.split(' '), '--help']);
    assert.deepEqual([code, err], [0, ''], name);
    assert.ok(out.startsWith(`usage: rondine ${name}`), name);
    assert.match(out, new RegExp(`examples:(\\n.*)*\\n.*rondine ${name}`), name);
    assert.match(out, /--json prints [^.]/, name);
    assert.ok(Math.max(...out.split('\n').map((line) => line.length)) <= 140, `${name} has lines that are too long`);
    assert.ok('json' in options && 'data' in options, name);
  }
});

test('the overview lists every command in lines that fit a terminal', async (t) => {
  const { run } = await testCommands(t);
  const { code, out } = await run('--help');
  assert.equal(code, 0);
  for (const { name } of commands) assert.match(out, new RegExp(`^  ${name} `, 'm'));
  assert.ok(Math.max(...out.split('\n').map((line) => line.length)) <= 125);
  assert.equal((await run('')).out, out);
});

test('a misspelt command is answered with the one that was meant', async (t) => {
  const { run } = await testCommands(t);
  const meant = {
    'flow chekc': 'flow check',
    'run list': 'runs list',
    statsu: 'status',
    'contacts finds Ada': 'contacts find',
  };
  for (const [line, name] of Object.entries(meant)) {
    const { code, out, err } = await run(line);
    assert.deepEqual([code, out], [2, ''], line);
    assert.match(err, new RegExp(`Did you mean "${name}"`), line);
  }
  assert.match((await run('frobnicate everything')).err, /there is no command "frobnicate everything"\.\nAll/);
});

test('a wrong call says what is wrong, and changes nothing', async (t) => {
  const { run } = await testCommands(t);
  for (const [line, words] of [
    ['runs show', /runs show needs RUN/],
    ['runs show a b', /"b" is one argument too many/],
    ['runs list --colour red', /Unknown option '--colour'/],
    ['runs list --limit many', /--limit many is no number/],
    ['flow', /flow list .*/],
    ['parked nonsense', /"nonsense" is none of "parked list" and "parked settle"/],
  ] as const) {
    const { code, out, err } = await run(line);
    assert.deepEqual([code, out], [2, ''], line);
    assert.match(err, words, line);
  }
});

test('common options may stand before the command', async (t) => {
  const { run, folder } = await testCommands(t);
  const open = await openTest(folder, { serve: false });
  await open.close();
  assert.deepEqual((await run(['--json', 'flow', 'list'])).json(), []);
  assert.match((await run(['--data', `${folder}-other`, 'flow', 'list'])).err, /-other is no data folder of Rondine/);
});

test('with --json every reading command prints JSON and nothing else', async (t) => {
  const { run, folder, file } = await testCommands(t);
  const open = await openTest(folder, { serve: true });
  t.after(() => open.close());
  await connect(open);
  await file('lead.json', leadFile());
  await run('flow publish lead.json');
  await open.says('info');
  const [{ run: key } = { run: '' }] = (await run('runs list --json')).json<{ runs: { run: string }[] }>().runs;
  const [{ key: conversation } = { key: '' }] = (await run('conversations list --json')).json<{ key: string }[]>();
  for (const line of [
    'status',
    'flow list',
    'flow check lead.json',
    'flow export lead',
    'flow diff lead',
    'flow history lead',
    'flow drain lead',
    'flow why --last --from +393331234567',
    'runs list',
    `runs show ${key}`,
    'runs bulk cancel --flow lead --preview',
    'parked',
    'contacts find',
    'contacts show +393331234567',
    'conversations list',
    `conversations show ${conversation}`,
    'connections list',
    'connections show crm',
    'export +393331234567',
    'erase +393331234567 --dry-run',
    'retention run --messages 30d --dry-run',
  ]) {
    const plain = await run(line);
    const answered = await run(`${line} --json`);
    assert.equal(answered.code, 0, `${line}: ${answered.err}`);
    assert.notEqual(answered.json<unknown>(), undefined, line);
    assert.equal(plain.code, 0, line);
    assert.notEqual(plain.out, '', line);
  }
  assert.equal((await run(`runs show nothing --json`)).out, '');
});

test('a refusal that names a field says where and how to put it right', async (t) => {
  const { run, file } = await testCommands(t);
  await file('bad.json', { rondine: 1, flow: { id: 'x' } });
  const { code, err } = await run('flow import bad.json');
  assert.equal(code, 1);
  assert.match(err, /bad\.json is no flow file\.\n +error bad_shape at flow/);
});

test('tables fit the terminal: what may be cut is cut, numbers stand right', () => {
  const columns = [{ head: 'ID' }, { head: 'WORDS', cut: true }, { head: 'N', right: true }] as const;
  const lines = table(
    columns,
    [
      ['a', 'some words that are long', '7'],
      ['bcd', styled('red', 'few'), '1234'],
    ],
    24,
  );
  const shown = lines.map((line) => formatLine(line, false));
  assert.deepEqual(shown, ['ID   WORDS             N', 'a    some words t…     7', 'bcd  few            1234']);
  assert.ok(
    shown.every((line) => widthOf(line) <= 24),
    shown.join('\n'),
  );
  assert.deepEqual(table(columns, [], 24), []);
});

test('colors are ours alone: what others wrote cannot steer the terminal', () => {
  assert.equal(formatLine(['\u001b[31mred\u0007\n', styled('bold', 'x\u009b')], false), '\ufffd[31mred\ufffd x\ufffd');
  assert.equal(formatLine([styled('red', 'no')], true), '\u001b[31mno\u001b[39m');
  const value = { text: 'a\u009b\u202e\u001b' };
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  assert.doesNotMatch(formatJson(value), /[\u001b\u0080-\u009f\u202e]/);
  assert.deepEqual(JSON.parse(formatJson(value)), value);
});

test('wide characters and accents count as they are shown', () => {
  assert.deepEqual(['ab', 'è', 'e\u0300', '日本', '👍'].map(widthOf), [2, 1, 1, 4, 2]);
});

test('times are read and written in the zone of the reader', () => {
  const at = Date.UTC(2026, 10, 22, 9, 2, 31);
  assert.equal(moment(at, 'Europe/Rome'), '2026-11-22 10:02:31');
  assert.equal(ago(at - 3 * 3_600_000, at), '3 h ago');
  assert.equal(ago(at + 90_000, at), 'in 1 min');
  assert.equal(span(250), '250 ms');
  assert.equal(readMoment('2026-11-22T10:02:31', NOW, 'Europe/Rome'), at);
  assert.equal(readMoment('2026-11-22T09:02:31Z', NOW, 'Europe/Rome'), at);
  assert.equal(readMoment('2026-11-22', NOW, 'Europe/Rome'), Date.UTC(2026, 10, 21, 23));
  assert.equal(readMoment('24h', NOW), NOW - 86_400_000);
  assert.equal(readMoment('tomorrow', NOW), undefined);
  assert.equal(readMoment('2026-02-31', NOW), undefined);
});
