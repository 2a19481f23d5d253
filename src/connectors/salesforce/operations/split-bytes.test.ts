import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../../../base/testing/cases.contract.ts';
import { bytesOf, splitBytes } from './split-bytes.ts';

test('a text that fits stays as it is', () => {
  assert.deepEqual(splitBytes('è'.repeat(2000), 4000), ['è'.repeat(2000)]);
});

test('parts are numbered, in order, and end between words', () => {
  const parts = splitBytes(`${'parola '.repeat(30)}fine`, 100);
  assert.equal(parts.length, 3);
  assert.match(parts[0] ?? '', /^\(1\/3\) (parola )+parola$/);
  assert.match(parts[2] ?? '', /fine$/);
});

test('what people see as one character is not cut through, and numbers of many digits fit', () => {
  const family = '👨‍👩‍👧‍👦';
  const parts = splitBytes(family.repeat(40), 100);
  for (const part of parts) assert.equal(part.replace(/^\(\d+\/\d+\) /, '').replaceAll(family, ''), '');
  const many = splitBytes('x'.repeat(4000), 40);
  assert.ok(many.length > 99);
  assert.ok(many.every((part) => bytesOf(part) <= 40));
});

test('nothing but blanks is lost, and no part is too long, whatever the text', () => {
  const plain = (text: string) => text.replace(/\s/g, '');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 40, max: 200 }), (text, most) => {
      const parts = splitBytes(text, most);
      assert.ok(parts.every((part) => bytesOf(part) <= most));
      const whole = parts.length === 1 ? parts : parts.map((part) => part.replace(/^\(\d+\/\d+\) /, ''));
      assert.equal(plain(whole.join('')), plain(text));
    }),
    { numRuns: casesOf(200) },
  );
});
