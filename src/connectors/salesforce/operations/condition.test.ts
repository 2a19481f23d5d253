import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, type WhereClause } from '@jetstreamapp/soql-parser-js';
import fc from 'fast-check';
import { casesOf } from '../../../base/testing/cases.contract.ts';
import { Failure } from '../../../base/failure.ts';
import { checkSchema } from '../../../base/schema.ts';
import { readDescribe } from '../describe/object-describe.ts';
import { conditionSchema, soqlCondition, type Comparison } from './condition.ts';

const field = (name: string, type: string, filterable = true) => ({ name, type, label: name, filterable });
const LEAD = readDescribe({
  name: 'Lead',
  fields: [
    field('LastName', 'string'),
    field('Description', 'textarea', false),
    field('NumberOfEmployees', 'int'),
    field('AnnualRevenue', 'currency'),
    field('DoNotCall', 'boolean'),
    field('CreatedDate', 'datetime'),
    field('Birthday__c', 'date'),
    field('Tags__c', 'multipicklist'),
    field('OwnerId', 'reference'),
  ],
});

const WRITTEN: [comparison: Comparison, soql: string][] = [
  [{ field: 'LastName', operator: 'equals', value: "D'Angelo" }, "LastName = 'D\\'Angelo'"],
  [{ field: 'LastName', operator: 'notEquals', value: '' }, 'LastName != null'],
  [{ field: 'LastName', operator: 'contains', value: '50%_\\' }, "LastName LIKE '%50\\%\\_\\\\%'"],
  [{ field: 'LastName', operator: 'notContains', value: 'x' }, "(NOT LastName LIKE '%x%')"],
  [{ field: 'LastName', operator: 'startsWith', value: 'Ro' }, "LastName LIKE 'Ro%'"],
  [{ field: 'LastName', operator: 'endsWith', value: 'si' }, "LastName LIKE '%si'"],
  [{ field: 'LastName', operator: 'equals', value: 42 }, "LastName = '42'"],
  [{ field: 'Description', operator: 'isEmpty' }, 'Description = null'],
  [{ field: 'LastName', operator: 'isNotEmpty' }, 'LastName != null'],
  [{ field: 'NumberOfEmployees', operator: 'atLeast', value: ' 5 ' }, 'NumberOfEmployees >= 5'],
  [{ field: 'AnnualRevenue', operator: 'lessThan', value: 1e21 }, 'AnnualRevenue < 1000000000000000000000'],
  [{ field: 'DoNotCall', operator: 'equals', value: 'True' }, 'DoNotCall = true'],
  [
    { field: 'CreatedDate', operator: 'greaterThan', value: '2026-11-22T10:00:00+01:00' },
    'CreatedDate > 2026-11-22T09:00:00Z',
  ],
  [{ field: 'CreatedDate', operator: 'atMost', value: 'LAST_N_DAYS:30' }, 'CreatedDate <= LAST_N_DAYS:30'],
  [{ field: 'Birthday__c', operator: 'equals', value: '1990-02-03' }, 'Birthday__c = 1990-02-03'],
  [{ field: 'Tags__c', operator: 'includes', value: ['a', 'b'] }, "Tags__c INCLUDES ('a', 'b')"],
  [{ field: 'LastName', operator: 'isNoneOf', value: 'x' }, "LastName NOT IN ('x')"],
  [{ field: 'Owner.Name', operator: 'equals', value: 'Giulia' }, "Owner.Name = 'Giulia'"],
  [{ field: 'Account.CreatedDate', operator: 'equals', value: 'TODAY', as: 'date' }, 'Account.CreatedDate = TODAY'],
];

test('conditions are written as the org reads them, by the type of each field', () => {
  for (const [comparison, soql] of WRITTEN) {
    const condition = { all: [comparison] };
    assert.deepEqual(checkSchema(conditionSchema, condition), []);
    assert.equal(soqlCondition(condition, LEAD), soql);
    parseQuery(`SELECT Id FROM Lead WHERE ${soql}`);
  }
});

const REFUSED: [comparison: Comparison | undefined, word: RegExp][] = [
  [{ field: 'Description', operator: 'contains', value: 'tetto' }, /textarea that Salesforce cannot filter by/],
  [{ field: 'Nope__c', operator: 'equals', value: 1 }, /no field Nope__c/],
  [{ field: 'NumberOfEmployees', operator: 'equals', value: 'many' }, /not a number/],
  [{ field: 'DoNotCall', operator: 'equals', value: 'maybe' }, /not true or false/],
  [{ field: 'CreatedDate', operator: 'atLeast', value: '22/11/2026' }, /not a date/],
  [{ field: 'CreatedDate', operator: 'atLeast', value: 'TODAY OR Id != null' }, /not a date/],
  [{ field: 'LastName', operator: 'contains', value: '  ' }, /nothing to look for/],
  [{ field: 'LastName', operator: 'isOneOf', value: [] }, /list of values for LastName is empty/],
  [{ field: 'LastName', operator: 'equals', value: { a: 1 } }, /not one value/],
  [undefined, /conditions are empty/],
  [
    { field: 'LastName', operator: 'isOneOf', value: Array.from({ length: 900 }, (_, index) => `name ${index}`) },
    /too long/,
  ],
];

test('a condition that cannot be meant is refused with a word, before anything is asked', () => {
  for (const [comparison, word] of REFUSED) {
    const condition = comparison ? { any: [comparison] } : {};
    assert.throws(
      () => soqlCondition(condition, LEAD),
      (error) => error instanceof Failure && error.code === 'invalid' && word.test(error.message),
      JSON.stringify(condition),
    );
  }
});

test('no value leaves its place in a condition', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('equals', 'isOneOf', 'contains'),
      (value, operator) => {
        fc.pre(value.trim() !== '' && !/[\p{Cc}--[\n\t\r\f\b]]/v.test(value));
        const soql = soqlCondition({ all: [{ field: 'LastName', operator, value }] }, undefined);
        const { where } = parseQuery(`SELECT Id FROM Lead WHERE ${soql} LIMIT 7`);
        assert.deepEqual(Object.keys(where as WhereClause), ['left']);
      },
    ),
    { numRuns: casesOf(100) },
  );
});

test('all must hold, and one of any', () => {
  const city = (value: string): Comparison => ({ field: 'City', operator: 'equals', value });
  const open: Comparison = { field: 'IsConverted', operator: 'equals', value: false };
  assert.equal(
    soqlCondition({ all: [open], any: [city('Como'), city('Lecco')] }, undefined),
    "IsConverted = false AND (City = 'Como' OR City = 'Lecco')",
  );
  assert.equal(soqlCondition({ any: [city('Como')] }, undefined), "City = 'Como'");
});
