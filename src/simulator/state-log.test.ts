import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openStateLog } from './state-log.ts';

function newPath(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-log-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deep', 'state.jsonl');
}

function replayed(path: string): unknown[] {
  const entries: unknown[] = [];
  openStateLog(path, (entry) => entries.push(entry)).close();
  return entries;
}

test('entries come back in the order they were written', (context) => {
  const path = newPath(context);
  const log = openStateLog<{ n: number; text: string }>(path, () => {});
  log.append({ n: 1, text: 'è\n' });
  log.append({ n: 2, text: '' });
  log.close();
  assert.deepEqual(replayed(path), [
    { n: 1, text: 'è\n' },
    { n: 2, text: '' },
  ]);
});

test('a line torn by a kill is dropped and the next entry stands whole', (context) => {
  const path = newPath(context);
  openStateLog(path, () => {}).close();
  appendFileSync(path, '{"n":1}\n{"n":2');
  const log = openStateLog(path, () => {});
  log.append({ n: 3 });
  log.close();
  assert.deepEqual(replayed(path), [{ n: 1 }, { n: 3 }]);
});

test('clearing forgets what was written, also after more is written', (context) => {
  const path = newPath(context);
  const log = openStateLog(path, () => {});
  log.append({ n: 1 });
  log.clear();
  log.append({ n: 2 });
  log.close();
  assert.equal(readFileSync(path, 'utf8'), '{"n":2}\n');
});

test('a damaged line is named by file and number', (context) => {
  const path = newPath(context);
  openStateLog(path, () => {}).close();
  writeFileSync(path, '{"n":1}\nnonsense\n');
  assert.throws(() => replayed(path), /state\.jsonl:2 is not JSON/);
});

test('without a path nothing is kept and nothing fails', () => {
  const log = openStateLog(undefined, () => assert.fail('nothing to replay'));
  log.append({ n: 1 });
  log.clear();
  log.close();
});
