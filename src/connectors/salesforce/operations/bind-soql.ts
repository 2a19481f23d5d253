import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { soqlLiteral, type LiteralKind } from './soql-literal.ts';

/** A text in quotes with its escapes, or a variable. Numbers after a colon belong to times and stretches of days. */
const PARTS = /'(?:[^'\\]|\\.)*'|:([A-Za-z_][A-Za-z0-9_]*)/gs;

/**
 * Puts values into a query in place of its `:names`, each as a literal of its own type; a list becomes `(a, b)`, and
 * `{"date": …}` or `{"dateTime": …}` a time. What stands in quotes is left alone. Throws `invalid` for a query that is
 * none, for a name without a value and a value without a name.
 */
export function bindSoql(soql: string, values: JsonObject): string {
  if (!/^\s*SELECT\s/i.test(soql)) throw invalid('A query begins with SELECT.', 'soql');
  const used = new Set<string>();
  const bound = soql.trim().replace(PARTS, (part, name: string | undefined) => {
    if (name === undefined) return part;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw invalid(`The query names :${name}, which has no value. Add it to the values.`, name);
    used.add(name);
    return literal(value, name);
  });
  const spare = Object.keys(values).find((name) => !used.has(name));
  if (spare === undefined) return bound;
  throw invalid(`The value ${spare} is given, but the query does not name :${spare}.`, spare);
}

function literal(value: JsonValue, name: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) throw invalid(`The list :${name} is empty; IN () is no query.`, name);
    return `(${value.map((item) => literal(item, name)).join(', ')})`;
  }
  if (!isObject(value)) return soqlLiteral(value, undefined, name);
  const [kind, ...others] = Object.keys(value);
  if ((kind === 'date' || kind === 'dateTime') && others.length === 0) {
    return soqlLiteral(value[kind], kind satisfies LiteralKind, name);
  }
  throw invalid(`The value :${name} is neither a value, a list, {"date": …} nor {"dateTime": …}.`, name);
}

function invalid(message: string, field: string): Failure {
  return new Failure({ code: 'invalid', message, fields: [field] });
}
