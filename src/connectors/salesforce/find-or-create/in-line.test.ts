import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { inLine } from './in-line.ts';

/** Work that tells when it begins and ends. */
function worker(local: Map<string, unknown>) {
  const told: string[] = [];
  const work = (name: string, names: readonly string[]) =>
    inLine(local, names, async () => {
      told.push(`${name} begins`);
      await turn();
      told.push(`${name} ends`);
      return name;
    });
  return { told, work };
}

test('work that shares a name is done one after the other, in the order of its coming', async () => {
  const { told, work } = worker(new Map());
  await Promise.all([work('first', ['phone', 'mail']), work('second', ['mail']), work('third', ['phone'])]);
  assert.deepEqual(told.slice(0, 2), ['first begins', 'first ends']);
  assert.deepEqual(told.slice(2), ['second begins', 'third begins', 'second ends', 'third ends']);
});

test('names that cross each other keep nobody waiting for ever', async () => {
  const { work } = worker(new Map());
  const all = [work('a', ['x', 'y']), work('b', ['y', 'x']), work('c', ['x']), work('d', ['y'])];
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
});

test('work that fails fails for whoever asked, and the next goes on', async () => {
  const local = new Map<string, unknown>();
  const { work } = worker(local);
  const failing = inLine(local, ['x'], () => Promise.reject(new Error('no')));
  const next = work('next', ['x']);
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'next');
});

test('nothing is remembered of lines that are over', async () => {
  const local = new Map<string, unknown>();
  const { work } = worker(local);
  await Promise.all([work('a', ['x']), work('b', ['x', 'y'])]);
  await turn();
  assert.deepEqual(
    [...local.values()].map((lines) => (lines as Map<string, unknown>).size),
    [0],
  );
});
