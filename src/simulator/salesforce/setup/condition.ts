import type { JsonValue } from '../../../base/json.ts';

/** A test of a record's values, as validation rules and assignment rules use it. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { field: string; is: 'empty' | 'not-empty' | 'changed' }
  | { field: string; is: 'equal' | 'not-equal' | 'contains' | 'starts-with' | 'matches'; value: string | boolean }
  | { field: string; is: 'less' | 'more' | 'longer'; value: number }
  | { field: string; is: 'one-of'; value: readonly string[] };

/** The values of a record after a write, and before it. */
export type Values = { now: (field: string) => JsonValue; before: (field: string) => JsonValue };

/** True when the condition holds for the record as it will be. Text is compared without case, as formulas of rules mostly do. */
export function holds(condition: Condition, values: Values): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, values));
  if ('any' in condition) return condition.any.some((part) => holds(part, values));
  if ('not' in condition) return !holds(condition.not, values);
  const value = values.now(condition.field);
  switch (condition.is) {
    case 'empty':
      return value === null;
    case 'not-empty':
      return value !== null;
    case 'changed':
      return value !== values.before(condition.field);
    case 'less':
      return value !== null && Number(value) < condition.value;
    case 'more':
      return value !== null && Number(value) > condition.value;
    case 'longer':
      return String(value ?? '').length > condition.value;
    case 'one-of':
      return condition.value.some((item) => same(value, item));
    default:
      return compares(condition.is, value, condition.value);
  }
}

function compares(
  operator: 'equal' | 'not-equal' | 'contains' | 'starts-with' | 'matches',
  value: JsonValue,
  wanted: string | boolean,
): boolean {
  const text = String(value ?? '').toLowerCase();
  const part = String(wanted).toLowerCase();
  switch (operator) {
    case 'equal':
      return same(value, wanted);
    case 'not-equal':
      return !same(value, wanted);
    case 'contains':
      return text.includes(part);
    case 'starts-with':
      return text.startsWith(part);
    case 'matches':
      return new RegExp(`^(?:${String(wanted)})$`).test(String(value ?? ''));
  }
}

function same(value: JsonValue, wanted: string | boolean): boolean {
  if (typeof value === 'boolean' || value === null) return String(value ?? '') === String(wanted);
  return String(value).toLowerCase() === String(wanted).toLowerCase();
}
