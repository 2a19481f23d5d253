import type { JsonValue } from '../../base/json.ts';
import type { ApiError } from './answer.ts';
import type { Texts } from './messages.ts';
import type { Field } from './metadata.ts';
import { readRecordId } from './record-id.ts';
import type { Schema } from './schema.ts';

/** A value as the org stores it, or why it does not take it. */
export type ReadValue = { value: JsonValue } | { error: ApiError };

/** What reading a value needs to know beyond the field. */
export type ValueContext = {
  schema: Schema;
  texts: Texts;
  /** True when the record exists. */
  exists: (id: string) => boolean;
  /** Where the value stands in the request body, as `[line:1, column:n]`. */
  position: (fieldName: string) => string;
};

const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Turns what a client sent for a field into what the org keeps; text is trimmed and empty text is null. */
export function readValue(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  if (sent === null || (typeof sent === 'string' && sent.trim() === '')) return { value: null };
  switch (field.type) {
    case 'boolean':
      return readBoolean(field, sent, context);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return readNumber(field, sent, context);
    case 'date':
    case 'datetime':
      return readTime(field, sent, context);
    case 'reference':
    case 'id':
      return readReference(field, sent, context);
    default:
      return readText(field, sent, context);
  }
}

/** A point in time as responses write it: milliseconds and `+0000`. */
export function formatTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

function readText(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  if (typeof sent !== 'string') return wrongType(field, sent, context);
  const text = sent.trim();
  const { texts } = context;
  const label = texts.label(field);
  if (field.length && text.length > field.length)
    return bad('STRING_TOO_LONG', texts.tooLong(label, text, field.length), field);
  if (field.type === 'email' && !EMAIL.test(text))
    return bad('INVALID_EMAIL_ADDRESS', texts.invalidEmail(label, text), field);
  const wrong = field.restrictedPicklist
    ? choicesOf(field, text).find((choice) => !isChoice(field, choice))
    : undefined;
  if (wrong !== undefined) return bad('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', texts.badChoice(label, wrong), field);
  return { value: text };
}

/** The single values of a text: several only for a field that takes several. */
export function choicesOf(field: Field, text: string): string[] {
  return field.type === 'multipicklist' ? text.split(';') : [text];
}

function isChoice(field: Field, text: string): boolean {
  return !field.picklistValues || field.picklistValues.some(({ value }) => value === text);
}

function bad(errorCode: string, message: string, field: Field): ReadValue {
  return { error: { message, errorCode, fields: [field.name] } };
}

function readBoolean(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  if (typeof sent === 'boolean') return { value: sent };
  if (sent === 'true' || sent === 'false') return { value: sent === 'true' };
  return wrongType(field, sent, context);
}

function readNumber(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  const number = typeof sent === 'string' ? Number(sent) : sent;
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType(field, sent, context);
  if (field.type === 'int' && !Number.isInteger(number)) return wrongType(field, sent, context);
  const digits = field.digits ?? (field.precision ?? 18) - (field.scale ?? 0);
  if (Math.abs(number) >= 10 ** digits) {
    const message = context.texts.outsideRange(context.texts.label(field), number);
    return bad('NUMBER_OUTSIDE_VALID_RANGE', message, field);
  }
  return { value: number };
}

function readTime(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  if (typeof sent !== 'string') return wrongType(field, sent, context);
  const shape = field.type === 'date' ? DATE : DATETIME;
  const at = shape.test(sent) ? Date.parse(sent) : Number.NaN;
  if (Number.isNaN(at)) return wrongType(field, sent, context);
  if (field.type === 'datetime') return { value: formatTime(at) };
  return new Date(at).toISOString().startsWith(sent) ? { value: sent } : wrongType(field, sent, context);
}

function readReference(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  if (typeof sent !== 'string') return wrongType(field, sent, context);
  const { schema, texts } = context;
  const id = readRecordId(sent.trim());
  const target = id === undefined ? undefined : schema.ofId(id);
  const wrongKind = target !== undefined && !field.referenceTo?.includes(target.name);
  if (id === undefined || wrongKind) return bad('MALFORMED_ID', texts.wrongId(texts.label(field), sent), field);
  const known = field.referenceTo?.some((name) => schema.full(name) !== undefined) ?? false;
  if (known && !context.exists(id)) return bad('INVALID_CROSS_REFERENCE_KEY', texts.unknownReference(), field);
  return { value: id };
}

function wrongType(field: Field, sent: JsonValue, context: ValueContext): ReadValue {
  const shown = typeof sent === 'object' ? JSON.stringify(sent) : String(sent);
  const message =
    `Cannot deserialize instance of ${deserializedAs(field)} from ${tokenName(sent)} value ${shown} ` +
    `or request may be missing a required field at ${context.position(field.name)}`;
  return { error: { message, errorCode: 'JSON_PARSER_ERROR' } };
}

function deserializedAs(field: Field): string {
  return field.soapType
    .replace(/^(?:xsd|tns):/, '')
    .replace('ID', 'reference')
    .toLowerCase();
}

function tokenName(value: JsonValue): string {
  if (typeof value === 'string') return 'VALUE_STRING';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}
