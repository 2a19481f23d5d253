import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { openMediaStore } from './media-store.ts';

/** Puts random files for ever, several at once and slowly enough to be killed in the middle; tells of each that is kept. */
const PUT_FOR_EVER = `
  import { randomBytes } from 'node:crypto';
  import { writeSync } from 'node:fs';
  import { openMediaStore } from ${JSON.stringify(join(import.meta.dirname, 'media-store.ts'))};
  const store = openMediaStore(process.argv[1]);
  async function* slowly() {
    for (let part = 0; part < 20; part++) { yield randomBytes(20_000); await new Promise(setImmediate); }
  }
  const putting = async () => {
    for (;;) writeSync(1, (await store.put(slowly(), { mime: '', maxBytes: 1e9 })).id + '\\n');
  };
  await Promise.all([putting(), putting(), putting()]);
`;

test('a kill in the middle leaves no half file under an id, and the next start sweeps the rest', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-media-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const kept: string[] = [];
  let swept = 0;
  for (const puts of [1, 5, 12]) {
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PUT_FOR_EVER, folder];
    const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    t.after(() => child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    let seen = 0;
    for await (const id of createInterface({ input: child.stdout })) {
      kept.push(id);
      if (++seen === puts) child.kill('SIGKILL');
    }
    await ended;
    swept += readdirSync(join(folder, 'media', 'new')).length;
    const store = openMediaStore(folder);
    assert.deepEqual(readdirSync(join(folder, 'media', 'new')), []);
    const ids = new Set<string>();
    for await (const { id } of store.list()) {
      const content = await buffer((await store.open(id)) ?? assert.fail());
      assert.equal(createHash('sha256').update(content).digest('hex'), id);
      ids.add(id);
    }
    assert.deepEqual(
      kept.filter((id) => !ids.has(id)),
      [],
    );
  }
  assert.ok(swept > 0, 'at least one kill met a put under way');
});
