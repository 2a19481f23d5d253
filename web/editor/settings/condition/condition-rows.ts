import type { JsonValue } from '../../../../src/base/json.ts';
import type { Comparison, Condition, Operator } from '../../../../src/flow/flow.ts';

/** How the rows of a group belong together. */
export type Join = 'all' | 'any';

/** A condition as it is edited: rows of which all or any must hold; a row is a comparison or a group again. */
export type ConditionGroup = { readonly join: Join; readonly rows: readonly ConditionRow[] };
export type ConditionRow = Comparison | ConditionGroup;

/** Comparisons that look at one side only. */
const ONE_SIDED: readonly Operator[] = ['isEmpty', 'isNotEmpty'];

/** True where a comparison has something on its right. */
export function hasRight(operator: Operator): boolean {
  return !ONE_SIDED.includes(operator);
}

/** True for a group of rows. */
export function isGroup(row: ConditionRow): row is ConditionGroup {
  return 'join' in row;
}

/** A condition as rows. What is no condition becomes one empty row, so that there is something to fill in. */
export function groupOf(condition: JsonValue | undefined): ConditionGroup {
  const row = rowOf(condition as Condition | undefined);
  return isGroup(row) ? row : { join: 'all', rows: [row] };
}

function rowOf(condition: Condition | undefined): ConditionRow {
  if (typeof condition !== 'object' || condition === null) return EMPTY_ROW;
  if ('all' in condition && Array.isArray(condition.all)) return { join: 'all', rows: condition.all.map(rowOf) };
  if ('any' in condition && Array.isArray(condition.any)) return { join: 'any', rows: condition.any.map(rowOf) };
  return 'operator' in condition ? condition : EMPTY_ROW;
}

/** A comparison that is to be filled in. */
export const EMPTY_ROW: Comparison = { left: '', operator: 'equals', right: '' };

/** Rows as a condition: a single comparison stands by itself. */
export function conditionOf({ join, rows }: ConditionGroup): Condition {
  const [only] = rows;
  if (rows.length === 1 && only && !isGroup(only)) return only;
  const parts = rows.map((row) => (isGroup(row) ? groupAsCondition(row) : row));
  return join === 'all' ? { all: parts } : { any: parts };
}

function groupAsCondition({ join, rows }: ConditionGroup): Condition {
  const parts = rows.map((row) => (isGroup(row) ? groupAsCondition(row) : row));
  return join === 'all' ? { all: parts } : { any: parts };
}

/** The row with another comparison word; a right side goes and comes with it. */
export function withOperator(row: Comparison, operator: Operator): Comparison {
  const { right, ...rest } = row;
  return hasRight(operator) ? { ...rest, operator, right: right ?? '' } : { ...rest, operator };
}

/** A side of a comparison as it is typed: a list with commas between, as "is one of" reads it. */
export function sideText(side: JsonValue | undefined): string {
  if (side === undefined || side === null) return '';
  if (Array.isArray(side)) return side.map((each) => sideText(each as JsonValue)).join(', ');
  return typeof side === 'object' ? JSON.stringify(side) : String(side);
}
