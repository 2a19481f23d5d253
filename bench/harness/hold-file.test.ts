import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { holdInMemory, readIntoMemory } from './hold-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'rondine-bench-hold-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Kilobytes that this process holds in memory. */
const held = (): number => Number(/^VmLck:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

test('a file is held in memory from then on', { skip: process.platform !== 'linux' && 'Linux only' }, async () => {
  const file = join(folder, 'file');
  writeFileSync(file, Buffer.alloc(300 * 1024));
  const before = held();
  assert.equal(await holdInMemory(file), undefined);
  assert.equal(held() - before, 300);
});

test('what cannot be held is said', { skip: process.platform !== 'linux' && 'Linux only' }, async () => {
  const file = join(folder, 'empty');
  writeFileSync(file, '');
  assert.match((await holdInMemory(file)) ?? '', /empty cannot be mapped/);
});

test('a file that is not there is told', async () => {
  await assert.rejects(readIntoMemory(join(folder, 'none')), /ENOENT/);
});
