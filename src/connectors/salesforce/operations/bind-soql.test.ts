import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import { bindSoql } from './bind-soql.ts';

const BOUND: [soql: string, values: JsonObject, bound: string][] = [
  ['SELECT Id FROM Lead WHERE Email = :email', { email: "a'b@x.it" }, "SELECT Id FROM Lead WHERE Email = 'a\\'b@x.it'"],
  [
    "SELECT Id FROM Lead WHERE Name = 'x:name' AND City = :name",
    { name: 'Como' },
    "SELECT Id FROM Lead WHERE Name = 'x:name' AND City = 'Como'",
  ],
  [
    "SELECT Id FROM Lead WHERE Name = 'it\\'s :a' AND City=:a",
    { a: 1 },
    "SELECT Id FROM Lead WHERE Name = 'it\\'s :a' AND City=1",
  ],
  [
    'SELECT Id FROM Lead WHERE CreatedDate > 2026-11-22T10:00:00Z',
    {},
    'SELECT Id FROM Lead WHERE CreatedDate > 2026-11-22T10:00:00Z',
  ],
  [
    'SELECT Id FROM Lead WHERE CreatedDate = LAST_N_DAYS:7',
    {},
    'SELECT Id FROM Lead WHERE CreatedDate = LAST_N_DAYS:7',
  ],
  [
    'SELECT Id FROM Lead WHERE City IN :cities',
    { cities: ['Como', null] },
    "SELECT Id FROM Lead WHERE City IN ('Como', null)",
  ],
  [
    'SELECT Id FROM Lead WHERE CreatedDate >= :from',
    { from: { dateTime: '2026-11-22T10:00:00+01:00' } },
    'SELECT Id FROM Lead WHERE CreatedDate >= 2026-11-22T09:00:00Z',
  ],
  [
    'SELECT Id FROM Lead WHERE A__c = :a AND B__c = :a',
    { a: true },
    'SELECT Id FROM Lead WHERE A__c = true AND B__c = true',
  ],
];

test('values take the place of their names, outside of quotes only', () => {
  for (const [soql, values, bound] of BOUND) {
    assert.equal(bindSoql(soql, values), bound);
    parseQuery(bound);
  }
});

const REFUSED: [soql: string, values: JsonObject, word: RegExp][] = [
  ['DELETE FROM Lead', {}, /begins with SELECT/],
  ['SELECT Id FROM Lead WHERE A = :a', {}, /:a, which has no value/],
  ['SELECT Id FROM Lead WHERE A = :toString', {}, /:toString, which has no value/],
  ['SELECT Id FROM Lead', { a: 1 }, /does not name :a/],
  ['SELECT Id FROM Lead WHERE A IN :a', { a: [] }, /list :a is empty/],
  ['SELECT Id FROM Lead WHERE A = :a', { a: { text: 'x' } }, /neither a value/],
];

test('a query that is none, a name without a value and a value without a name are refused', () => {
  for (const [soql, values, word] of REFUSED) {
    assert.throws(
      () => bindSoql(soql, values),
      (error) => error instanceof Failure && word.test(error.message),
      soql,
    );
  }
});
