import { Type } from 'typebox';
import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import { parseNumber } from '../../flow/expression/filters/number.ts';
import { splitName } from '../../flow/expression/filters/name.ts';
import { asText } from '../../flow/expression/filters/value.ts';
import type { Clock } from '../../flow/expression/template.ts';
import { readAmount } from '../../flow/reading/amount.ts';
import { readEmail } from '../../flow/reading/email.ts';
import { readJson } from '../../flow/reading/json.ts';
import { readPattern } from '../../flow/reading/pattern.ts';
import { readPhoneNumber } from '../../flow/reading/phone.ts';
import { readWhen } from '../../flow/reading/when.ts';

/** What a text can be read as. */
export const FORMS = ['pattern', 'json', 'number', 'amount', 'date', 'phone', 'email', 'name'] as const;
export type Form = (typeof FORMS)[number];

/** The JSON type that each reading has. */
export const TYPES: Readonly<Record<Form, string>> = {
  pattern: 'object',
  json: 'any',
  number: 'number',
  amount: 'object',
  date: 'string',
  phone: 'object',
  email: 'string',
  name: 'object',
};

/** The members of readings that always have the same. */
export const SCHEMAS: Readonly<Partial<Record<Form, Schema>>> = {
  amount: Type.Object({ value: Type.Number(), currency: Type.Optional(Type.String()), text: Type.String() }),
  phone: Type.Object({
    e164: Type.String(),
    national: Type.String(),
    country: Type.Optional(Type.String()),
    kind: Type.String(),
  }),
  name: Type.Object({ first: Type.String(), last: Type.String() }),
};

/** How and where to read: the pattern where one is needed, and the moment, zone, language and country. */
export type Circumstances = { pattern: string; clock: Clock };

type Reader = (value: JsonValue, circumstances: Circumstances) => JsonValue | undefined;

/**
 * Reads a value in one form; undefined where it cannot be read so. Numbers that are numbers already, and values that a
 * template gave as lists or objects, are taken as they are. Throws `TemplateError` for a bad pattern.
 */
export function readAs(form: Form, value: JsonValue, circumstances: Circumstances): JsonValue | undefined {
  return READERS[form](value, circumstances);
}

const READERS: Readonly<Record<Form, Reader>> = {
  pattern: (value, { pattern }) => readPattern(asText(value), pattern),
  json: (value) => (typeof value === 'string' ? readJson(value) : (value ?? undefined)),
  number: (value, { clock }) =>
    typeof value === 'number' ? value : (parseNumber(asText(value), clock.language) ?? undefined),
  // A number has the point, wherever it is.
  amount: (value, { clock }) =>
    readAmount(asText(value), typeof value === 'number' ? { ...clock, language: 'en' } : clock),
  date: (value, { clock }) => readWhen(asText(value), clock),
  phone: (value, { clock }) => readPhoneNumber(asText(value), clock.country),
  email: (value) => readEmail(asText(value)),
  name: (value) => readName(asText(value)),
};

function readName(text: string): JsonValue | undefined {
  if (text.length > 200) return undefined;
  const name = splitName(text);
  return name.last === '' ? undefined : name;
}
