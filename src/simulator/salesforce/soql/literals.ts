import { refuse } from '../answer.ts';
import type { Field } from '../metadata.ts';
import { readDateLiteral, type Span } from './dates.ts';
import { malformed } from './errors.ts';

/** What a field is compared with. */
export type Operand = string | number | boolean | null | Span;

/** Reads a literal of a query for a field, or refuses one of another type. */
export function readOperand(field: Field, literal: { text: string; type: string; now: number }): Operand {
  const { text, type } = literal;
  if (type === 'NULL') return null;
  const expected = literalKind(field);
  if (!expected.types.includes(type)) {
    const quotes = expected.types.includes('STRING')
      ? 'should be enclosed in quotes'
      : 'should not be enclosed in quotes';
    const message = `value of filter criterion for field '${field.name}' must be of type ${expected.name} and ${quotes}`;
    throw refuse(400, 'INVALID_FIELD', message);
  }
  if (type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL') return readSpan(text, literal.now);
  if (type === 'DATE' || type === 'DATETIME') return readInstant(text);
  if (type === 'BOOLEAN') return text.toUpperCase() === 'TRUE';
  if (type === 'STRING') return unquote(text);
  return Number(text);
}

function literalKind(field: Field): { name: string; types: readonly string[] } {
  switch (field.type) {
    case 'boolean':
      return { name: 'boolean', types: ['BOOLEAN'] };
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return { name: field.type, types: ['INTEGER', 'DECIMAL'] };
    case 'date':
      return { name: 'date', types: ['DATE', 'DATE_LITERAL', 'DATE_N_LITERAL'] };
    case 'datetime':
      return { name: 'dateTime', types: ['DATETIME', 'DATE_LITERAL', 'DATE_N_LITERAL'] };
    default:
      return { name: 'string', types: ['STRING'] };
  }
}

function readSpan(text: string, now: number): Span {
  const span = readDateLiteral(text, now);
  if (span) return span;
  throw malformed(`The simulated org does not know the date literal ${text}.`);
}

function readInstant(text: string): number {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw malformed(`unexpected token: '${text}'`);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text that a quoted literal stands for; escapes that only LIKE knows stay as they are. */
export function unquote(text: string): string {
  const inner = /^'([\s\S]*)'$/.exec(text)?.[1] ?? text;
  return inner.replace(/\\([\s\S])/g, (whole, escaped: string) =>
    escaped === '%' || escaped === '_' ? whole : (ESCAPES[escaped] ?? escaped),
  );
}
