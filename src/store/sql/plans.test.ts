import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Kind } from '../records.ts';
import { SQLITE } from './dialect.ts';
import { migrate } from './migrate.ts';
import { countStatement, dueText, listStatement, nextDueText, type Statement } from './statements.ts';
import { TABLES } from './tables.ts';

const db = new DatabaseSync(':memory:');
migrate(db, 'memory');

/** How SQLite goes about a statement, step by step. */
const planOf = ({ sql, values }: Statement): string[] =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map((step) => String(step['detail']));

/** A value that stands in the index of a member. */
const valueOf = (kind: Kind, name: string): string => (kind === 'effect' && name === 'connection' ? 'crm' : 'x');

/** Every way to list by one indexed member. An effect's connection narrows down its state. */
const lists = (Object.keys(TABLES) as Kind[]).flatMap((kind) =>
  Object.keys(TABLES[kind].where).map((name) => ({
    kind,
    where: {
      [name]: valueOf(kind, name),
      ...(kind === 'effect' && name === 'connection' && { state: 'pending' }),
    } as never,
  })),
);

test('no list and no count by an indexed member reads a whole table or sorts', () => {
  assert.ok(lists.length > 15);
  for (const { kind, where } of lists) {
    const page = { where, after: 'a', limit: 10 };
    for (const query of [page, { ...page, newestFirst: true }, { where, from: 'a', before: 'b' }]) {
      const plan = planOf(listStatement(kind, query as never, SQLITE));
      // Two indexed members together may need a sort of the few rows that they leave.
      const sorted = kind === 'effect' && 'state' in (where as object) && !('connection' in (where as object));
      for (const step of plan)
        assert.match(
          step,
          sorted ? /^(SEARCH |USE TEMP B-TREE)/ : /^SEARCH /,
          `${kind} by ${JSON.stringify(where)}: ${plan.join('; ')}`,
        );
    }
    for (const counted of [{ where }, { where, from: 'a', before: 'b' }])
      for (const step of planOf(countStatement(kind, counted as never, SQLITE))) assert.match(step, /^SEARCH /);
  }
});

test('a page of a whole table starts at its key', () => {
  for (const kind of Object.keys(TABLES) as Kind[]) {
    for (const query of [{ after: 'a' }, { after: 'b', newestFirst: true }, { from: 'a', before: 'b' }]) {
      assert.match(planOf(listStatement(kind, query, SQLITE)).join('; '), /^SEARCH \w+ USING [^;]*$/);
    }
  }
});

test('what is due is read from two indexes, in their order', () => {
  const due = planOf({ sql: dueText(SQLITE), values: [0, 1, 10] });
  assert.deepEqual(
    due.filter((step) => /SCAN|SEARCH|TEMP/.test(step)),
    [
      'SEARCH run USING COVERING INDEX run_due (due>? AND due<?)',
      'SEARCH timer USING COVERING INDEX timer_at (at>? AND at<?)',
    ],
  );
  const next = planOf({ sql: nextDueText(SQLITE), values: [0] }).join('; ');
  assert.match(
    next,
    /SEARCH run USING COVERING INDEX run_due \(due>\?\).*SEARCH timer USING COVERING INDEX timer_at \(at>\?\)/,
  );
});
