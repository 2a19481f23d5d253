import type { FieldType } from '@jetstreamapp/soql-parser-js';
import type { Field } from '../metadata.ts';
import { childrenOf } from '../child-relationships.ts';
import { isAggregate } from './aggregate.ts';
import { malformed, noSuchChildren } from './errors.ts';
import { findPath, withoutAlias, type From, type QueryScope } from './paths.ts';
import { readQuery } from './soql.ts';

/** One column of a query, as `columns=true` tells of it. */
type ColumnMetadata = Record<string, unknown> & { columnName: string; joinColumns: ColumnMetadata[] };

/** What the columns of a query are: the answer of `GET /query?q=…&columns=true`. */
export function describeColumns(scope: QueryScope, soql: string): object {
  const { query, from } = readQuery(scope, soql);
  let unnamed = 0;
  const columns: ColumnMetadata[] = [];
  for (const field of query.fields ?? []) {
    if (field.type !== 'FieldFunctionExpression') addColumn(columns, scope, { from, field });
    else if (/^fields$/i.test(field.functionName))
      for (const own of from.object.fields) columns.push(describeField(own, own.name));
    else columns.push(describeFunction(field.alias ?? `expr${unnamed++}`));
  }
  return {
    columnMetadata: columns,
    entityName: from.object.name,
    groupBy: isAggregate(query),
    idSelected: columns.some((column) => column.columnName === 'Id'),
    keyPrefix: from.object.keyPrefix,
  };
}

function addColumn(columns: ColumnMetadata[], scope: QueryScope, asked: { from: From; field: FieldType }): void {
  const { from, field } = asked;
  if (field.type === 'FieldSubquery') {
    const { relationshipName, fields = [] } = field.subquery;
    const ways = childrenOf(scope.org.setup.schema, from.object);
    const way = ways.find(({ name }) => name?.toLowerCase() === relationshipName.toLowerCase());
    if (!way) throw noSuchChildren(from, relationshipName);
    const group = describeGroup(relationshipName);
    const inner = { object: way.child, soql: from.soql };
    for (const child of fields) addColumn(group.joinColumns, scope, { from: inner, field: child });
    columns.push(group);
    return;
  }
  if (field.type !== 'Field' && field.type !== 'FieldRelationship') throw malformed('unexpected token in SELECT');
  const written = field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.');
  const names = withoutAlias(written, from).split('.');
  const found = findPath(scope, from, written).field;
  let list = columns;
  for (const name of names.slice(0, -1)) {
    const known = list.find((column) => column.columnName === name) ?? describeGroup(name);
    if (!list.includes(known)) list.push(known);
    list = known.joinColumns;
  }
  list.push(describeField(found, found.name));
}

const NUMBERS = ['int', 'double', 'currency', 'percent'];

function describeField(field: Field, name: string): ColumnMetadata {
  return {
    ...describeGroup(name),
    displayName: name,
    apexType: apexTypeOf(field),
    booleanType: field.type === 'boolean',
    custom: field.custom ?? false,
    insertable: field.createable ?? false,
    numberType: NUMBERS.includes(field.type),
    textType: !NUMBERS.includes(field.type) && !['boolean', 'date', 'datetime'].includes(field.type),
    updatable: field.updateable ?? false,
  };
}

function apexTypeOf(field: Field): string {
  if (field.type === 'id' || field.type === 'reference') return 'Id';
  const name = field.soapType.replace(/^\w+:/, '');
  return name === 'int' ? 'Integer' : name.charAt(0).toUpperCase() + name.slice(1);
}

/** A relationship, whose own columns are joined to it. */
function describeGroup(name: string): ColumnMetadata {
  return {
    aggregate: false,
    apexType: null,
    booleanType: false,
    columnName: name,
    custom: false,
    displayName: name,
    foreignKeyName: null,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updatable: false,
  };
}

function describeFunction(name: string): ColumnMetadata {
  return { ...describeGroup(name), aggregate: true, apexType: 'Integer', numberType: true };
}
