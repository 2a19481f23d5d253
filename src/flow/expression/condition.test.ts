import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import type { Condition, Operator } from '../flow.ts';
import { checkPattern, evaluateCondition, MAX_CONDITION_DEPTH } from './condition.ts';
import { TemplateError } from './template.ts';

const clock = { timeZone: 'Europe/Rome', at: 0, language: 'it' };
const scope = { vars: { n: 5, list: ['Rosso', 'Blu'], name: 'Nicolò', none: null } };
const holds = (condition: Condition) => evaluateCondition(condition, scope, clock);

const COMPARISONS: readonly [left: JsonValue, operator: Operator, right: JsonValue | undefined, holds: boolean][] = [
  ['{{ vars.name }}', 'equals', ' NICOLO ', true],
  ['{{ vars.n }}', 'equals', '5.0', true],
  ['007', 'equals', '7', false],
  ['+39', 'equals', '39', false],
  ['{{ vars.none }}', 'equals', '', true],
  [true, 'equals', 'True', true],
  ['a', 'notEquals', 'b', true],
  ['a', 'notEquals', 'A', false],
  ['Perché no', 'contains', 'perche', true],
  ['{{ vars.list }}', 'contains', 'rosso', true],
  ['{{ vars.list }}', 'contains', 'ros', false],
  ['abc', 'contains', '', false],
  ['abc', 'contains', '{{ vars.missing }}', false],
  ['abc', 'notContains', 'd', true],
  ['abc', 'notContains', 'B', false],
  ['Èlite', 'startsWith', 'el', true],
  ['abc', 'startsWith', '', false],
  ['abc', 'startsWith', 'b', false],
  ['città', 'endsWith', 'TA', true],
  ['abc', 'endsWith', '', false],
  ['AB12', 'matches', '^[A-Z]{2}\\d+$', true],
  ['ab12', 'matches', '^[A-Z]{2}\\d+$', false],
  ['ab12', 'matches', '(?i)^[A-Z]{2}', true],
  ['  ', 'isEmpty', undefined, true],
  ['{{ vars.missing }}', 'isEmpty', undefined, true],
  [[], 'isEmpty', undefined, true],
  [{}, 'isEmpty', undefined, true],
  [0, 'isEmpty', undefined, false],
  [false, 'isEmpty', undefined, false],
  ['x', 'isNotEmpty', undefined, true],
  ['', 'isNotEmpty', undefined, false],
  ['{{ vars.n }}', 'greaterThan', 4, true],
  ['{{ vars.n }}', 'greaterThan', 5, false],
  ['10', 'greaterThan', '9', true],
  ['1.234,5', 'greaterThan', 1234, true],
  ['dieci', 'greaterThan', 1, false],
  [1, 'greaterThan', 'dieci', false],
  [null, 'lessThan', 1, false],
  [5, 'atLeast', 5, true],
  [4, 'atLeast', 5, false],
  [4, 'lessThan', 5, true],
  [5, 'lessThan', 5, false],
  [5, 'atMost', 5, true],
  [6, 'atMost', 5, false],
  ['2026-03-05', 'lessThan', '2026-03-05T10:00', true],
  ['2026-03-05T10:00Z', 'atMost', '2026-03-05T11:00', true],
  ['Sì', 'isOneOf', 'si, yes ,ok', true],
  ['no', 'isOneOf', 'si, yes ,ok', false],
  ['', 'isOneOf', 'si,,', false],
  [3, 'isOneOf', [1, 2, 3], true],
  ['blu', 'isOneOf', '{{ vars.list }}', true],
  ['x', 'isOneOf', null, false],
];

for (const [left, operator, right, expected] of COMPARISONS)
  test(`${JSON.stringify(left)} ${operator} ${JSON.stringify(right)} is ${expected}`, () => {
    assert.equal(holds(right === undefined ? { left, operator } : { left, operator, right }), expected);
  });

const yes: Condition = { left: 1, operator: 'equals', right: 1 };
const no: Condition = { left: 1, operator: 'equals', right: 2 };

test('all and any join conditions', () => {
  assert.equal(holds({ all: [yes, yes] }), true);
  assert.equal(holds({ all: [yes, no] }), false);
  assert.equal(holds({ any: [no, yes] }), true);
  assert.equal(holds({ any: [no, { all: [yes, no] }] }), false);
  assert.equal(holds({ all: [] }), true);
  assert.equal(holds({ any: [] }), false);
});

test('conditions nested too deeply are refused', () => {
  const nest = (depth: number): Condition => (depth === 0 ? yes : { all: [nest(depth - 1)] });
  assert.equal(holds(nest(MAX_CONDITION_DEPTH)), true);
  assert.throws(() => holds(nest(MAX_CONDITION_DEPTH + 1)), TemplateError);
});

test('an unknown comparison, a bad template and a bad pattern are refused', () => {
  assert.throws(() => holds({ left: 1, operator: 'sounds' as Operator, right: 1 }), /no comparison "sounds"/);
  assert.throws(() => holds({ left: 1, operator: 'toString' as Operator, right: 1 }), TemplateError);
  assert.throws(() => holds({ left: '{{ 1 | x }}', operator: 'isEmpty' }), TemplateError);
  assert.throws(() => holds({ left: 'a', operator: 'matches', right: '(' }), TemplateError);
  assert.throws(() => holds({ left: 'a', operator: 'matches', right: 'a'.repeat(1001) }), /longer than 1000/);
});

test('patterns are RE2: sound ones pass, look-around and back-references do not', () => {
  assert.equal(checkPattern('^\\d{5}$'), undefined);
  assert.match(checkPattern('(a)\\1') ?? '', /cannot be used/);
  assert.match(checkPattern('(?=a)') ?? '', /cannot be used/);
});

test('a pattern that defeats backtracking engines takes linear time', () => {
  assert.equal(holds({ left: `${'a'.repeat(20_000)}!`, operator: 'matches', right: '^(a+)+$' }), true);
  assert.equal(holds({ left: `${'a'.repeat(10_000)}!`, operator: 'matches', right: '^(a+)+$' }), false);
});

test('many patterns stay correct when the cache is emptied', () => {
  for (let n = 0; n < 510; n++) assert.equal(holds({ left: `x${n}`, operator: 'matches', right: `^x${n}$` }), true);
});
