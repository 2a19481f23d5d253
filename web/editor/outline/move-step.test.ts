import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, draftWith, ROW, types, waysIn } from '../../../src/flow/edit/small-draft.contract.ts';
import { moveAlong, moveBehind } from './move-step.ts';

const LINE = {
  a: { type: 'note', params: { text: 'a' }, next: { next: 'b' } },
  b: { type: 'note', params: { text: 'b' }, next: { next: 'c' } },
  c: { type: 'note', params: { text: 'c' }, next: { next: 'end' } },
  end: { type: 'end' },
};

describe('moving a step', () => {
  it('takes it out of its place and puts it behind an exit', () => {
    const made = moveBehind(draftWith(LINE), { step: at('a'), after: { step: at('c'), outcome: 'next' } }, types);
    assert.deepEqual(waysIn(made).sort(), ['a.next > end', 'b.next > c', 'c.next > a', 'start > b']);
  });

  it('goes up and down by one along the main way', () => {
    const up = moveAlong(draftWith(LINE), { step: at('c'), by: 'up' }, types);
    assert.deepEqual(waysIn(up).sort(), ['a.next > c', 'b.next > end', 'c.next > b', 'start > a']);
    const first = moveAlong(draftWith(LINE), { step: at('b'), by: 'up' }, types);
    assert.deepEqual(waysIn(first).sort(), ['a.next > c', 'b.next > a', 'c.next > end', 'start > b']);
    const back = moveAlong(first, { step: at('b'), by: 'down' }, types);
    assert.deepEqual(waysIn(back).sort(), waysIn(draftWith(LINE)).sort());
  });

  it('changes nothing where there is no such place', () => {
    const draft = draftWith(LINE);
    assert.equal(moveAlong(draft, { step: at('a'), by: 'up' }, types), draft);
    assert.equal(moveAlong(draft, { step: at('c'), by: 'down' }, types), draft);
    assert.equal(moveBehind(draft, { step: at('b'), after: { step: at('a'), outcome: 'next' } }, types), draft);
    assert.equal(moveBehind(draft, { step: at('b'), after: { step: at('b'), outcome: 'next' } }, types), draft);
  });

  it('keeps the other exits, and never makes a step follow itself', () => {
    const made = moveBehind(draftWith(ROW), { step: at('ask'), after: { start: true } }, types);
    assert.deepEqual(waysIn(made).sort(), [
      'ask.answered > hello',
      'ask.timeout > hello',
      'hello.next > end',
      'start > ask',
    ]);
    const round = draftWith({ ...LINE, b: { ...LINE.b, next: { next: 'b' } } });
    const out = moveBehind(round, { step: at('b'), after: { step: at('c'), outcome: 'next' } }, types);
    assert.deepEqual(waysIn(out).sort(), ['b.next > end', 'c.next > b', 'start > a']);
  });
});
