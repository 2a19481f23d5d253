import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soslPhrase } from './sosl.ts';

test('a phrase to search for has no character with a meaning of its own', () => {
  assert.equal(
    soslPhrase('a?b&c|d!e{f}g[h]i(j)k^l~m*n:o\\p"q\'r+s-t'),
    '"a\\?b\\&c\\|d\\!e\\{f\\}g\\[h\\]i\\(j\\)k\\^l\\~m\\*n\\:o\\\\p\\"q\\\'r\\+s\\-t"',
  );
  assert.equal(soslPhrase(' Ada\n\u0000Rossi '), '"Ada Rossi"');
});
