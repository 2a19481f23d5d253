import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName } from './file-name.ts';

const NAMES: readonly (readonly [given: string | undefined, clean: string | undefined])[] = [
  ['contratto.pdf', 'contratto.pdf'],
  ['Bolletta – maggio 2026.pdf', 'Bolletta – maggio 2026.pdf'],
  ['請求書 👍.xlsx', '請求書 👍.xlsx'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system.ini', 'system.ini'],
  ['/absolute/', undefined],
  ['..', undefined],
  ['.htaccess', 'htaccess'],
  ['a\r\nset-cookie: x.txt', 'aset-cookie x.txt'],
  ['a\0b.txt', 'ab.txt'],
  ['cod\u202Efdp.exe', 'codfdp.exe'],
  ['he said "hi".txt', 'he said hi.txt'],
  ['trailing. . ', 'trailing'],
  ['half\ud83d.txt', 'half\ufffd.txt'],
  ['', undefined],
  [undefined, undefined],
];

for (const [given, clean] of NAMES) {
  test(`${JSON.stringify(given)} becomes ${JSON.stringify(clean)}`, () => assert.equal(cleanName(given), clean));
}

test('a long name keeps its beginning and its extension, and no half characters', () => {
  const name = cleanName(`${'a'.repeat(145)}👍👍👍.pdf`) ?? '';
  assert.equal(name.length, 150);
  assert.match(name, /^a{145}.*\.pdf$/u);
  assert.ok(name.isWellFormed());
  assert.equal(cleanName(`a.${'b'.repeat(500)}`)?.length, 150);
  assert.equal(cleanName(name), name);
});
