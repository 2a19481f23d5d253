import type { FieldFunctionExpression, FieldType, OrderByClause, Query } from '@jetstreamapp/soql-parser-js';
import type { JsonValue } from '../../../base/json.ts';
import { refuse } from '../answer.ts';
import type { Row } from '../store.ts';
import { malformed } from './errors.ts';
import { findPath, type From, type QueryScope } from './paths.ts';
import { compareValues, matchingRows, orderClauses } from './rows.ts';
import type { Shown } from './select.ts';

type Column = { name: string; written: string; read: (rows: readonly Row[]) => JsonValue };

/** True for a query whose records are groups of rows, not rows. */
export function isAggregate(query: Query): boolean {
  return (
    query.groupBy !== undefined ||
    (query.fields ?? []).some((field) => field.type === 'FieldFunctionExpression' && field.isAggregateFn)
  );
}

/** Runs a query with GROUP BY or aggregate functions: one record for each group. */
export function aggregate(scope: QueryScope, from: From, query: Query): Shown[] {
  if (query.having) throw malformed('The simulated org does not run HAVING; leave it out.');
  const keys = [query.groupBy ?? []].flat().map((clause) => {
    if (!('field' in clause)) throw malformed('The simulated org groups by fields only.');
    return findPath(scope, from, clause.field);
  });
  for (const { field } of keys) {
    if (!field.groupable)
      throw refuse(400, 'INVALID_FIELD', `field '${field.name}' can not be grouped in a query call`);
  }
  const rows = matchingRows(scope, from, { where: query.where });
  const groups = new Map<string, Row[]>();
  if (keys.length === 0) groups.set('[]', []);
  for (const row of rows) {
    const key = JSON.stringify(keys.map(({ read }) => read(row)));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const columns = compileColumns(scope, from, query);
  const sorted = sortGroups([...groups.values()], columns, query);
  const until = query.limit === undefined ? undefined : (query.offset ?? 0) + query.limit;
  return sorted.slice(query.offset ?? 0, until).map((group) => showGroup(columns, group));
}

function showGroup(columns: readonly Column[], group: readonly Row[]): Shown {
  const values = columns.map((column) => [column.name, column.read(group)] as const);
  return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries(values) };
}

/** Functions without a name of their own are called expr0, expr1 and so on. */
function compileColumns(scope: QueryScope, from: From, query: Query): Column[] {
  let unnamed = 0;
  return (query.fields ?? []).map((field) => {
    if (field.type === 'FieldFunctionExpression') {
      const name = field.alias ?? `expr${unnamed++}`;
      return { name, written: writtenAs(field.rawValue), read: compileFunction(scope, from, field) };
    }
    const path = fieldPath(field);
    const found = findPath(scope, from, path);
    const grouped = [query.groupBy ?? []].flat().some((clause) => 'field' in clause && clause.field === path);
    if (!grouped) throw malformed(`Field must be grouped or aggregated: ${path}`);
    const alias = 'alias' in field && typeof field.alias === 'string' ? field.alias : undefined;
    const name = alias ?? found.field.name;
    return { name, written: path.toLowerCase(), read: ([first]) => (first ? found.read(first) : null) };
  });
}

function fieldPath(field: FieldType): string {
  if (field.type === 'Field') return field.field;
  if (field.type === 'FieldRelationship') return [...field.relationships, field.field].join('.');
  throw malformed('The simulated org groups fields and parent fields only.');
}

function writtenAs(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s/g, '').toLowerCase();
}

function compileFunction(scope: QueryScope, from: From, field: FieldFunctionExpression): Column['read'] {
  const name = field.functionName.toUpperCase();
  const [parameter] = field.parameters;
  if (parameter === undefined) return (rows) => rows.length;
  const { read } = findPath(scope, from, String(parameter));
  const values = (rows: readonly Row[]): JsonValue[] => rows.map(read).filter((value) => value !== null);
  const sum = (rows: readonly Row[]): number => values(rows).reduce((total: number, value) => total + Number(value), 0);
  switch (name) {
    case 'COUNT':
      return (rows) => values(rows).length;
    case 'COUNT_DISTINCT':
      return (rows) => new Set(values(rows)).size;
    case 'SUM':
      return sum;
    case 'AVG':
      return (rows) => (values(rows).length === 0 ? null : sum(rows) / values(rows).length);
    case 'MIN':
      return (rows) => values(rows).sort(compareValues)[0] ?? null;
    case 'MAX':
      return (rows) => values(rows).sort(compareValues).at(-1) ?? null;
    default:
      throw malformed(`The simulated org does not know the function ${field.functionName}.`);
  }
}

function sortGroups(groups: Row[][], columns: readonly Column[], query: Query): Row[][] {
  const orders = orderClauses(query.orderBy).map((clause) => {
    const written = orderedBy(clause);
    const column = columns.find(
      (candidate) => candidate.written === written || candidate.name.toLowerCase() === written,
    );
    if (!column) throw malformed(`Ordered field must be grouped or aggregated: ${written}`);
    return { column, sign: clause.order === 'DESC' ? -1 : 1 };
  });
  return groups.sort((left, right) => {
    for (const { column, sign } of orders) {
      const order = compareNulls(column.read(left), column.read(right));
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** Groups without a value come first. */
function compareNulls(left: JsonValue, right: JsonValue): number {
  if (left === null || right === null) return Number(right === null) - Number(left === null);
  return compareValues(left, right);
}

function orderedBy(clause: OrderByClause): string {
  return 'field' in clause ? clause.field.toLowerCase() : writtenAs(clause.fn.rawValue);
}
