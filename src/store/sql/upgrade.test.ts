import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { firstTables } from '../migrations/0001-first-tables.ts';
import type { Kind } from '../records.ts';
import { SAMPLES } from '../testing/samples.ts';
import { migrate } from './migrate.ts';
import { openStore } from './sqlite.ts';
import type { SqlValue } from './tables.ts';

const root = mkdtempSync(join(tmpdir(), 'rondine-upgrade-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** The columns that tables had in version 1, beside `key` and `data`. */
const FIRST_COLUMNS = {
  lane: {},
  contact: {},
  address: {},
  conversation: {},
  connection: {},
  memory: {},
  setting: {},
  stuck: {},
  effect: { run: 'r000001', state: 'pending' },
  flow: { flow: 'lead', current: 1 },
} as const;

/** A file as version 1 left it, with a row in every table. */
function makeFirstVersion(file: string): void {
  const db = new DatabaseSync(file);
  migrate(db, file, [firstTables]);
  const add = (table: string, row: Record<string, SqlValue>): void => {
    const names = Object.keys(row);
    const places = names.map(() => '?').join(', ');
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(...Object.values(row));
  };
  for (const [kind, columns] of Object.entries(FIRST_COLUMNS)) {
    const record = SAMPLES[kind as Kind](1);
    add(kind, { key: record.key, data: JSON.stringify(record), ...columns });
  }
  const { run } = SAMPLES.run(1);
  add('run', {
    key: run.id,
    lane: run.lane,
    conversation: run.conversation,
    due: run.wait.until ?? null,
    data: JSON.stringify(run),
  });
  add('seen', SAMPLES.seen(1));
  const { key, conversation, content, ...rest } = SAMPLES.message(1);
  add('message', {
    key,
    conversation,
    sent_id: 'wamid.000001',
    content: JSON.stringify(content),
    data: JSON.stringify(rest),
  });
  const { event, after: state, ...entry } = SAMPLES.journal(1);
  add('journal', { ...entry, event: JSON.stringify(event), after: JSON.stringify(state) });
  db.close();
}

test('a file of version 1 keeps every record, and is searched by what version 2 added', async () => {
  const file = join(root, 'first.db');
  makeFirstVersion(file);
  const store = await openStore({ file });
  const kinds: Kind[] = [...(Object.keys(FIRST_COLUMNS) as Kind[]), 'run', 'seen', 'message', 'journal'];
  for (const kind of kinds) assert.deepEqual(await store.list(kind), [SAMPLES[kind](1)], kind);

  const contact = { contact: 'c000001' };
  assert.equal(await store.count('address', contact), 1);
  assert.equal(await store.count('conversation', contact), 1);
  for (const where of [{ flow: 'lead' }, { status: 'active' }]) {
    assert.equal(await store.count('run', where), 1, JSON.stringify(where));
  }
  assert.equal(await store.count('effect', { state: 'pending', connection: 'shop' }), 1);

  // The rows can be changed by those who read them, as rows of this version can.
  const record = SAMPLES.run(1);
  await store.commit([
    { op: 'put', kind: 'run', record: { ...record, run: { ...record.run, status: 'completed' } }, former: record },
    { op: 'put', kind: 'effect', record: { ...SAMPLES.effect(1), state: 'done' }, former: SAMPLES.effect(1) },
  ]);
  assert.equal(await store.count('run', { status: 'active' }), 0);
  assert.deepEqual(await store.due({ after: 0, until: 1e15, limit: 1 }), []);
  await store.close();
});
