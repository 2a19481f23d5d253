import { isObject, type JsonValue } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import { own } from '../flow.ts';

/** A JSON Schema as far as shapes are read from it. */
export type Form = Schema & {
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Form>>;
  additionalProperties?: boolean | Form;
  patternProperties?: object;
  items?: Form;
  anyOf?: readonly Form[];
  enum?: readonly unknown[];
  const?: unknown;
};

/** What a value may be: one of several forms. Undefined where nothing is known. */
export type Shape = readonly Form[] | undefined;

/** What is below a shape under a name; `missing` where it is certain that nothing is. */
export function memberOf(shape: Shape, name: string): Shape | 'missing' {
  if (!shape) return undefined;
  const members = alternatives(shape).map((form) => memberOfForm(form, name));
  if (members.includes(undefined)) return undefined;
  const found = members.filter((member) => member !== 'missing' && member !== undefined);
  return found.length === 0 ? 'missing' : (found as Form[]);
}

/** Undefined where nothing is known. */
function memberOfForm(form: Form, name: string): Form | 'missing' | undefined {
  const types = typesOfForm(form);
  if (!types) return undefined;
  const ways = types.map((type) => (type === 'object' ? memberOfObject(form, name) : memberOfOther(type, form, name)));
  if (ways.includes(undefined)) return undefined;
  return ways.find((way) => way !== 'missing') ?? 'missing';
}

function memberOfObject(form: Form, name: string): Form | 'missing' | undefined {
  const { properties, additionalProperties, patternProperties } = form;
  const found = properties && own(properties, name);
  if (found) return found;
  if (isObject(additionalProperties)) return additionalProperties;
  return !properties || additionalProperties === true || patternProperties ? undefined : 'missing';
}

/** Templates know the size of texts and lists, and the entries of lists. */
function memberOfOther(type: string, { items }: Form, name: string): Form | 'missing' | undefined {
  if (name === 'size' && (type === 'array' || type === 'string')) return { type: 'number' };
  if (type === 'array' && (/^-?\d+$/.test(name) || name === 'first' || name === 'last')) return items;
  return 'missing';
}

/** The entries of what should be a list; undefined where nothing is known of them. */
export function entriesOf(shape: Shape): Shape {
  const entry = memberOf(shape, 'first');
  return entry === 'missing' ? undefined : entry;
}

/** Names of the members that a shape is known to have. */
export function membersOf(shape: Shape): string[] {
  return [...new Set(alternatives(shape ?? []).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** The JSON types that a value may have, null aside; undefined where nothing is known. */
export function typesOf(shape: Shape): ReadonlySet<string> | undefined {
  if (!shape) return undefined;
  const types = alternatives(shape).map(typesOfForm);
  if (types.includes(undefined)) return undefined;
  const known = new Set(types.flatMap((each) => each ?? []).filter((type) => type !== 'null'));
  return known.size === 0 ? undefined : known;
}

function typesOfForm({ type, enum: words, const: word, properties }: Form): readonly string[] | undefined {
  if (type !== undefined) return [type].flat().map((each) => (each === 'integer' ? 'number' : each));
  const values = words ?? (word === undefined ? undefined : [word]);
  if (values) return [...new Set(values.map((value) => typeOf(value as JsonValue)))];
  return properties ? ['object'] : undefined;
}

/** The JSON type of a value. */
function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function alternatives(forms: readonly Form[]): Form[] {
  return forms.flatMap((form) => (form.anyOf ? alternatives(form.anyOf) : [form]));
}

/** Several shapes as one: what a value is that is one of them. Of none nothing is known. */
export function either(shapes: readonly Shape[]): Shape {
  return shapes.length === 0 || shapes.includes(undefined) ? undefined : shapes.flatMap((shape) => shape ?? []);
}

/** A shape as one schema. */
export function formOf(shape: Shape): Form {
  if (!shape) return {};
  return shape.length === 1 && shape[0] ? shape[0] : { anyOf: shape };
}

/** The form of an object with these members and no others. */
export function objectForm(properties: Readonly<Record<string, Form>>): Form {
  return { type: 'object', properties, additionalProperties: false };
}
