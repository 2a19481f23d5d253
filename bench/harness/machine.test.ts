import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onCore, parseCpuTime, parseReads } from './machine.ts';

test('CPU time is read behind a name that holds blanks and brackets', () => {
  const stat = '4711 (node (x) 26) R 1 4711 4711 0 -1 4194304 100 0 0 0 123 45 0 0 20 0 11 0 1000 1 1';
  assert.deepEqual(parseCpuTime(stat), { userMs: 1230, systemMs: 450 });
});

test('reads from the disk are those of the process itself, not of its children', () => {
  assert.equal(parseReads('4711 (node) R 1 4711 4711 0 -1 4194304 100 20 7 5 123 45 0 0 20 0 11 0 1000 1 1'), 7);
});

test('a text that holds no figures is refused', () => {
  assert.throws(() => parseCpuTime('4711 (node) R 1'), /no figures in: 4711/);
});

test('a program is run on a core with its own arguments', () => {
  assert.deepEqual(onCore('0', ['node', 'x.ts']), ['taskset', ['-c', '0', 'node', 'x.ts']]);
});
