import { RE2JS } from 're2js';
import type { JsonValue } from '../../base/json.ts';
import { own, type Comparison, type Condition, type Operator } from '../flow.ts';
import { readMoment } from './filters/date.ts';
import { parseNumber } from './filters/number.ts';
import { asList, asNumber, asText } from './filters/value.ts';
import { renderValue, TemplateError, type Clock } from './template.ts';

/** Conditions inside each other; deeper ones are refused. */
export const MAX_CONDITION_DEPTH = 20;
/** Longest pattern and longest text it is tried on; the rest of a longer text is not looked at. */
const MAX_PATTERN_LENGTH = 1000;
const MAX_MATCHED_LENGTH = 20_000;

/**
 * Decides a condition. Templates on both sides are rendered first. Texts are compared without regard to case, accents
 * and blanks at the ends; where both sides look like numbers they are compared as numbers. `all` of nothing is true,
 * `any` of nothing is false. Throws `TemplateError` for a template or pattern that cannot be used.
 */
export function evaluateCondition(condition: Condition, scope: object, clock: Clock): boolean {
  return decide(condition, { scope, clock, depth: 0 });
}

/** What keeps a pattern from being used, or undefined. The syntax is RE2: no look-around, no back-references. */
export function checkPattern(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** True where a pattern occurs in a text. Takes linear time. Throws `TemplateError` for a bad pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  return compilePattern(pattern).matcher(text.slice(0, MAX_MATCHED_LENGTH)).find();
}

/** A text as it is compared: without accents, case and blanks at its ends. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

type Surroundings = { scope: object; clock: Clock; depth: number };

function decide(condition: Condition, around: Surroundings): boolean {
  if (around.depth > MAX_CONDITION_DEPTH) throw new TemplateError('The condition is nested too deeply.');
  const inner = { ...around, depth: around.depth + 1 };
  if ('all' in condition) return condition.all.every((part) => decide(part, inner));
  if ('any' in condition) return condition.any.some((part) => decide(part, inner));
  return compare(condition, around);
}

function compare({ left, operator, right }: Comparison, { scope, clock }: Surroundings): boolean {
  const decideOperator = own(OPERATIONS, operator);
  if (!decideOperator) throw new TemplateError(`There is no comparison "${operator}".`);
  const leftValue = renderValue(left, scope, clock);
  const rightValue = right === undefined ? null : renderValue(right, scope, clock);
  return decideOperator(leftValue, rightValue, clock);
}

type Decide = (left: JsonValue, right: JsonValue, clock: Clock) => boolean;

const OPERATIONS: Readonly<Record<Operator, Decide>> = {
  equals: isEqual,
  notEquals: (left, right) => !isEqual(left, right),
  contains,
  notContains: (left, right) => !contains(left, right),
  startsWith: (left, right) => !isEmpty(right) && plain(asText(left)).startsWith(plain(asText(right))),
  endsWith: (left, right) => !isEmpty(right) && plain(asText(left)).endsWith(plain(asText(right))),
  matches: (left, right) => matchesPattern(asText(left), asText(right)),
  isEmpty,
  isNotEmpty: (left) => !isEmpty(left),
  greaterThan: ordered((order) => order > 0),
  atLeast: ordered((order) => order >= 0),
  lessThan: ordered((order) => order < 0),
  atMost: ordered((order) => order <= 0),
  isOneOf: (left, right) => optionsOf(right).some((option) => isEqual(left, option)),
};

function isEmpty(value: JsonValue): boolean {
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isEqual(left: JsonValue, right: JsonValue): boolean {
  const [leftNumber, rightNumber] = [asNumber(left), asNumber(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber === rightNumber;
  return plain(asText(left)) === plain(asText(right));
}

function contains(left: JsonValue, right: JsonValue): boolean {
  if (isEmpty(right)) return false;
  if (Array.isArray(left)) return left.some((item: JsonValue) => isEqual(item, right));
  return plain(asText(left)).includes(plain(asText(right)));
}

function optionsOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'string') return value.split(',').filter((part) => part.trim() !== '');
  return asList(value) as readonly JsonValue[];
}

/** Orders two numbers or two moments; anything else has no order and every such comparison is false. */
function ordered(holds: (order: number) => boolean): Decide {
  return (left, right, clock) => {
    const [leftNumber, rightNumber] = [quantity(left, clock), quantity(right, clock)];
    return leftNumber !== undefined && rightNumber !== undefined && holds(leftNumber - rightNumber);
  };
}

/** A number, a number as people write it, or a date as its epoch milliseconds. */
function quantity(value: JsonValue, clock: Clock): number | undefined {
  const number = asNumber(value);
  if (number !== undefined || typeof value !== 'string') return number;
  return readMoment(value, clock)?.epochMilliseconds ?? parseNumber(value, clock.language) ?? undefined;
}

const patterns = new Map<string, RE2JS>();

function compilePattern(pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known) return known;
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new TemplateError(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters.`);
  try {
    const compiled = RE2JS.compile(pattern);
    if (patterns.size >= 500) patterns.clear();
    patterns.set(pattern, compiled);
    return compiled;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TemplateError(`The pattern "${pattern}" cannot be used: ${reason}.`);
  }
}
