import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Handler } from './flow.ts';
import { handlerFor, hasKeyword, hasPattern } from './words-of.ts';

test('a keyword is found as whole words, whatever case, accents and marks', () => {
  assert.ok(hasKeyword('Mi serve AIUTO, subito!', ['aiuto subito']));
  assert.ok(hasKeyword('perche no', ['Perché']));
  assert.ok(hasKeyword('Una CREME', ['crème']));
  assert.ok(!hasKeyword('aiutosubito', ['aiuto']));
  assert.ok(!hasKeyword('anything', ['?!']));
  assert.ok(!hasKeyword('...', ['?!']));
});

test('a pattern that is none is found nowhere', () => {
  assert.ok(hasPattern('ordine A-17', '[A-Z]-\\d+'));
  assert.ok(!hasPattern('ordine', '('));
});

test('the first handler takes a message whose keywords and pattern both fit; one without either takes none', () => {
  const next = id.step('end');
  const handlers: Handler[] = [
    { on: 'failure', next },
    { on: 'message', next },
    { on: 'message', keywords: ['ordine'], pattern: '\\d', next },
    { on: 'message', pattern: '^op', next },
  ];
  assert.equal(handlerFor(handlers, 'Ordine 7'), 2);
  assert.equal(handlerFor(handlers, 'Ordine'), undefined);
  assert.equal(handlerFor(handlers, 'Fattura 7'), undefined);
  assert.equal(handlerFor(handlers, 'operatore'), 3);
  assert.equal(handlerFor(undefined, 'operatore'), undefined);
});
