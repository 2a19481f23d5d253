import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunDetails } from '../../src/control/runs.ts';
import {
  effectAt,
  journalPageOf,
  kindOf,
  placeAfterKey,
  placeOf,
  saidAt,
  tickAt,
  variablesAt,
  visitsAt,
} from './moments.ts';

/** A run that asked a name (effect 0), got it, and was refused by an org (effect 1); a second apart. */
const events = [
  { number: 0, at: 1000, type: 'started', step: 'ask', about: {} },
  { number: 1, at: 2000, type: 'done', step: 'ask', about: { effect: 'r#0' } },
  { number: 2, at: 3000, type: 'receipt', step: 'ask', about: { effect: 'r#0', status: 'read' } },
  { number: 3, at: 4000, type: 'replied', step: 'create', about: {} },
  { number: 4, at: 5000, type: 'failed', step: 'create', about: { effect: 'r#1' } },
] as unknown as RunDetails['events'];
const effects = [
  { key: 'r#0', at: 1000, state: 'done' },
  { key: 'r#1', at: 4000, state: 'failed' },
] as unknown as RunDetails['visits'][number]['effects'];
const visits = [
  { step: 'ask', entered: 0, effects: [effects[0]] },
  { step: 'create', entered: 3, effects: [effects[1]] },
] as unknown as RunDetails['visits'];
const at = (number: number) => placeOf(String(number), events);

describe('a place on the scrubber', () => {
  it('is the newest one unless the address names another', () => {
    assert.deepEqual([placeOf(undefined, events).index, placeOf(undefined, events).isLast], [4, true]);
    assert.deepEqual([at(1).index, at(1).isLast], [1, false]);
    assert.equal(placeOf('99', events).index, 4);
    assert.deepEqual(placeOf(undefined, []), { index: -1, event: undefined, isLast: true });
  });

  it('is reached by the keys, and they stop at the ends', () => {
    const from = (key: string, index = 2) => placeAfterKey(key, index, 5);
    assert.deepEqual(
      ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].map((key) => from(key)),
      [1, 3, 0, 4, 0, 4],
    );
    assert.deepEqual([from('ArrowLeft', 0), from('ArrowRight', 4), from('Tab')], [0, 4, undefined]);
  });

  it('lies by order and not by time', () => {
    assert.deepEqual([tickAt(0, 5), tickAt(2, 5), tickAt(4, 5), tickAt(0, 1)], [0, 0.5, 1, 0.5]);
  });
});

describe('a moment', () => {
  it('has the page of the journal that holds it and the one before', () => {
    assert.deepEqual(journalPageOf(0), { from: 0, limit: 101 });
    assert.deepEqual(journalPageOf(99), { from: 0, limit: 101 });
    for (const number of [100, 150, 199, 1000]) {
      const { from, limit } = journalPageOf(number);
      assert.ok(from <= number - 1 && number < from + limit, String(number));
    }
  });

  it('knows the passages that had begun', () => {
    assert.deepEqual(
      [0, 2, 3, 4].map((number) => visitsAt(visits, number).length),
      [1, 1, 2, 2],
    );
  });

  it('knows how far each effect had come', () => {
    const states = (number: number) => effects.map((effect) => effectAt(effect, { events, place: at(number) }));
    assert.deepEqual(states(0), ['pending', 'unborn']);
    assert.deepEqual(states(1), ['done', 'unborn']);
    assert.deepEqual(states(3), ['done', 'pending']);
    assert.deepEqual(states(4), ['done', 'failed']);
    const parked = { ...effects[1], key: 'r#2', state: 'parked' } as (typeof effects)[number];
    assert.equal(effectAt(parked, { events, place: at(4) }), 'parked');
    assert.equal(effectAt(parked, { events, place: at(3) }), 'pending');
  });

  it('marks what changed, and puts it first', () => {
    const marked = variablesAt({ a: 1, b: { x: 1 }, d: 4 }, { a: 1, b: { x: 2 }, c: 'gone' });
    assert.deepEqual(marked, [
      { name: 'b', value: { x: 1 }, before: { x: 2 }, change: 'changed' },
      { name: 'c', before: 'gone', change: 'gone' },
      { name: 'd', value: 4, change: 'new' },
      { name: 'a', value: 1 },
    ]);
    assert.equal(variablesAt({ a: { y: 1, x: 2 } }, { a: { x: 2, y: 1 } })[0]?.change, undefined);
  });
});

describe('what was said by a moment', () => {
  const conversation = {
    messages: [
      { key: 'm0', direction: 'in', at: 900, status: 'received' },
      { key: 'm1', direction: 'out', at: 1000, status: 'read', effect: 'r#0' },
      { key: 'm2', direction: 'in', at: 4000, status: 'received' },
      { key: 'm3', direction: 'out', at: 6000, status: 'sent', effect: 'other#0' },
    ],
    notes: [{ key: 'n0', text: 'VIP', by: 'Eva', at: 3500 }],
  } as unknown as Parameters<typeof saidAt>[0];
  const said = (number: number) => saidAt(conversation, { details: { events, visits }, place: at(number) });

  it('leaves out what followed and counts it', () => {
    assert.deepEqual([said(0).said.length, said(0).later], [2, 3]);
    assert.deepEqual([said(3).said.length, said(3).later], [4, 1]);
    assert.deepEqual([said(4).said.length, said(4).later], [5, 0]);
  });

  it('shows how far a message had come by then', () => {
    const statusOf = (number: number) =>
      said(number).said.flatMap((each) => (each.kind === 'message' && each.message.key === 'm1' ? [each.status] : []));
    assert.deepEqual([statusOf(0), statusOf(1), statusOf(2), statusOf(4)], [['pending'], ['sent'], ['read'], ['read']]);
  });

  it('tells messages of the run from those of others', () => {
    const own = said(4).said.flatMap((each) => (each.kind === 'message' && each.isOwn ? [each.message.key] : []));
    assert.deepEqual(own, ['m1']);
    assert.deepEqual(
      said(4).said.map(({ kind }) => kind),
      ['message', 'message', 'note', 'message', 'message'],
    );
  });
});

describe('the kind of an event', () => {
  it('is what moved the run: a word, work, time, a repair or trouble', () => {
    const kinds = (['started', 'done', 'elapsed', 'failed'] as const).map((type) => kindOf({ type }));
    assert.deepEqual(kinds, ['word', 'work', 'time', 'trouble']);
    assert.equal(kindOf({ type: 'failed', by: 'Ada' }), 'repair');
  });
});
