import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { advance } from '../flow/advance.ts';
import type { Flow } from '../flow/flow.ts';
import { newRun, type Run, type RunEvent } from '../flow/run.ts';
import type { EffectRecord, JournalRecord } from '../store/records.ts';
import { types } from './catalog.ts';
import { readHistory, type Kept } from './run-history.ts';

const step = (type: string, params: JsonObject, next: Record<string, string> = {}) => ({
  type,
  params,
  next: Object.fromEntries(Object.entries(next).map(([name, to]) => [name, id.step(to)])),
});
const flow: Flow = {
  id: id.flow('test'),
  version: 1,
  name: 'Test',
  language: 'en',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [],
  start: id.step('first'),
  steps: {
    [id.step('first')]: step('set', { values: { a: 1 } }, { done: 'second' }),
    [id.step('second')]: step('set', { values: { a: 2, b: 'x' } }, { done: 'call' }),
    [id.step('call')]: step(
      'call',
      { connection: 'crm', operation: 'create', input: {}, saveAs: 'made' },
      { done: 'end', failed: 'end' },
    ),
    [id.step('end')]: step('end', {}),
  },
};
type Given = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'context'> : never) : never;

/** A run that these events moved, a second apart, with what it left. */
function moved(...events: Given[]): Kept {
  const facts = { id: id.run('r-1'), flow: { id: flow.id, version: 1 }, lane: id.lane('l') };
  let run: Run = newRun({ ...facts, connection: null, channel: null, conversation: null });
  const journal: JournalRecord[] = [];
  const effects: EffectRecord[] = [];
  for (const [number, given] of events.entries()) {
    const event: RunEvent = { ...given, at: number * 1000, context: {} };
    const after = advance(flow, run, event, types);
    assert.notEqual(after.run, run, `${event.type} is awaited`);
    run = after.run;
    journal.push({ key: `r-1/${number}`, run: run.id, number, at: event.at, event, after: run });
    for (const { id: key, ...request } of after.effects)
      effects.push({
        key,
        run: run.id,
        lane: run.lane,
        connection: null,
        request,
        state: 'done',
        attempts: 1,
        nextAt: 0,
        at: event.at,
      });
  }
  return { run, journal, effects, versionOf: (version) => (version === 1 ? flow : undefined) };
}

const effect = id.effect(id.run('r-1'), 0);

test('each step is a visit with its times, the variables that changed there, its effects and waits', () => {
  const { visits } = readHistory(moved({ type: 'started' }, { type: 'done', effect, output: { id: '7' } }), types);
  assert.deepEqual(
    visits.map(({ step: name, enteredAt, leftAt, changed, effects, waits }) => ({
      name,
      times: [enteredAt, leftAt],
      changed,
      effects: effects.length,
      waits: waits.map((wait) => wait.for),
    })),
    [
      { name: 'first', times: [0, 0], changed: { a: 1 }, effects: 0, waits: [] },
      { name: 'second', times: [0, 0], changed: { a: 2, b: 'x' }, effects: 0, waits: [] },
      { name: 'call', times: [0, 1000], changed: { made: { id: '7' } }, effects: 1, waits: ['effects'] },
      { name: 'end', times: [1000, 1000], changed: {}, effects: 0, waits: [] },
    ],
  );
});

test('a repair is an event by somebody, and a replayed step is visited again', () => {
  const failure = { code: 'denied', message: 'No.' } as const;
  const kept = moved({ type: 'started' }, { type: 'skipped', by: 'eva', outcome: 'failed' });
  const { events } = readHistory(kept, types);
  assert.deepEqual(
    events.map(({ type, by }) => [type, by]),
    [
      ['started', undefined],
      ['skipped', 'eva'],
    ],
  );
  const { failed: _open, ...next } = flow.steps[id.step('call')]?.next ?? {};
  const strict: Flow = {
    ...flow,
    steps: { ...flow.steps, [id.step('call')]: { ...flow.steps[id.step('call')]!, next } },
  };
  let run = kept.journal[0]!.after;
  const journal = [kept.journal[0]!];
  for (const [number, given] of [
    { type: 'failed', effect, failure } as const,
    { type: 'retried', by: 'eva' } as const,
  ].entries()) {
    const event: RunEvent = { ...given, at: 5000 + number, context: {} };
    run = advance(strict, run, event, types).run;
    journal.push({ key: `r-1/${number + 1}`, run: run.id, number: number + 1, at: event.at, event, after: run });
  }
  const { visits } = readHistory({ ...kept, run, journal, versionOf: () => strict }, types);
  assert.deepEqual(
    visits.map((visit) => visit.step),
    ['first', 'second', 'call', 'call'],
  );
  assert.deepEqual(
    visits.slice(2).map(({ enteredAt, leftAt }) => [enteredAt, leftAt]),
    [
      [0, 5000],
      [5001, undefined],
    ],
  );
});

test('of a version that is gone only where events ended is told', () => {
  const { visits } = readHistory({ ...moved({ type: 'started' }), versionOf: () => undefined }, types);
  assert.deepEqual(
    visits.map(({ step: name, type, effects }) => [name, type, effects.length]),
    [['call', '', 1]],
  );
});
