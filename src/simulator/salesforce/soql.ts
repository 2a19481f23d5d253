import { parseQuery, type FieldType, type OrderByClause, type Query } from '@jetstreamapp/soql-parser-js';
import type { JsonValue } from '../../base/json.ts';
import { Refusal, jsonAnswer, refuse } from './answer.ts';
import { findObject, objectOfId, type Field, type ObjectType } from './metadata.ts';
import { fieldValue, recordUrl } from './render.ts';
import { compileWhere, type FieldPath } from './soql-where.ts';
import type { Row, Store } from './store.ts';

/** A query's result: matching rows in order, and how one is shown. `counted` is set for `SELECT COUNT()`. */
export type QueryResult = { rows: Row[]; render: (row: Row) => Record<string, JsonValue>; counted?: number };

/** What a query runs against. Deleted records are left out. */
export type QueryScope = { store: Store; now: number; version: string };

/** Runs a SOQL query. Throws a refusal with Salesforce's error codes for what it cannot run. */
export function runQuery(scope: QueryScope, soql: string): QueryResult {
  const query = parse(soql);
  const object = findObject(query.sObject ?? '');
  if (!object) throw unsupportedType(soql, query.sObject ?? '');
  refuseUnsupported(query);
  const find = (path: string): FieldPath =>
    findPath(scope.store, { object, soql }, withoutAlias(path, query.sObjectAlias));
  const accepts = compileWhere(query.where, { find, now: scope.now });
  const rows = [...scope.store.list(object.name)].filter(accepts);
  const fields = query.fields ?? [];
  if (isCount(fields)) return { rows: [], render: () => ({}), counted: Math.min(rows.length, query.limit ?? Infinity) };
  const render = compileSelect(scope, { fields, object, soql, alias: query.sObjectAlias });
  sortRows(rows, query.orderBy, find);
  const from = query.offset ?? 0;
  return { rows: rows.slice(from, query.limit === undefined ? undefined : from + query.limit), render };
}

function parse(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const found = /found --> '(.*?)' <--/.exec(text)?.[1];
    const message = found === undefined ? text : `unexpected token: '${found === '' ? '<EOF>' : found}'`;
    throw refuse(400, 'MALFORMED_QUERY', message);
  }
}

function refuseUnsupported(query: Query): void {
  const parts = { 'GROUP BY': query.groupBy, HAVING: query.having, 'USING SCOPE': query.usingScope };
  const part = Object.entries(parts).find(([, value]) => value !== undefined);
  if (part) throw refuse(400, 'MALFORMED_QUERY', `The simulated org does not run ${part[0]}; leave it out.`);
}

function isCount(fields: readonly FieldType[]): boolean {
  const [field] = fields;
  return (
    fields.length === 1 && field?.type === 'FieldFunctionExpression' && /^count\(\s*\)$/i.test(field.rawValue ?? '')
  );
}

type Select = { fields: readonly FieldType[]; object: ObjectType; soql: string; alias: string | undefined };

function compileSelect(scope: QueryScope, select: Select): QueryResult['render'] {
  const paths = select.fields.map((field) => {
    if (field.type !== 'Field' && field.type !== 'FieldRelationship') {
      throw refuse(
        400,
        'MALFORMED_QUERY',
        'The simulated org selects fields and parent fields only, no functions or subqueries.',
      );
    }
    const path = field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.');
    return withoutAlias(path, select.alias);
  });
  const checked = paths.map((path) => ({ path, ...findPath(scope.store, select, path) }));
  return (row) => {
    const shown: Record<string, JsonValue> = attributes(scope.version, row);
    for (const { path, field, read } of checked) {
      if (path.includes('.')) showParent(scope, { row, shown, path, object: select.object, value: read(row) });
      else shown[field.name] = read(row);
    }
    return shown;
  };
}

function attributes(version: string, row: Row): Record<string, JsonValue> {
  return { attributes: { type: row.object, url: recordUrl(version, row) } };
}

