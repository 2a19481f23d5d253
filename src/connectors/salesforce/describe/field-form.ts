import type { FieldForm, FieldKeywords } from './keywords.ts';
import type { Choice, FieldDescribe } from './object-describe.ts';
import { referenceSchema } from './reference.ts';

/** The form of one field, with the choices that its record type leaves. */
export function fieldForm(field: FieldDescribe, choices: readonly Choice[] = field.picklist ?? []): FieldForm {
  const { label, name, help, type, default: preset } = field;
  return {
    title: label,
    description: help === undefined ? name : `${name}. ${help}`,
    ...(preset === undefined ? {} : { default: preset }),
    ...typeOf(field, choices),
    ...keywordsOf(field, choices),
    'x-type': type,
  };
}

function typeOf(field: FieldDescribe, choices: readonly Choice[]): object {
  switch (field.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'int':
    case 'long':
      return { type: 'integer', ...bounds(field.digits ?? 0) };
    case 'double':
    case 'currency':
    case 'percent':
      return { type: 'number', ...bounds((field.precision ?? 0) - (field.scale ?? 0)) };
    case 'picklist':
    case 'combobox':
      return { type: 'string', ...valuesOf(field, choices) };
    case 'multipicklist':
      return { type: 'array', items: { type: 'string', ...valuesOf(field, choices) }, uniqueItems: true };
    case 'reference':
      return { anyOf: [referenceSchema, { type: 'string', title: 'Id of a record', pattern: ID }] };
    case 'address':
    case 'location':
      return { type: 'object' };
    default: {
      const format = FORMATS[field.type];
      return {
        type: 'string',
        ...(format === undefined ? {} : { format }),
        ...(field.length === undefined ? {} : { maxLength: field.length }),
      };
    }
  }
}

const ID = '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$';

const FORMATS: Readonly<Record<string, string>> = {
  date: 'date',
  datetime: 'date-time',
  time: 'time',
  email: 'email',
  url: 'uri',
};

/** Digits before the decimal point; 0 where they are not known. */
function bounds(places: number): object {
  return places > 0 ? { exclusiveMinimum: -(10 ** places), exclusiveMaximum: 10 ** places } : {};
}

function valuesOf(field: FieldDescribe, choices: readonly Choice[]): object {
  const values = choices.map(({ value }) => value);
  if (values.length === 0) return {};
  return field.restricted ? { enum: values } : { examples: values };
}

function keywordsOf(field: FieldDescribe, choices: readonly Choice[]): FieldKeywords {
  const labels = choices.flatMap(({ value, label }) => (label === undefined ? [] : [[value, label] as const]));
  const controlled = field.controller === undefined ? undefined : dependence(choices);
  return {
    ...(field.referenceTo ? { 'x-reference': field.referenceTo, 'x-suggest': true as const } : {}),
    ...(field.relationship === undefined ? {} : { 'x-relationship': field.relationship }),
    ...(labels.length === 0 ? {} : { 'x-labels': Object.fromEntries(labels) }),
    ...(field.controller === undefined ? {} : { 'x-controller': field.controller, 'x-with': controlled ?? {} }),
    ...(field.externalId ? { 'x-external-id': true as const } : {}),
    ...(field.unique ? { 'x-unique': true as const } : {}),
  };
}

/** Values that can be chosen, by the value of the controlling field. */
function dependence(choices: readonly Choice[]): Record<string, string[]> {
  const by = new Map<string, string[]>();
  for (const { value, with: controlling = [] } of choices) {
    for (const each of controlling) by.set(each, [...(by.get(each) ?? []), value]);
  }
  return Object.fromEntries(by);
}
