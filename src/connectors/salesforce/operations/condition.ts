import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import { fieldOf, type FieldDescribe, type ObjectDescribe } from '../describe/object-describe.ts';
import { soqlLiteral, type LiteralKind } from './soql-literal.ts';
import { soqlLike } from './soql.ts';

const OPERATORS = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'isEmpty',
  'isNotEmpty',
  'greaterThan',
  'atLeast',
  'lessThan',
  'atMost',
  'isOneOf',
  'isNoneOf',
  'includes',
  'excludes',
] as const;

/** One comparison of a field. `as` says how the value is meant, where the field's own type does not tell. */
export type Comparison = {
  field: string;
  operator: (typeof OPERATORS)[number];
  value?: JsonValue;
  as?: LiteralKind;
};

/** Which records are meant: those for which each comparison of `all` holds, and one of `any` where there are some. */
export type Condition = { all?: readonly Comparison[]; any?: readonly Comparison[] };

/** API name of a field, or of a parent's: `Owner.Name`. It goes into queries as it is, so nothing else may pass. */
export const FIELD_PATH = '^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$';

const comparisonSchema = Type.Object(
  {
    field: Type.String({
      title: 'Field',
      description: 'API name, or that of a parent: Owner.Name.',
      pattern: FIELD_PATH,
    }),
    operator: Type.Enum([...OPERATORS], { title: 'Operator', default: 'equals' }),
    value: Type.Optional(
      Type.Unknown({ title: 'Value', description: 'A list for isOneOf, isNoneOf, includes, excludes.' }),
    ),
    as: Type.Optional(
      Type.Enum(['text', 'number', 'boolean', 'date', 'dateTime'], {
        title: 'Read as',
        description: 'How the value is meant. Unset: as the field is.',
      }),
    ),
  },
  { additionalProperties: false },
);

const comparisons = (title: string, description: string) =>
  Type.Optional(Type.Array(comparisonSchema, { title, description, minItems: 1, maxItems: 50 }));

/** The form of a condition. */
export const conditionSchema = Type.Object(
  {
    all: comparisons('All of', 'Each of these must hold.'),
    any: comparisons('Any of', 'One of these must hold as well.'),
  },
  {
    title: 'Conditions',
    description: 'Which records: comparisons of their fields. Values are always escaped.',
    additionalProperties: false,
    examples: [{ all: [{ field: 'Email', operator: 'equals', value: '{{ contact.email }}' }] }],
  },
);

/** Longest condition that still fits into an address with all that goes before it. */
const MAX_LENGTH = 10_000;

/**
 * A condition as the WHERE of a query, without that word; every value is escaped. With the object's describe values take
 * the type of their field, and a field that cannot be filtered is refused. Throws `invalid`.
 */
export function soqlCondition(condition: Condition, describe: ObjectDescribe | undefined): string {
  const text = write(condition, describe);
  if (encodeURIComponent(text).length <= MAX_LENGTH) return text;
  throw new Failure({
    code: 'invalid',
    message: 'The conditions are too long for one query: give fewer values, or ask several times.',
  });
}

function write({ all = [], any = [] }: Condition, describe: ObjectDescribe | undefined): string {
  const each = all.map((comparison) => compare(comparison, describe));
  const one = any.map((comparison) => compare(comparison, describe)).join(' OR ');
  const parts = [...each, ...(one === '' ? [] : [any.length > 1 ? `(${one})` : one])];
  if (parts.length === 0) throw invalid('The conditions are empty: every record would be meant.');
  return parts.join(' AND ');
}

function compare(comparison: Comparison, describe: ObjectDescribe | undefined): string {
  const { field: name, operator, value } = comparison;
  const field = fieldFor(comparison, describe);
  const kind = comparison.as ?? kindOf(field);
  const literal = (each: JsonValue | undefined) => soqlLiteral(each, kind, name);
  const list = () => `(${listOf(value, name).map(literal).join(', ')})`;
  const like = (pattern: string) => `${name} LIKE '${pattern}'`;
  switch (operator) {
    case 'equals':
      return `${name} = ${literal(value)}`;
    case 'notEquals':
      return `${name} != ${literal(value)}`;
    case 'contains':
      return like(`%${needle(value, name)}%`);
    case 'notContains':
      return `(NOT ${like(`%${needle(value, name)}%`)})`;
    case 'startsWith':
      return like(`${needle(value, name)}%`);
    case 'endsWith':
      return like(`%${needle(value, name)}`);
    case 'isEmpty':
      return `${name} = null`;
    case 'isNotEmpty':
      return `${name} != null`;
    case 'isOneOf':
      return `${name} IN ${list()}`;
    case 'isNoneOf':
      return `${name} NOT IN ${list()}`;
    case 'includes':
      return `${name} INCLUDES ${list()}`;
    case 'excludes':
      return `${name} EXCLUDES ${list()}`;
    default:
      return `${name} ${SIGNS[operator]} ${literal(value)}`;
  }
}

const SIGNS = { greaterThan: '>', atLeast: '>=', lessThan: '<', atMost: '<=' } as const;

function fieldFor(
  { field: name, operator }: Comparison,
  describe: ObjectDescribe | undefined,
): FieldDescribe | undefined {
  // Fields of parents are not in the describe of the object.
  if (!describe || name.includes('.')) return undefined;
  const field = fieldOf(describe, name);
  if (!field) {
    throw invalid(`${describe.object} has no field ${name} that the connected user may see. Check its API name.`, name);
  }
  if (field.filterable || operator === 'isEmpty') return field;
  throw invalid(
    `${describe.object}.${name} is a ${field.type} that Salesforce cannot filter by: filter by another field, or look for the words with the operation search.`,
    name,
  );
}

const KINDS: Readonly<Record<string, LiteralKind>> = {
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'dateTime',
};

function kindOf(field: FieldDescribe | undefined): LiteralKind | undefined {
  return field && (KINDS[field.type] ?? 'text');
}

/** An empty text is in every value: as a part to look for it would mean all records. */
function needle(value: JsonValue | undefined, name: string): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text.trim() === '') throw invalid(`There is nothing to look for in ${name}: the value is empty.`, name);
  return soqlLike(text);
}

function listOf(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (list.length > 0) return list;
  throw invalid(`The list of values for ${name} is empty.`, name);
}

function invalid(message: string, field?: string): Failure {
  return new Failure({ code: 'invalid', message, ...(field === undefined ? {} : { fields: [field] }) });
}
