import { Type, type TUnsafe } from 'typebox';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { OPERATORS, type Condition, type Text } from './flow.ts';

/**
 * What a form field of a step holds beyond its JSON type. It stands in the schema as `field`: the editor picks the
 * input by it, validation the checks.
 *
 * - `text`: customer-facing text, one or one per language, with templates
 * - `template`: text with templates
 * - `value`: any JSON with templates inside
 * - `condition`, `pattern` (RE2), `duration` (ISO 8601), `variable` (a name below `vars`), `connection`, `operation`
 * - `calendar`, `flow`, `step`: the name of one
 */
export type FieldKind =
  | 'text'
  | 'template'
  | 'value'
  | 'condition'
  | 'pattern'
  | 'duration'
  | 'variable'
  | 'connection'
  | 'operation'
  | 'calendar'
  | 'flow'
  | 'step';

/** What is written on every field: its name in the form, one sentence, and samples. */
export type FieldOptions = { title: string; description: string; examples: readonly JsonValue[]; default?: JsonValue };

/** Names that a variable may have. */
export const VARIABLE_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,63}$';

/** Makes fields of each kind for the params of a step. */
export const field = {
  text: (options: FieldOptions) => annotated<Text>('text', { anyOf: [{ type: 'string' }, languages], ...options }),
  template: (options: FieldOptions) => annotated<string>('template', { type: 'string', ...options }),
  value: (options: FieldOptions) => annotated<JsonValue>('value', { ...options }),
  values: (options: FieldOptions) => annotated<JsonObject>('value', { type: 'object', ...options }),
  condition: (options: FieldOptions) => annotated<Condition>('condition', { type: 'object', ...options }),
  pattern: (options: FieldOptions) => annotated<string>('pattern', { type: 'string', maxLength: 1000, ...options }),
  duration: (options: FieldOptions) => annotated<string>('duration', { type: 'string', ...options }),
  variable: (options: FieldOptions) =>
    annotated<string>('variable', { type: 'string', pattern: VARIABLE_NAME, ...options }),
  connection: (options: FieldOptions) => annotated<string>('connection', { type: 'string', minLength: 1, ...options }),
  /** A number, or a text with templates that gives one or a date. */
  limit: (options: FieldOptions) =>
    annotated<number | string>('template', { anyOf: [{ type: 'number' }, { type: 'string' }], ...options }),
  /** One of a few words. */
  oneOf: <const Words extends readonly string[]>(words: Words, options: FieldOptions) =>
    Type.Unsafe<Words[number]>({ enum: words, ...options }),
  operation: (options: FieldOptions) => annotated<string>('operation', { type: 'string', minLength: 1, ...options }),
  calendar: (options: FieldOptions) => annotated<string>('calendar', { type: 'string', minLength: 1, ...options }),
  flow: (options: FieldOptions) => annotated<string>('flow', { type: 'string', minLength: 1, ...options }),
  /** The id of a step of the same flow; it needs no words of its own inside a list. */
  step: (options: Partial<FieldOptions> & { pattern?: string } = {}) =>
    annotated<string>('step', { type: 'string', ...options }),
};

const languages: JsonObject = { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } };

function annotated<Value>(kind: FieldKind, schema: object): TUnsafe<Value> {
  return Type.Unsafe<Value>({ ...schema, field: kind });
}

/** The JSON Schema of a condition; it names itself as `#/$defs/condition`. */
export const CONDITION_SCHEMA: JsonObject = {
  title: 'Condition',
  description: 'A comparison of two values, or several conditions of which all or any must hold.',
  anyOf: [
    {
      type: 'object',
      properties: { left: {}, operator: { enum: OPERATORS }, right: {} },
      required: ['left', 'operator'],
      additionalProperties: false,
    },
    ...['all', 'any'].map((name) => ({
      type: 'object',
      properties: { [name]: { type: 'array', items: { $ref: '#/$defs/condition' } } },
      required: [name],
      additionalProperties: false,
    })),
  ],
};
