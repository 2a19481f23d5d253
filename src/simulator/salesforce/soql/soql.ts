import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import type { QueryPage } from '../query-pages.ts';
import { refuse } from '../answer.ts';
import { aggregate, isAggregate } from './aggregate.ts';
import { necessaryConditions } from './candidates.ts';
import { malformed, unsupportedType } from './errors.ts';
import type { From, QueryScope } from './paths.ts';
import { matchingRows } from './rows.ts';
import { compileSelect } from './select.ts';

/** A query's result: its records, shown when they are asked for. `counted` is set for `SELECT COUNT()`. */
export type QueryResult = QueryPage & { counted?: number };

/** Runs a SOQL query. Throws a refusal with Salesforce's error codes for what it cannot run. */
export function runQuery(scope: QueryScope, soql: string): QueryResult {
  const { query, from } = readQuery(scope, soql);
  if (query.usingScope) throw malformed('The simulated org does not run USING SCOPE; leave it out.');
  checkLinkFilter(from, query);
  if (isCount(query)) return { size: 0, slice: () => [], counted: matchingRows(scope, from, query).length };
  if (isAggregate(query)) {
    const records = aggregate(scope, from, query);
    return { size: records.length, slice: (start, until) => records.slice(start, until) };
  }
  const show = compileSelect(scope, from, query.fields ?? []);
  const rows = matchingRows(scope, from, query);
  return { size: rows.length, slice: (start, until) => rows.slice(start, until).map(show) };
}

/** Reads a query and finds the object that it is about. */
export function readQuery(scope: QueryScope, soql: string): { query: Query; from: From } {
  const query = parse(soql);
  const object = scope.org.setup.schema.find(query.sObject ?? '');
  if (!object) throw unsupportedType(soql, query.sObject ?? '');
  return { query, from: { object, soql, alias: query.sObjectAlias } };
}

function parse(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const found = /found --> '(.*?)' <--/.exec(text)?.[1];
    throw malformed(found === undefined ? text : `unexpected token: '${found === '' ? '<EOF>' : found}'`);
  }
}

function isCount({ fields = [] }: Query): boolean {
  const [field] = fields;
  return (
    fields.length === 1 && field?.type === 'FieldFunctionExpression' && /^count\(\s*\)$/i.test(field.rawValue ?? '')
  );
}

const LINK_FILTERS = ['id', 'linkedentityid', 'contentdocumentid'];

/** Links of files are only given for one document or one record. */
function checkLinkFilter(from: From, query: Query): void {
  if (from.object.name !== 'ContentDocumentLink') return;
  const filtered = necessaryConditions(query.where).some(
    (condition) => 'field' in condition && LINK_FILTERS.includes(condition.field.toLowerCase()),
  );
  if (filtered) return;
  const message =
    'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or ' +
    "LinkedEntityId using the equals operator or multiple Id's using the IN operator.";
  throw refuse(400, 'MALFORMED_QUERY', message);
}
