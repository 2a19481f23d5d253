import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { MAX_CONDITION_DEPTH } from '../expression/condition.ts';
import { readMoment } from '../expression/filters/date.ts';
import { parseNumber } from '../expression/filters/number.ts';
import { asNumber } from '../expression/filters/value.ts';
import { OPERATORS, type Operator } from '../flow.ts';
import { didYouMean } from './closest.ts';
import { patternFaults } from './patterns.ts';
import { isRendered, listOf, type Rule } from './subject.ts';

/** Every condition is built as conditions are and compares what can be compared. */
export const conditions: Rule = ({ fields }) =>
  fields.flatMap(({ kind, value, path }) => (kind === 'condition' ? check(value, { path, depth: 0 }) : []));

type Place = { path: Diagnostic['path']; depth: number };

function check(value: JsonValue | undefined, { path, depth }: Place): Diagnostic[] {
  if (!isObject(value)) return say(path, 'A condition is missing here.', 'Write a comparison.');
  if (depth > MAX_CONDITION_DEPTH)
    return say(
      path,
      `Conditions are nested deeper than ${MAX_CONDITION_DEPTH} levels.`,
      'Split it into several branches.',
    );
  const group = ['all', 'any'].find((name) => Object.hasOwn(value, name));
  if (group === undefined) return checkComparison(value, path);
  const parts = value[group];
  const extra = Object.keys(value).filter((name) => name !== group);
  if (extra.length > 0)
    return say(
      path,
      `Next to "${group}" there must be nothing else; here is ${listOf(extra)}.`,
      'Put the rest inside, or into a condition of its own.',
    );
  if (!Array.isArray(parts)) return say([...path, group], `"${group}" holds a list of conditions.`, 'Write a list.');
  return parts.flatMap((part: JsonValue, at) => check(part, { path: [...path, group, at], depth: depth + 1 }));
}

const UNARY: ReadonlySet<string> = new Set(['isEmpty', 'isNotEmpty'] satisfies Operator[]);
const ORDERED: ReadonlySet<string> = new Set(['greaterThan', 'atLeast', 'lessThan', 'atMost'] satisfies Operator[]);

function checkComparison(value: JsonObject, path: Diagnostic['path']): Diagnostic[] {
  const { left, operator, right, ...rest } = value;
  const extra = Object.keys(rest);
  if (extra.length > 0)
    return say(
      path,
      `A comparison has "left", "operator" and "right"; here is also ${listOf(extra)}.`,
      'Remove the rest.',
    );
  if (left === undefined) return say(path, 'The left side of the comparison is missing.', 'Fill it in.');
  if (typeof operator !== 'string') return say([...path, 'operator'], 'The comparison is missing.', 'Choose one.');
  if (!(OPERATORS as readonly string[]).includes(operator))
    return say(
      [...path, 'operator'],
      `There is no comparison "${operator}".${didYouMean(operator, OPERATORS)}`,
      'Choose one of the comparisons.',
    );
  if (UNARY.has(operator)) return [];
  if (right === undefined) return say(path, 'The right side of the comparison is missing.', 'Fill it in.');
  return [...checkSide(left, operator, [...path, 'left']), ...checkRight(right, operator, [...path, 'right'])];
}

function checkRight(right: JsonValue, operator: string, path: Diagnostic['path']): Diagnostic[] {
  if (isRendered(right)) return [];
  if (operator === 'matches')
    return typeof right === 'string'
      ? patternFaults(right, path)
      : say(path, 'A pattern is a text.', 'Write a pattern.');
  if (operator === 'isOneOf' && !Array.isArray(right) && typeof right !== 'string')
    return say(path, 'The options are neither a list nor a text with commas.', 'Write them like: yes, no, maybe');
  return checkSide(right, operator, path);
}

/** Orders need numbers or dates on both sides; what a template gives shows only when the flow runs. */
function checkSide(side: JsonValue, operator: string, path: Diagnostic['path']): Diagnostic[] {
  if (!ORDERED.has(operator) || isRendered(side) || asNumber(side) !== undefined) return [];
  const clock = { timeZone: 'UTC', at: 0 };
  if (typeof side === 'string' && (parseNumber(side) !== null || readMoment(side, clock))) return [];
  return say(
    path,
    `${JSON.stringify(side)} is neither a number nor a date, so "${operator}" never holds.`,
    'Write a number, or a date like 2026-12-31.',
  );
}

function say(path: Diagnostic['path'], message: string, fix: string): Diagnostic[] {
  return [diagnose('bad_condition', path, { message, fix })];
}
