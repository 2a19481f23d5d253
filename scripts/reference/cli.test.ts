// No example of the command line is called wrongly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { misuseOf } from './testing/call-line.ts';

/** What stands under “examples:” in a usage. */
function examplesOf(usage: string): string[] {
  const lines = usage.slice(usage.indexOf('\nexamples:\n')).split('\n').slice(2);
  return lines.map((line) => line.trim()).filter(Boolean);
}

for (const { name, usage } of commands)
  test(`the examples of "${name}" can be called as they stand`, async () => {
    const examples = examplesOf(usage);
    assert.ok(examples.length > 0);
    for (const example of examples) {
      assert.ok(example.includes(`rondine ${name}`), `${example} is of another command`);
      assert.equal(await misuseOf(example), undefined);
    }
  });
