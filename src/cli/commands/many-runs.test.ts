import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { runKeyAt } from '../../engine/search.ts';
import { newRun, type Run } from '../../flow/run.ts';
import type { Write } from '../../store/store.ts';
import { connect, leadFile, NOW, openTest, testCommands } from '../testing/test-installation.ts';

const RUNS = 10_000;
/** Longest that a command may take; a person waits for it. A tenth of this is usual. */
const PATIENCE_MS = 5000;

/** A run of many: each tenth has failed, each hundredth is under way. */
function runOf(number: number): Run {
  const key = id.run(`${runKeyAt(NOW - (RUNS - number) * 60_000)}-${String(number).padStart(6, '0')}`);
  const flow = { id: id.flow('lead'), version: 1 };
  const run = newRun({
    id: key,
    flow,
    lane: id.lane(`run:${key}`),
    connection: null,
    channel: null,
    conversation: null,
  });
  const at = { at: id.step('ask'), changedAt: NOW, vars: { order: `order-${number}` } };
  const nothing = { id: 1, for: 'nothing', effects: [] } as const;
  if (number % 100 === 1) return { ...run, ...at, wait: { id: 1, for: 'time', effects: [], until: NOW + 1e9 } };
  if (number % 10 !== 0) return { ...run, ...at, status: 'completed', wait: nothing };
  return { ...run, ...at, status: 'failed', wait: nothing, failure: { code: 'denied', message: 'No.' } };
}

test('ten thousand runs are listed, searched, counted and repaired without a long wait', async (t) => {
  const { run, folder, file } = await testCommands(t);
  const open = await openTest(folder, { serve: true });
  t.after(() => open.close());
  await connect(open);
  await file('lead.json', leadFile());
  await run('flow publish lead.json');
  for (let from = 0; from < RUNS; from += 1000) {
    const runs = Array.from({ length: 1000 }, (_, at) => runOf(from + at));
    await open.store.commit(
      runs.map((each): Write => ({ op: 'insert', kind: 'run', record: { key: each.id, run: each } })),
    );
  }
  const timed = async <T>(line: string): Promise<T> => {
    const began = performance.now();
    const answer = await run(line);
    const took = performance.now() - began;
    t.diagnostic(`${Math.round(took)} ms: rondine ${line}`);
    assert.equal(answer.code, 0, answer.err);
    assert.ok(took < PATIENCE_MS, `${line} took ${took} ms`);
    return answer.json<T>();
  };
  const { runs } = await timed<{ runs: { active: number; failed: number; completed: number } }>('status --json');
  assert.deepEqual([runs.active, runs.failed, runs.completed], [100, 1000, 8900]);
  type List = { runs: { run: string }[]; next?: string };
  const first = await timed<List>('runs list --json');
  assert.equal(first.runs.length, 50);
  const second = await timed<List>(`runs list --after ${first.next} --json`);
  assert.ok((second.runs[0]?.run ?? '') < (first.runs[49]?.run ?? ''));
  assert.equal((await timed<List>('runs list --status failed --failure denied --limit 1000 --json')).runs.length, 1000);
  assert.equal((await timed<List>('runs list --text order-17 --limit 5 --json')).runs.length, 5);
  assert.equal(
    (await timed<List>('runs list --text order-7 --since 2020-01-01 --until 2026-11-16 --json')).runs.length,
    11,
  );
  assert.equal((await timed<List>('runs list --text nowhere --json')).runs.length, 0);
  const preview = await timed<{ fitting: number }>('runs bulk replay --status failed --preview --json');
  assert.equal(preview.fitting, 1000);
  const [drain] = await timed<{ activeRuns: number }[]>('flow drain lead --json');
  assert.equal(drain?.activeRuns, 100);
});
