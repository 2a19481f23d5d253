import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneWords } from './phone-words.ts';

test('a phone number is looked for as people write it', () => {
  const words = phoneWords('+393331234567');
  for (const word of [
    '+393331234567',
    '00393331234567',
    '3331234567',
    '333 123 4567',
    '+39 333 123 4567',
    '333-123-4567',
  ]) {
    assert.ok(words.includes(word), word);
  }
  assert.ok(phoneWords('02 1234 5678', 'it').includes('+390212345678'));
  assert.deepEqual(phoneWords('interno 12'), ['interno 12']);
});
