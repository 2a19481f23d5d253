import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { programOf, root, seconds, spell } from './commands.ts';

test('a tool starts by its program on this very Node, and is spelled as people call it', () => {
  for (const tool of ['knip', 'oxfmt', 'oxlint', 'tsc', 'vite']) {
    const [program, [file, ...rest]] = programOf([tool, '--help']);
    assert.equal(program, process.execPath);
    assert.ok(file && existsSync(file), `${tool}: ${file}`);
    assert.deepEqual(rest, ['--help']);
    assert.equal(spell({ name: tool, run: [tool, '--help'] }), `npx ${tool} --help`);
  }
  assert.equal(spell({ name: 'x', run: ['node', 'scripts/docs.ts', '--check'] }), 'node scripts/docs.ts --check');
});

/** What a row of three commands prints, of which the second fails. */
function runRow(options: string) {
  const run = (code: string) => ({ name: code, run: ['node', '-e', code] });
  const row = JSON.stringify([run('process.exit(0)'), run('process.exit(3)'), run('process.exit(+false)')]);
  const commands = JSON.stringify(join(root, 'scripts/commands.ts'));
  const program = `import { runAll } from ${commands}; process.exit((await runAll(${row}, ${options})) ? 0 : 7);`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

test('the first command that fails ends the row and says how to repeat it', () => {
  const { status, stdout, stderr } = runRow('{}');
  assert.equal(status, 7);
  assert.match(stdout, /✔ process\.exit\(0\) \(\d+\.\d s\)/);
  assert.match(stderr, /✖ process\.exit\(3\) failed after .*Repeat it with: node -e process\.exit\(3\)/);
  assert.doesNotMatch(stdout, /false/);
});

test('a row that keeps going runs every command and counts them', () => {
  const { status, stdout } = runRow('{ keepGoing: true }');
  assert.equal(status, 7);
  assert.match(stdout, /✔ process\.exit\(\+false\)/);
  assert.match(stdout, /^2 passed, 1 failed$/m);
});

test('seconds are shown with one digit', () => {
  assert.equal(seconds(1249), '1.2 s');
});
