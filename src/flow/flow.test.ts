import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickText } from './flow.ts';
import { triggersOf, type Trigger } from './trigger.ts';

test('the triggers of one type are found in their order', () => {
  const triggers: Trigger[] = [
    { type: 'message', keywords: ['a'] },
    { type: 'manual' },
    { type: 'message', keywords: ['b'] },
  ];
  const words = triggersOf({ triggers }, 'message').map(({ keywords }) => keywords?.[0]);
  assert.deepEqual(words, ['a', 'b']);
  assert.deepEqual(triggersOf({ triggers }, 'schedule'), []);
});

test('a text is picked by language, base language, fallback, then whatever is there', () => {
  const text = { it: 'ciao', 'pt-BR': 'oi', en: 'hello' };
  assert.equal(pickText(text, 'pt-BR', 'it'), 'oi');
  assert.equal(pickText(text, 'en-GB', 'it'), 'hello');
  assert.equal(pickText(text, 'de', 'it-IT'), 'ciao');
  assert.equal(pickText({ fr: 'salut' }, undefined, 'it'), 'salut');
  assert.equal(pickText({}, 'constructor', 'it'), '');
  assert.equal(pickText('ciao', 'en', 'it'), 'ciao');
});
