// No example of the command line is called wrongly.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { UsageError, type Io } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';

/** Stands for an installation: a command that gets this far was called rightly. */
class Reached extends Error {}

/** The arguments of a line, as a shell reads plain ones; what comes after three blanks explains it. */
function wordsOf(line: string): string[] {
  const [call = ''] = line.split(/ {3,}| \| | [<>] /);
  return [...call.matchAll(/'([^']*)'|"([^"]*)"|((?:[^\s'"]|=?"[^"]*")+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain!.replaceAll('"', ''),
  );
}

/** What stands under “examples:” in a usage. */
function examplesOf(usage: string): string[] {
  const lines = usage.slice(usage.indexOf('\nexamples:\n')).split('\n').slice(2);
  return lines.map((line) => line.trim()).filter(Boolean);
}

for (const command of commands)
  test(`the examples of "${command.name}" can be called as they stand`, async (t) => {
    const cwd = mkdtempSync(join(tmpdir(), 'rondine-examples-'));
    t.after(() => rmSync(cwd, { recursive: true }));
    const io: Io = {
      out: () => {},
      err: () => {},
      input: async () => '{}',
      confirm: undefined,
      env: {},
      cwd,
      width: undefined,
      color: false,
      user: 'ada',
      now: () => Date.UTC(2026, 10, 22),
    };
    const examples = examplesOf(command.usage);
    assert.ok(examples.length > 0);
    for (const example of examples) {
      const at = example.indexOf(`rondine ${command.name}`);
      assert.ok(at >= 0, `${example} is of another command`);
      const words = wordsOf(example.slice(at + 'rondine '.length));
      assert.equal(words.slice(0, command.name.split(' ').length).join(' '), command.name);
      const argv = words.slice(command.name.split(' ').length);
      const call = command.call(argv, { io, control: () => Promise.reject(new Reached()) });
      const ended: unknown = await call.then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(!(ended instanceof UsageError), `${example}: ${String(ended)}`);
    }
  });
