import type { ConditionWithValueQuery, Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { JsonValue } from '../../../base/json.ts';
import { refuse } from '../answer.ts';
import type { Row } from '../store.ts';
import { comparable, comparableText } from './comparable.ts';
import { malformed as malformedQuery, noSuchColumn, unsupportedType } from './errors.ts';
import { readOperand, type Operand } from './literals.ts';
import { findPath, type FieldPath, type From, type QueryScope } from './paths.ts';

type Predicate = (row: Row) => boolean;

/** Where a clause stands; `choose` gives the rows of a query inside it. */
export type WherePlace = {
  scope: QueryScope;
  from: From;
  choose: (from: From, query: Query) => readonly Row[];
};
type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Predicate;

/** Turns a WHERE clause into a test of one row; without a clause every row passes. */
export function compileWhere(where: WhereClause | undefined, place: WherePlace): Predicate {
  if (!where) return () => true;
  const tokens = flatten(where, place);
  const test = readExpression(tokens);
  if (tokens.length > 0) throw malformed(String(tokens[0]));
  return test;
}

/** The parser gives a chain of conditions that count their parentheses; here it becomes a row of tokens again. */
function flatten(where: WhereClause, place: WherePlace): Token[] {
  const tokens: Token[] = [];
  let clause: WhereClause | undefined = where;
  while (clause) {
    const { left } = clause as { left: ConditionWithValueQuery | null };
    if (left) {
      for (let open = left.openParen ?? 0; open > 0; open--) tokens.push('(');
      if ('operator' in left) tokens.push(compileCondition(left, place));
      for (let close = (('closeParen' in left) && left.closeParen) || 0; close > 0; close--) tokens.push(')');
    }
    if (!('operator' in clause)) return tokens;
    tokens.push(clause.operator);
    clause = clause.right;
  }
  return tokens;
}

/** AND and OR may not be mixed on one level without parentheses. */
function readExpression(tokens: Token[]): Predicate {
  const tests = [readTerm(tokens)];
  const joint = tokens[0];
  while (tokens[0] === 'AND' || tokens[0] === 'OR') {
    if (tokens[0] !== joint) throw malformed(tokens[0]);
    tokens.shift();
    tests.push(readTerm(tokens));
  }
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return joint === 'AND' ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row));
}

function readTerm(tokens: Token[]): Predicate {
  const token = tokens.shift();
  if (token === 'NOT') {
    const test = readTerm(tokens);
    return (row) => !test(row);
  }
  if (token === '(') {
    const test = readExpression(tokens);
    if (tokens.shift() !== ')') throw malformed('<EOF>');
    return test;
  }
  if (typeof token === 'function') return token;
  throw malformed(token ?? '<EOF>');
}

function compileCondition(condition: ConditionWithValueQuery, place: WherePlace): Predicate {
  if (!('field' in condition)) {
    throw malformedQuery('The simulated org compares fields only, no functions of them.');
  }
  const { scope, from } = place;
  const path = findPath(scope, from, condition.field);
  if (!path.field.filterable) {
    throw refuse(400, 'INVALID_FIELD', `field '${path.field.name}' can not be filtered in a query call`);
  }
  if ('valueQuery' in condition)
    return comparison(path, condition.operator, subqueryValues(place, condition.valueQuery));
  const values = Array.isArray(condition.value) ? condition.value : [condition.value];
  const types = [condition.literalType ?? 'STRING'].flat();
  const now = scope.org.now();
  const operands = values.map((text, index) =>
    readOperand(path.field, { text, type: types[index] ?? types[0] ?? 'STRING', now }),
  );
  return comparison(path, condition.operator, operands);
}

/** `IN (SELECT WhoId FROM Task)`: the values of the one field that the inner query selects. */
function subqueryValues({ scope, from, choose }: WherePlace, query: Query): Operand[] {
  const object = scope.org.setup.schema.find(query.sObject ?? '');
  if (!object) throw unsupportedType(from.soql, query.sObject ?? '');
  const inner = { object, soql: from.soql, alias: query.sObjectAlias };
  const [selected] = query.fields ?? [];
  if (selected?.type !== 'Field') throw noSuchColumn(inner, '');
  const { read } = findPath(scope, inner, selected.field);
  return choose(inner, query)
    .map(read)
    .filter((value) => typeof value === 'string');
}

function comparison(path: FieldPath, operator: string, operands: readonly Operand[]): Predicate {
  const { field, read } = path;
  const value = (row: Row): JsonValue => comparable(field, read(row));
  const wanted = operands.map((operand) => (typeof operand === 'string' ? comparableText(field, operand) : operand));
  const first = wanted[0] ?? null;
  switch (operator) {
    case '=':
    case 'IN':
      return (row) => wanted.some((operand) => equals(value(row), operand));
    case '!=':
    case 'NOT IN':
      return (row) => !wanted.some((operand) => equals(value(row), operand));
    case 'LIKE': {
      const pattern = likePattern(String(first), field.caseSensitive ? 's' : 'is');
      return (row) => pattern.test(String(value(row) ?? ''));
    }
    case 'INCLUDES':
      return (row) => wanted.some((operand) => includesAll(value(row), operand));
    case 'EXCLUDES':
      return (row) => !wanted.some((operand) => includesAll(value(row), operand));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (row) => ordered(value(row), operator, first);
    default:
      throw refuse(400, 'INVALID_QUERY_FILTER_OPERATOR', `The simulated org does not run the operator ${operator}.`);
  }
}

/** True when a value of several choices has all those of the operand, which are joined in the same way. */
function includesAll(value: JsonValue, operand: Operand): boolean {
  const chosen = String(value ?? '').split(';');
  return String(operand)
    .split(';')
    .every((choice) => chosen.includes(choice));
}

function equals(value: JsonValue, operand: Operand): boolean {
  if (typeof operand !== 'object' || operand === null) return value === operand;
  return typeof value === 'number' && value >= operand.from && value < operand.until;
}

/** A span of time stands for its start with < and >=, for its end with > and <=. */
function ordered(value: JsonValue, operator: string, operand: Operand): boolean {
  if (value === null || operand === null) return false;
  if (typeof operand === 'object') {
    const at = Number(value);
    if (operator === '<') return at < operand.from;
    if (operator === '>=') return at >= operand.from;
    return operator === '>' ? at >= operand.until : at < operand.until;
  }
  const left = typeof value === 'string' ? value : Number(value);
  const right = typeof operand === 'boolean' ? Number(operand) : operand;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function likePattern(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/\\[%_]|[%_]|[.*+?^${}()|[\]\\]/g, (found) => {
    if (found === '%') return '.*';
    if (found === '_') return '.';
    return found.length === 2 ? found.slice(1) : `\\${found}`;
  });
  return new RegExp(`^${source}$`, flags);
}

function malformed(token: string): Error {
  return malformedQuery(`unexpected token: '${token}'`);
}
