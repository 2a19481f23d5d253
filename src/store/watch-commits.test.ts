import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openStore } from './sql/sqlite.ts';
import { ConflictError } from './store.ts';
import { watchCommits } from './watch-commits.ts';

test('who listens hears what is on disk, and nothing of what was refused or came after', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-watch-'));
  const bare = await openStore({ folder });
  t.after(async () => {
    await bare.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { store, listen } = watchCommits(bare);
  const heard: string[] = [];
  const put = (key: string) => store.commit([{ op: 'insert', kind: 'seen', record: { key, at: 1 } }]);
  await put('before');
  const end = listen((writes) => heard.push(...writes.map((write) => (write.op === 'delete' ? '' : write.record.key))));
  await put('heard');
  await assert.rejects(put('heard'), ConflictError);
  end();
  await put('after');
  assert.deepEqual(heard, ['heard']);
  assert.equal(await store.count('seen'), 3);
});
