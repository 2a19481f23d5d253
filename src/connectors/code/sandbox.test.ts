import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from './sandbox.ts';

const MEMORY_BYTES = 32 * 1024 * 1024;

const USES: { name: string; source: string; reusable: boolean }[] = [
  { name: 'gave a result', source: 'return 1', reusable: true },
  { name: 'threw', source: 'throw new Error("no")', reusable: true },
  { name: 'returned what is no JSON', source: 'return () => 1', reusable: true },
  { name: 'left promises behind', source: 'new Promise(() => {}); Promise.reject(1); return 1', reusable: true },
  { name: 'met its time', source: 'for (;;) {}', reusable: false },
  { name: 'met its stack', source: 'eval("(".repeat(100_000))', reusable: false },
  { name: 'grew the memory', source: 'return "x".repeat(2e7).length', reusable: false },
];

for (const { name, source, reusable } of USES) {
  test(`a sandbox whose function ${name} is ${reusable ? '' : 'not '}used again`, async () => {
    const sandbox = await createSandbox(MEMORY_BYTES);
    const job = { source, input: '{}', timeoutMs: 200, memoryBytes: MEMORY_BYTES };
    assert.equal(sandbox.run(job).reusable, reusable);
  });
}

test('a sandbox takes a thousand functions without growing', async () => {
  const sandbox = await createSandbox(MEMORY_BYTES);
  const job = { source: 'return input.list.length', timeoutMs: 5000, memoryBytes: MEMORY_BYTES };
  const input = JSON.stringify({ list: Array.from({ length: 1000 }, (_, at) => `item ${at}`) });
  for (let at = 0; at < 1000; at++) {
    assert.deepEqual(sandbox.run({ ...job, input }), {
      outcome: { ended: 'returned', result: '1000', logs: [] },
      reusable: true,
    });
  }
});
