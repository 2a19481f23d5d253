import type { ConditionWithValueQuery, WhereClause } from '@jetstreamapp/soql-parser-js';
import { readRecordId } from '../record-id.ts';
import type { Row } from '../store.ts';
import { unquote } from './literals.ts';
import { withoutAlias, type From, type QueryScope } from './paths.ts';

/** Rows that may match: those of an index where a condition that all must meet allows it, else all of the object. */
export function candidateRows(scope: QueryScope, from: From, where: WhereClause | undefined): Iterable<Row> {
  for (const condition of necessaryConditions(where)) {
    const rows = indexedRows(scope, from, condition);
    if (rows) return rows;
  }
  return scope.org.store.list(from.object.name, { withDeleted: scope.withDeleted });
}

/** The conditions of a plain chain of ANDs; none as soon as there is anything else. */
export function necessaryConditions(where: WhereClause | undefined): ConditionWithValueQuery[] {
  const conditions: ConditionWithValueQuery[] = [];
  let clause: WhereClause | undefined = where;
  while (clause) {
    const { left } = clause as { left: ConditionWithValueQuery | null };
    if (!left || !('operator' in left) || left.openParen) return [];
    conditions.push(left);
    if (!('operator' in clause)) return conditions;
    if (clause.operator !== 'AND') return [];
    clause = clause.right;
  }
  return conditions;
}

function indexedRows(scope: QueryScope, from: From, condition: ConditionWithValueQuery): Row[] | undefined {
  if (!('field' in condition) || !('value' in condition) || !['=', 'IN'].includes(condition.operator)) return undefined;
  const field = from.object.field(withoutAlias(condition.field, from));
  const types = [condition.literalType ?? ''].flat();
  if (!field || types.some((type) => type !== 'STRING')) return undefined;
  const { store } = scope.org;
  const isId = field.name === 'Id';
  if (!isId && (scope.withDeleted || !store.hasIndex(from.object, field))) return undefined;
  const found = new Set<Row>();
  for (const literal of [condition.value].flat()) {
    const text = unquote(literal);
    const id = isId || field.type === 'reference' ? (readRecordId(text) ?? text) : text;
    const rows = isId ? [store.find(id)] : store.match(from.object, field, id);
    for (const row of rows) {
      if (row?.object === from.object.name && (scope.withDeleted || !row.deleted)) found.add(row);
    }
  }
  return [...found].sort((left, right) => (left.id < right.id ? -1 : 1));
}
