import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { soqlText, soqlTime } from './soql.ts';

test('no value can leave its literal', () => {
  assert.equal(soqlText("D'Angelo"), "'D\\'Angelo'");
  assert.equal(soqlText("\\' OR Id != '"), "'\\\\\\' OR Id != \\''");
  assert.equal(soqlText('a\nb\tc"d'), `'a\\nb\\tc\\"d'`);
  for (const value of ["'", '\\', "\\'", "' OR Name LIKE '%", "x\\\\' --", '\n\r\t\b\f"']) {
    const query = parseQuery(`SELECT Id FROM Lead WHERE Phone = ${soqlText(value)} AND Name = 'end'`);
    const where = query.where as { left?: { field?: string }; right?: { left?: { field?: string } } };
    assert.equal(where.left?.field, 'Phone');
    assert.equal(where.right?.left?.field, 'Name');
  }
});

test('a time is a date-time literal without quotes', () => {
  assert.equal(soqlTime(Date.parse('2026-11-22T10:00:59.999Z')), '2026-11-22T10:00:59Z');
});
