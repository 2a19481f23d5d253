import fc from 'fast-check';
import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import type { FieldKind } from '../field.ts';

/** The part of JSON Schema that the params of steps are written in. */
type Form = Schema & {
  type?: string;
  field?: FieldKind;
  enum?: readonly JsonValue[];
  anyOf?: readonly Form[];
  properties?: Readonly<Record<string, Form>>;
  required?: readonly string[];
  items?: Form;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  uniqueItems?: boolean;
};

const template = fc.constantFrom(
  '{{ vars.a }}',
  '{{ message.text }} {{ vars.b }}',
  '{{ vars.a | plus: 1 }}',
  '{{ 1 | nope }}',
  '{{',
  '{% if %}',
  '2026-12-24',
  '',
);

const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), template) as fc.Arbitrary<JsonValue>;

/** Words that fields of a kind hold, right ones and wrong ones. */
const BY_KIND: Readonly<Partial<Record<FieldKind, fc.Arbitrary<JsonValue>>>> = {
  duration: fc.constantFrom('PT1S', 'P3D', 'PT0S', 'P99999999D', 'soon', ''),
  pattern: fc.constantFrom('(?P<a>\\w+)', '\\d', '(', '', 'x{1,9999}', '(a*)*b'),
  condition: fc.oneof(
    fc.record({ left: anything, operator: fc.constantFrom('equals', 'matches', 'isOneOf', 'atMost'), right: anything }),
    fc.record({ all: fc.array(fc.record({ left: anything, operator: fc.constant('isEmpty') }), { maxLength: 2 }) }),
  ),
  calendar: fc.constantFrom('office', 'nowhere'),
  connection: fc.constantFrom('phone', 'texts', 'nowhere'),
};

/** Any value that a schema takes, whether it makes sense or not. Callers check it: what is rare may still not fit. */
export function arbitraryOf(schema: Schema): fc.Arbitrary<JsonValue> {
  const form = schema as Form;
  const known = form.field && BY_KIND[form.field];
  if (known) return known;
  if (form.enum) return fc.constantFrom(...form.enum);
  if (form.anyOf) return fc.oneof(...form.anyOf.map(arbitraryOf));
  switch (form.type) {
    case 'object':
      return objectOf(form);
    case 'array':
      return listOf(form);
    case 'string':
      return textOf(form);
    case 'integer':
      return fc.integer({ min: form.minimum ?? -5, max: Math.min(form.maximum ?? 100, 1000) });
    case 'number':
      return fc.double({ min: form.minimum ?? -5, max: form.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return anything;
  }
}

function objectOf({ properties, required = [] }: Form): fc.Arbitrary<JsonValue> {
  if (!properties) return fc.dictionary(fc.constantFrom('a', 'b', 'it', 'x-y', '__proto__', ''), template);
  const members = Object.fromEntries(Object.entries(properties).map(([name, form]) => [name, arbitraryOf(form)]));
  return fc.record(members, { requiredKeys: [...required], noNullPrototype: true });
}

function listOf({ items, minItems = 0, maxItems = 4, uniqueItems }: Form): fc.Arbitrary<JsonValue> {
  const bounds = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) };
  const item = items ? arbitraryOf(items) : anything;
  return uniqueItems ? fc.uniqueArray(item, bounds) : fc.array(item, bounds);
}

function textOf({ pattern, minLength = 0, maxLength = 40 }: Form): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.oneof(fc.constantFrom('a', 'b', 'IT'), fc.stringMatching(new RegExp(pattern)));
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
  return fc.oneof(template, free).filter((text) => text.length >= minLength && text.length <= maxLength);
}