/** Puts `Owner.Name` into the row as `{"Owner": {"attributes": …, "Name": …}}`, or `"Owner": null`. */
function showParent(
  scope: QueryScope,
  place: { row: Row; shown: Record<string, JsonValue>; path: string; object: ObjectType; value: JsonValue },
): void {
  let { row, shown, object } = place;
  const names = place.path.split('.');
  const last = names.pop() ?? '';
  for (const name of names) {
    const reference = object.relationship(name);
    const parent = reference ? parentOf(scope.store, row, reference) : undefined;
    const key = reference?.relationshipName ?? name;
    if (!parent) {
      shown[key] = null;
      return;
    }
    shown = (shown[key] ??= attributes(scope.version, parent)) as Record<string, JsonValue>;
    row = parent;
    object = findObject(parent.object) ?? object;
  }
  shown[object.field(last)?.name ?? last] = place.value;
}

function parentOf(store: Store, row: Row, reference: Field): Row | undefined {
  const id = row.fields[reference.name];
  return typeof id === 'string' ? store.find(id) : undefined;
}

function findPath(store: Store, from: { object: ObjectType; soql: string }, path: string): FieldPath {
  const dot = path.indexOf('.');
  if (dot < 0) {
    const field = from.object.field(path);
    if (!field) throw noSuchColumn(from, path);
    return { field, read: (row) => fieldValue(row, field) };
  }
  const reference = from.object.relationship(path.slice(0, dot));
  const targets = (reference?.referenceTo ?? []).flatMap((name) => findObject(name) ?? []);
  if (!reference || targets.length === 0) throw noSuchColumn(from, path);
  const rest = path.slice(dot + 1);
  const known = targets.filter((target) => !rest.includes('.') && target.field(rest));
  const inner = findPath(store, { object: known[0] ?? targets[0] ?? from.object, soql: from.soql }, rest);
  return {
    field: inner.field,
    read: (row) => {
      const parent = parentOf(store, row, reference);
      if (!parent) return null;
      const own = objectOfId(parent.id)?.field(rest);
      return own ? fieldValue(parent, own) : inner.read(parent);
    },
  };
}

function withoutAlias(path: string, alias: string | undefined): string {
  const prefix = alias === undefined ? undefined : `${alias.toLowerCase()}.`;
  return prefix !== undefined && path.toLowerCase().startsWith(prefix) ? path.slice(prefix.length) : path;
}

function sortRows(rows: Row[], orderBy: Query['orderBy'], find: (path: string) => FieldPath): void {
  const clauses: OrderByClause[] = orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy];
  const orders = clauses.map((clause) => {
    if (!('field' in clause)) throw refuse(400, 'MALFORMED_QUERY', 'The simulated org orders by fields only.');
    const path = find(clause.field);
    if (!path.field.sortable) {
      throw refuse(400, 'INVALID_FIELD', `field '${path.field.name}' can not be sorted in a query call`);
    }
    return { read: path.read, sign: clause.order === 'DESC' ? -1 : 1, nullsSign: clause.nulls === 'LAST' ? 1 : -1 };
  });
  if (orders.length === 0) return;
  rows.sort((left, right) => {
    for (const { read, sign, nullsSign } of orders) {
      const [a, b] = [read(left), read(right)];
      if (a === null || b === null) {
        if (a !== b) return a === null ? nullsSign : -nullsSign;
        continue;
      }
      const order = compareValues(a, b);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

function compareValues(left: JsonValue, right: JsonValue): number {
  const [a, b] = [left, right].map((value) => (typeof value === 'string' ? value.toLowerCase() : Number(value)));
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}

function noSuchColumn(from: { object: ObjectType; soql: string }, path: string): Refusal {
  const what =
    `No such column '${path}' on entity '${from.object.name}'. If you are attempting to use a custom field, be sure ` +
    "to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
  return atPlace(from.soql, { word: path, errorCode: 'INVALID_FIELD', what });
}

function unsupportedType(soql: string, name: string): Refusal {
  const what =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
    "'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.";
  return atPlace(soql, { word: name, errorCode: 'INVALID_TYPE', what });
}

/** An error that shows where in the query it was found, over several lines as Salesforce writes it. */
function atPlace(soql: string, error: { word: string; errorCode: string; what: string }): Refusal {
  const at = Math.max(0, soql.indexOf(error.word));
  const row = soql.slice(0, at).split('\n').length;
  const column = at - soql.lastIndexOf('\n', at - 1);
  const line = soql.split('\n')[row - 1] ?? '';
  const message = `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${error.what}`;
  return new Refusal(jsonAnswer(400, [{ message, errorCode: error.errorCode }]));
}
