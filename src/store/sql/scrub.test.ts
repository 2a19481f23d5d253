import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { Store, Write } from '../store.ts';
import { scrubFile } from './scrub.ts';
import { openStore } from './sqlite.ts';
import { storeTrouble } from './trouble.ts';

const root = mkdtempSync(join(tmpdir(), 'rondine-scrub-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** Values of many lengths, so that pages are split, filled and overflow. */
const text = (name: string, n: number): string => `${name}${n}. `.repeat(1 + ((n * 37) % 400));
const put = (n: number, value: string): Write => ({ op: 'put', kind: 'memory', record: { key: `k${n}`, value } });
const numbers = Array.from({ length: 600 }, (_, n) => n);

/** Which of the texts with this name stand in any file of a folder. */
function found(folder: string, name: string): string[] {
  const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  return numbers.map((n) => `${name}${n}. `).filter((marker) => bytes.some((content) => content.includes(marker)));
}

/** Commits in groups of fifty. */
async function commitAll(store: Store, writes: readonly Write[]): Promise<void> {
  for (let first = 0; first < writes.length; first += 50) {
    await Promise.all(writes.slice(first, first + 50).map((write) => store.commit([write])));
  }
}

async function writeOver(store: Store): Promise<void> {
  await commitAll(
    store,
    numbers.map((n) => put((n * 263) % 600, text('secret', n))),
  );
  await commitAll(
    store,
    numbers.map((n) => (n % 3 === 0 ? { op: 'delete', kind: 'memory', key: `k${n}` } : put(n, text('kept', n)))),
  );
}

test('after a scrub nothing that was written over or deleted is left in any file', async () => {
  const folder = mkdtempSync(join(root, 'a-'));
  const store = await openStore({ folder });
  await writeOver(store);
  assert.ok(found(folder, 'secret').length > 20);
  await store.scrub?.();
  assert.deepEqual(found(folder, 'secret'), []);
  assert.equal(found(folder, 'kept').length, 400);
  assert.equal(await store.count('memory'), 400);
  await store.close();
});

test('commits asked for while it scrubs wait and are kept, reads go on, and closing waits', async () => {
  const folder = mkdtempSync(join(root, 'b-'));
  const store = await openStore({ folder });
  await writeOver(store);
  const settled: string[] = [];
  const early = store.commit([{ op: 'delete', kind: 'memory', key: 'k1' }]);
  const scrubs = [store.scrub?.(), store.scrub?.()].map((scrub) => scrub?.then(() => settled.push('scrub')));
  await early;
  const late = store.commit([put(2, 'late')]).then(() => settled.push('late'));
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await store.get('memory', 'k4'))?.value, text('kept', 4));
  assert.deepEqual(settled, []);
  await store.close();
  await Promise.all([...scrubs, late]);
  assert.deepEqual(found(folder, 'secret'), []);
  const again = await openStore({ folder });
  assert.equal((await again.get('memory', 'k2'))?.value, 'late');
  assert.equal(await again.get('memory', 'k1'), undefined);
  await again.close();
});

test('a scrub that another process holds up fails in words, and the store goes on', async () => {
  const folder = mkdtempSync(join(root, 'c-'));
  const store = await openStore({ folder });
  await store.commit([put(1, 'one')]);
  const other = new DatabaseSync(join(folder, 'rondine.db'));
  other.exec('BEGIN; SELECT * FROM memory');
  await assert.rejects(store.scrub?.() ?? Promise.resolve(), /rondine\.db could not be scrubbed: another process/);
  other.close();
  await store.commit([put(1, 'two')]);
  await store.scrub?.();
  assert.equal((await store.get('memory', 'k1'))?.value, 'two');
  await store.close();
});

test('what is wrong with the file is passed on', async () => {
  const file = join(root, 'letter.db');
  writeFileSync(file, 'Dear reader, '.repeat(1000));
  await assert.rejects(scrubFile(file), (error) => /is no database/.test(storeTrouble(error) ?? ''));
});
