import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import { soqlText, soqlTime } from './soql.ts';

/** How a value stands in a query. */
export type LiteralKind = 'text' | 'number' | 'boolean' | 'date' | 'dateTime';

/** Words for a stretch of time that the org reckons itself. */
const STRETCH =
  /^(YESTERDAY|TODAY|TOMORROW|(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)|LAST_90_DAYS|NEXT_90_DAYS|(LAST|NEXT)_N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS):\d{1,4}|N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS)_AGO:\d{1,4})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A value as a SOQL literal, which no value can end early; an empty one is `null`. Without a kind it follows the value's
 * own JSON type. Throws `invalid` for one that is not of its kind; `name` is for that message.
 */
export function soqlLiteral(value: JsonValue | undefined, kind: LiteralKind | undefined, name: string): string {
  if (value === undefined || value === null || value === '') return 'null';
  if (typeof value === 'object') throw unfit(value, 'one value', name);
  switch (kind) {
    case 'number':
      return numberLiteral(value, name);
    case 'boolean':
      return booleanLiteral(value, name);
    case 'date':
    case 'dateTime':
      return timeLiteral(String(value).trim(), kind, name);
    case 'text':
      return soqlText(String(value));
    case undefined:
      return typeof value === 'string' ? soqlText(value) : String(value);
  }
}

function numberLiteral(value: string | number | boolean, name: string): string {
  const number = typeof value === 'string' ? Number(value.trim()) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return plainNumber(number);
  throw unfit(value, 'a number', name);
}

/** SOQL reads no exponents. */
function plainNumber(number: number): string {
  const text = String(number);
  return text.includes('e') ? number.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

function booleanLiteral(value: string | number | boolean, name: string): string {
  const text = String(value).trim().toLowerCase();
  if (text === 'true' || text === 'false') return text;
  throw unfit(value, 'true or false', name);
}

function timeLiteral(text: string, kind: 'date' | 'dateTime', name: string): string {
  if (STRETCH.test(text)) return text;
  if (DATE.test(text) && !Number.isNaN(Date.parse(text))) return kind === 'date' ? text : `${text}T00:00:00Z`;
  const at = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw unfit(text, 'a date such as 2026-11-22 or TODAY, or a time with its zone', name);
  return kind === 'date' ? text.slice(0, 10) : soqlTime(at);
}

function unfit(value: JsonValue, wanted: string, name: string): Failure {
  return new Failure({
    code: 'invalid',
    message: `${name} is compared with ${JSON.stringify(value)}, which is not ${wanted}.`,
    fields: [name],
  });
}
