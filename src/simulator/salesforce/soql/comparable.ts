import type { JsonValue } from '../../../base/json.ts';
import type { Field } from '../metadata.ts';
import { readRecordId } from '../record-id.ts';

/**
 * A value of a field in the form in which conditions compare and ORDER BY sorts it: text without case, unless the field
 * says otherwise; ids in their long form; times as numbers.
 */
export function comparable(field: Field, value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  if (field.type === 'date' || field.type === 'datetime') return Date.parse(value);
  return comparableText(field, value);
}

/** The same for a text that a query compares the field with. */
export function comparableText(field: Field, text: string): string {
  if (field.type === 'id' || field.type === 'reference') return readRecordId(text) ?? text;
  return field.caseSensitive ? text : text.toLowerCase();
}
