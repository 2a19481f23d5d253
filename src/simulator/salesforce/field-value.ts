import type { JsonValue } from '../../base/json.ts';
import type { ApiError } from './answer.ts';
import { findObject, objectOfId, type Field } from './metadata.ts';
import { readRecordId } from './record-id.ts';

/** A value as the org stores it, or why it does not take it. */
export type ReadValue = { value: JsonValue } | { error: ApiError };

/** What reading a value needs to know beyond the field. */
export type ValueContext = {
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
  if (field.length && text.length > field.length) {
    const message = `${field.label}: data value too large: ${text} (max length=${field.length})`;
    return { error: { message, errorCode: 'STRING_TOO_LONG', fields: [field.name] } };
  }
  if (field.type === 'email' && !EMAIL.test(text)) {
    const message = `${field.label}: invalid email address: ${text}`;
    return { error: { message, errorCode: 'INVALID_EMAIL_ADDRESS', fields: [field.name] } };
  }
  if (field.restrictedPicklist && field.picklistValues && !field.picklistValues.some(({ value }) => value === text)) {
    const message = `${field.label}: bad value for restricted picklist field: ${text}`;
    return { error: { message, errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', fields: [field.name] } };
  }
  return { value: text };
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
    const message = `${field.label}: value outside of valid range on numeric field: ${number}`;
    return { error: { message, errorCode: 'NUMBER_OUTSIDE_VALID_RANGE', fields: [field.name] } };
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
  const id = readRecordId(sent.trim());
  const target = id === undefined ? undefined : objectOfId(id);
  const wrongKind = target !== undefined && !field.referenceTo?.includes(target.name);
  if (id === undefined || wrongKind) {
    const message = `${field.label}: id value of incorrect type: ${sent}`;
    return { error: { message, errorCode: 'MALFORMED_ID', fields: [field.name] } };
  }
  const known = field.referenceTo?.some((name) => findObject(name) !== undefined) ?? false;
  if (known && !context.exists(id)) {
    const message = 'invalid cross reference id';
    return { error: { message, errorCode: 'INVALID_CROSS_REFERENCE_KEY', fields: [field.name] } };
  }
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
