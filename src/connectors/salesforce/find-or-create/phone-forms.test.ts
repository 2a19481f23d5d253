import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneForms } from './phone-forms.ts';

const MOBILE = '+393331234567';

test('a number is found however people write it', () => {
  const forms = phoneForms(MOBILE);
  assert.ok(forms);
  for (const stored of [
    '+393331234567',
    '+39 333 123 4567',
    '0039 333.123.45.67',
    '+39 (333) 123-4567',
    '333 1234567',
    '333/1234567',
    'tel: 333 12 34 567',
  ])
    assert.ok(forms.isIn(stored), stored);
});

test('another number with the same end is another number', () => {
  const forms = phoneForms(MOBILE);
  for (const stored of ['+34 333 123 4567', '+39 3331 234567 8', '+39 334 123 4567', '1234567', ''])
    assert.equal(forms?.isIn(stored), false, stored);
});

test('numbers without a prefix belong to the country that is told', () => {
  assert.equal(phoneForms('+34612345678', 'IT')?.isIn('612 345 678'), false);
  assert.equal(phoneForms('+34612345678', 'es')?.isIn('612 345 678'), true);
  assert.equal(phoneForms('333 1234567', 'IT')?.canonical, MOBILE);
});

test('a zero in front of a national number counts where the country has one', () => {
  const german = phoneForms('+4915112345678', 'DE');
  assert.ok(german?.isIn('0151 12345678'));
  assert.ok(german?.isIn('+49 (0) 151 12345678'));
  assert.ok(phoneForms('+390612345678', 'IT')?.isIn('06 1234 5678'));
});

test('the filter looks for the last digits with anything between them', () => {
  assert.equal(phoneForms(MOBILE)?.pattern, '%3%1%2%3%4%5%6%7');
  assert.equal(phoneForms('12345')?.pattern, '%1%2%3%4%5');
});

test('an extension is told by its digits alone, and a text that is no number is none', () => {
  assert.deepEqual([phoneForms('123456')?.isIn('12 34 56'), phoneForms('123456')?.isIn('9123456')], [true, false]);
  for (const text of ['', 'dopo', '12', 'x'.repeat(100), '12345 or later'])
    assert.equal(phoneForms(text), undefined, text);
});
