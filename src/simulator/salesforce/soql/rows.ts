import type { OrderByClause, Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { JsonValue } from '../../../base/json.ts';
import { refuse } from '../answer.ts';
import type { Row } from '../store.ts';
import { candidateRows } from './candidates.ts';
import { comparable } from './comparable.ts';
import { malformed } from './errors.ts';
import { findPath, type From, type QueryScope } from './paths.ts';
import { compileWhere } from './where.ts';

/** The parts of a query that say which rows come in which order. */
export type RowChoice = {
  where?: WhereClause | undefined;
  orderBy?: Query['orderBy'];
  limit?: number | undefined;
  offset?: number | undefined;
  /** Rows to choose among; all of the object where it is absent. */
  among?: readonly Row[];
};

/** The rows that a query, or a query of children, gives. */
export function matchingRows(scope: QueryScope, from: From, choice: RowChoice): Row[] {
  const choose = (inner: From, query: Query): readonly Row[] => matchingRows(scope, inner, query);
  const accepts = compileWhere(choice.where, { scope, from, choose });
  const rows = [...(choice.among ?? candidateRows(scope, from, choice.where))].filter(accepts);
  sortRows(scope, from, { rows, orderBy: choice.orderBy });
  const start = choice.offset ?? 0;
  return rows.slice(start, choice.limit === undefined ? undefined : start + choice.limit);
}

type Order = { read: (row: Row) => JsonValue; sign: number; nullsSign: number };

function sortRows(scope: QueryScope, from: From, sorted: { rows: Row[]; orderBy: Query['orderBy'] }): void {
  const orders = orderClauses(sorted.orderBy).map((clause) => compileOrder(scope, from, clause));
  if (orders.length > 0) sorted.rows.sort((left, right) => compareRows(orders, left, right));
}

/** The clauses of ORDER BY, which the parser gives singly or as a list. */
export function orderClauses(orderBy: Query['orderBy']): readonly OrderByClause[] {
  if (orderBy === undefined) return [];
  return Array.isArray(orderBy) ? orderBy : [orderBy];
}

function compileOrder(scope: QueryScope, from: From, clause: OrderByClause): Order {
  if (!('field' in clause)) throw malformed('The simulated org orders records by fields only.');
  const path = findPath(scope, from, clause.field);
  if (!path.field.sortable) {
    throw refuse(400, 'INVALID_FIELD', `field '${path.field.name}' can not be sorted in a query call`);
  }
  const read = (row: Row): JsonValue => comparable(path.field, path.read(row));
  return { read, sign: clause.order === 'DESC' ? -1 : 1, nullsSign: clause.nulls === 'LAST' ? 1 : -1 };
}

function compareRows(orders: readonly Order[], left: Row, right: Row): number {
  for (const { read, sign, nullsSign } of orders) {
    const [a, b] = [read(left), read(right)];
    if (a === null || b === null) {
      if (a !== b) return a === null ? nullsSign : -nullsSign;
      continue;
    }
    const order = compare(a, b);
    if (order !== 0) return sign * order;
  }
  return 0;
}

/** Which of two values comes first: numbers by size, text without case. */
export function compareValues(left: JsonValue, right: JsonValue): number {
  const [a, b] = [left, right].map((value) => (typeof value === 'string' ? value.toLowerCase() : value));
  return compare(a ?? null, b ?? null);
}

function compare(left: JsonValue, right: JsonValue): number {
  const [a, b] = [left, right].map((value) => (typeof value === 'string' ? value : Number(value)));
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
