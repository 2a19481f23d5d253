import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../base/json.ts';
import { checkSchema } from '../base/schema.ts';
import { EMPTY_LAYOUT, layoutSchema, readLayout, writeLayout } from './layout.ts';

const WHOLE = {
  steps: { ask: { x: 1, y: -2.5 } },
  triggers: { x: 0, y: 0 },
  notes: { note: { x: 1, y: 2, width: 3, height: 4, text: 'Nota', colour: 'red' } },
  groups: { first: { title: 'Primo', steps: ['ask'], collapsed: true } },
  pins: { call: { id: '7' } },
};

test('a layout is read as it was written', () => {
  assert.deepEqual(readLayout(WHOLE), WHOLE);
  assert.deepEqual(writeLayout(readLayout(WHOLE)), WHOLE);
  assert.deepEqual(checkSchema(layoutSchema, WHOLE), []);
  assert.equal(writeLayout(EMPTY_LAYOUT), undefined);
});

test('what is old, broken or too far away is left out and loses nothing else', () => {
  const broken: JsonValue = {
    zoom: 2,
    steps: { ask: WHOLE.steps.ask, far: { x: 1e9, y: 0 }, odd: { x: '1', y: 0 }, more: { x: 0, y: 0, z: 0 } },
    triggers: [1, 2],
    notes: { note: { x: 1, y: 2, text: 'no size' } },
    groups: 'none',
    pins: { call: 5, send: { id: 1 } },
  };
  assert.deepEqual(readLayout(broken), { ...EMPTY_LAYOUT, steps: WHOLE.steps, pins: { send: { id: 1 } } });
  for (const none of [undefined, null, 'x', []]) assert.deepEqual(readLayout(none), EMPTY_LAYOUT);
});
