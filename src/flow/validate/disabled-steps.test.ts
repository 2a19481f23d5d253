import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flowOf, types, type WrittenSteps } from '../testing/small-flow.contract.ts';
import type { Catalog } from './catalog.ts';
import { validate } from './validate.ts';

const catalog: Catalog = { types, connections: {}, operations: {} };
const trigger = { triggers: [{ type: 'message', keywords: ['ciao'] }] };
const END = { type: 'end' };

/** Codes and places of what is found in a flow. */
function found(steps: WrittenSteps): string[] {
  return validate(flowOf(steps, trigger), catalog).map(({ code, path }) => `${code} ${path.slice(2).join('.')}`);
}

const off = (step: WrittenSteps[string]): WrittenSteps[string] => ({ ...step, disabled: true });

test('nothing but that it is passed over is said of a disabled step', () => {
  const ask = off({
    type: 'ask',
    params: { text: 5, saveAs: '{{' },
    retry: { deadline: 'x' },
    next: { answered: 'end' },
  });
  assert.deepEqual(found({ ask, end: END }), ['disabled_step ask']);
  const call = off({
    type: 'call',
    params: { connection: 'none', operation: 'x', input: { a: '{{ nobody }}' } },
    next: { done: 'end', failed: 'lost' },
  });
  assert.deepEqual(found({ call, end: END }), ['disabled_step call']);
});

test('a disabled step leads on by its main exit, or ends the run where it has none', () => {
  const note = off({ type: 'note', params: { text: '' } });
  assert.deepEqual(found({ note }), ['disabled_step note', 'open_exit note.next']);
  const lost = { ...note, next: { next: 'lost' } };
  assert.deepEqual(found({ note: lost }), ['missing_step note.next.next', 'disabled_step note']);
  assert.deepEqual(found({ end: off(END) }), ['disabled_step end']);
  assert.deepEqual(found({ strange: off({ type: 'strange' }) }), ['unknown_step_type strange.type']);
});

test('what a disabled step writes, and where its other exits lead, counts for nothing', () => {
  const steps: WrittenSteps = {
    ask: off({
      type: 'ask',
      params: { text: 'Nome?', saveAs: 'name' },
      next: { answered: 'say', timeout: 'other', failed: 'other' },
    }),
    say: { type: 'send', params: { text: '{{ vars.name }}' }, next: { sent: 'end', failed: 'end' } },
    other: END,
    end: END,
  };
  assert.deepEqual(found(steps), ['disabled_step ask', 'unreachable_step other', 'unwritten_variable say.params.text']);
});

test('a loop that waits in a disabled step only is endless', () => {
  const wait = off({ type: 'wait', params: { for: 'PT1H' }, next: { elapsed: 'set' } });
  const set = { type: 'set', params: { values: {} }, next: { done: 'wait' } };
  assert.deepEqual(found({ first: set, set, wait }), [
    'disabled_step wait',
    'endless_loop wait.next',
    'dead_end first.next',
  ]);
});
