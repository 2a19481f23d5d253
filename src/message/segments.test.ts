import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from './segments.ts';

const CASES: { name: string; text: string; encoding: 'gsm7' | 'ucs2'; length: number; count: number }[] = [
  { name: 'an empty text', text: '', encoding: 'gsm7', length: 0, count: 0 },
  { name: 'a plain text', text: 'Perché no? È già là.', encoding: 'ucs2', length: 20, count: 1 },
  { name: 'Italian without a capital È', text: 'perché no? già là', encoding: 'gsm7', length: 17, count: 1 },
  { name: '160 characters', text: 'a'.repeat(160), encoding: 'gsm7', length: 160, count: 1 },
  { name: '161 characters', text: 'a'.repeat(161), encoding: 'gsm7', length: 161, count: 2 },
  { name: 'two whole parts', text: 'a'.repeat(306), encoding: 'gsm7', length: 306, count: 2 },
  { name: 'one more than two whole parts', text: 'a'.repeat(307), encoding: 'gsm7', length: 307, count: 3 },
  { name: 'the euro sign, which counts twice', text: '€'.repeat(80), encoding: 'gsm7', length: 160, count: 1 },
  {
    name: 'a euro sign that would be torn',
    text: `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    encoding: 'gsm7',
    length: 306,
    count: 3,
  },
  { name: 'an emoji', text: `${'a'.repeat(68)}👋`, encoding: 'ucs2', length: 70, count: 1 },
  { name: 'an emoji too many', text: `${'a'.repeat(69)}👋`, encoding: 'ucs2', length: 71, count: 2 },
  {
    name: 'an emoji that would be torn',
    text: `${'ş'.repeat(66)}👋${'ş'.repeat(66)}`,
    encoding: 'ucs2',
    length: 134,
    count: 3,
  },
];

for (const { name, text, ...expected } of CASES) {
  test(`${name} takes ${expected.count} segments`, () => {
    assert.deepEqual(segmentsOf(text), expected);
  });
}
