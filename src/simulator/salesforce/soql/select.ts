import type { FieldType, FieldSubquery } from '@jetstreamapp/soql-parser-js';
import type { JsonValue } from '../../../base/json.ts';
import { childrenOf } from '../child-relationships.ts';
import type { Field } from '../metadata.ts';
import { recordUrl } from '../render.ts';
import type { Row } from '../store.ts';
import { malformed, noSuchChildren } from './errors.ts';
import { findPath, parentOf, withoutAlias, type From, type QueryScope } from './paths.ts';
import { matchingRows } from './rows.ts';

/** One record of an answer. */
export type Shown = Record<string, JsonValue>;
type Column = (row: Row, shown: Shown) => void;

/** How the rows of a query are shown: selected fields, those of parents nested, children in lists. */
export function compileSelect(scope: QueryScope, from: From, fields: readonly FieldType[]): (row: Row) => Shown {
  const columns = fields.flatMap((field) => compileColumn(scope, from, field));
  return (row) => {
    const shown = attributes(scope, row);
    for (const column of columns) column(row, shown);
    return shown;
  };
}

/** The beginning of every record in an answer. */
function attributes(scope: QueryScope, row: Row): Shown {
  return { attributes: { type: row.object, url: recordUrl(scope.version, row) } };
}

function compileColumn(scope: QueryScope, from: From, field: FieldType): Column[] {
  switch (field.type) {
    case 'Field':
      return [pathColumn(scope, from, field.field)];
    case 'FieldRelationship':
      return [pathColumn(scope, from, [...field.relationships, field.field].join('.'))];
    case 'FieldSubquery':
      return [childColumn(scope, from, field)];
    case 'FieldFunctionExpression': {
      const name = field.functionName.toLowerCase();
      const [parameter] = field.parameters;
      if (name === 'fields') return fieldsColumn(scope, from, String(parameter));
      if (name === 'tolabel') return [labelColumn(scope, from, String(parameter))];
      throw malformed(`The simulated org does not select ${field.functionName}() without GROUP BY.`);
    }
    default:
      throw malformed('The simulated org selects fields, parent fields and child records only.');
  }
}

function pathColumn(scope: QueryScope, from: From, written: string): Column {
  const path = withoutAlias(written, from);
  const { field, read } = findPath(scope, from, path);
  if (path.includes('.')) return (row, shown) => showParent(scope, { from, row, shown, path, value: read(row) });
  if (field.type === 'base64') {
    return (row, shown) => void (shown[field.name] = `${recordUrl(scope.version, row)}/${field.name}`);
  }
  return (row, shown) => void (shown[field.name] = read(row));
}

function fieldsColumn(scope: QueryScope, from: From, which: string): Column[] {
  const wanted = (field: Field): boolean =>
    which.toUpperCase() === 'ALL' || (which.toUpperCase() === 'CUSTOM') === Boolean(field.custom);
  return from.object.fields.filter(wanted).map((field) => pathColumn(scope, from, field.name));
}

function labelColumn(scope: QueryScope, from: From, path: string): Column {
  const { field, read } = findPath(scope, from, path);
  return (row, shown) => {
    const value = read(row);
    const choice = field.picklistValues?.find((candidate) => candidate.value === value);
    shown[field.name] = scope.org.language === 'it' ? (choice?.labelIt ?? value) : value;
  };
}

/** Puts `Owner.Name` into the row as `{"Owner": {"attributes": …, "Name": …}}`, or `"Owner": null`. */
function showParent(
  scope: QueryScope,
  place: { from: From; row: Row; shown: Shown; path: string; value: JsonValue },
): void {
  let { row, shown } = place;
  let { object } = place.from;
  const names = place.path.split('.');
  const last = names.pop() ?? '';
  for (const name of names) {
    const reference = object.relationship(name);
    const parent = reference ? parentOf(scope.org.store, row, reference) : undefined;
    const key = reference?.relationshipName ?? name;
    if (!parent) {
      shown[key] = null;
      return;
    }
    shown = (shown[key] ??= attributes(scope, parent)) as Shown;
    row = parent;
    object = scope.org.setup.schema.find(parent.object) ?? object;
  }
  shown[object.field(last)?.name ?? last] = place.value;
}

/** `(SELECT … FROM CaseComments)`: the children of each row, or null where there are none. */
function childColumn(scope: QueryScope, from: From, { subquery }: FieldSubquery): Column {
  const wanted = subquery.relationshipName.toLowerCase();
  const way = childrenOf(scope.org.setup.schema, from.object).find(({ name }) => name?.toLowerCase() === wanted);
  if (!way) throw noSuchChildren(from, subquery.relationshipName);
  const inner = { object: way.child, soql: from.soql };
  const render = compileSelect(scope, inner, subquery.fields ?? []);
  return (row, shown) => {
    const children = scope.org.store.match(way.child, way.field, row.id);
    const rows = matchingRows(scope, inner, { ...subquery, among: children });
    const answer = { totalSize: rows.length, done: true, records: rows.map(render) };
    shown[subquery.relationshipName] = rows.length === 0 ? null : answer;
  };
}
