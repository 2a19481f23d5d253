import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import { checkSchema, type Schema } from '../../../src/base/schema.ts';

/** A JSON Schema as far as forms are made from it. `field`, `secret`: what our schemas say beyond JSON Schema. */
export type FormSchema = Schema & {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly items?: FormSchema;
  readonly anyOf?: readonly FormSchema[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly additionalProperties?: boolean | FormSchema;
  readonly field?: string;
  readonly secret?: boolean;
};

/** What a part of a form is filled in with. Kinds that a schema marks by `field` keep that name. */
export type InputKind =
  | 'line'
  | 'secret'
  | 'number'
  | 'switch'
  | 'word'
  | 'words'
  | 'strings'
  | 'object'
  | 'list'
  | 'union'
  | 'map'
  | 'json'
  | `field:${string}`;

/** One part of a form. `key` is its place without positions: `ask.answer.choices.title`. */
export type FieldModel = {
  readonly name: string;
  readonly key: string;
  readonly kind: InputKind;
  readonly schema: FormSchema;
  readonly required: boolean;
};

/** What a schema is filled in with; `json` where no form can be made of it. */
export function kindOf(schema: FormSchema): InputKind {
  if (schema.field !== undefined) return `field:${schema.field}`;
  if (schema.secret) return 'secret';
  if (schema.enum?.every((each) => typeof each === 'string')) return 'word';
  if (schema.anyOf) return variantsOf(schema) ? 'union' : 'json';
  switch (schema.type) {
    case 'string':
      return 'line';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return kindOfList(schema.items);
    case 'object':
      return schema.properties ? 'object' : isObject(schema.additionalProperties) ? 'map' : 'json';
    default:
      return 'json';
  }
}

function kindOfList(items: FormSchema | undefined): InputKind {
  if (!items) return 'json';
  const kind = kindOf(items);
  if (kind === 'word') return 'words';
  return kind === 'line' ? 'strings' : 'list';
}

/** The members of an object's form, in the order of the schema; what it is told by, such as its type, is left out. */
export function membersOf(schema: FormSchema, key: string): FieldModel[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    member.const === undefined ? [fieldOf(member, { name, key: `${key}.${name}`, required: required.has(name) })] : [],
  );
}

/** One part of a form by its schema. */
export function fieldOf(schema: FormSchema, named: Pick<FieldModel, 'name' | 'key' | 'required'>): FieldModel {
  return { ...named, kind: kindOf(schema), schema };
}

/** One of several forms that a value may have; `word` tells it, where a member says which it is. */
export type Variant = { readonly schema: FormSchema; readonly word: string; readonly title: string };

/** The forms among which one is chosen; undefined where they are not all forms of objects. */
export function variantsOf({ anyOf = [] }: FormSchema): Variant[] | undefined {
  if (anyOf.length === 0 || !anyOf.every(({ properties }) => properties)) return undefined;
  return anyOf.map((schema, at) => {
    const told = Object.values(schema.properties ?? {}).find((member) => typeof member.const === 'string');
    const word = typeof told?.const === 'string' ? told.const : String(at);
    return { schema, word, title: schema.title ?? word };
  });
}

/** The form that a value has: the one it fits, else the one that shares most members with it. */
export function variantOf(variants: readonly Variant[], value: JsonValue | undefined): Variant | undefined {
  if (!isObject(value)) return undefined;
  const shared = ({ schema }: Variant): number =>
    Object.entries(value).reduce((sum, [name, member]) => {
      const form = schema.properties?.[name];
      if (!form) return sum;
      return sum + (form.const === undefined ? 1 : form.const === member ? 100 : -100);
    }, 0);
  const fitting = variants.find(({ schema }) => checkSchema(schema, value).length === 0);
  return fitting ?? [...variants].sort((left, right) => shared(right) - shared(left))[0];
}

/** What a part begins with when it is added: its default, its first sample, or the emptiest value that fits its type. */
export function startValue(schema: FormSchema): JsonValue {
  if (schema.default !== undefined) return schema.default;
  const { type, anyOf } = schema;
  if (type === 'object' || schema.properties) return startOfObject(schema);
  if (type === 'array') return schema.minItems && schema.items ? [startValue(schema.items)] : [];
  if (schema.enum) return schema.enum[0] ?? null;
  if (schema.field === 'condition') return { left: '', operator: 'equals', right: '' };
  if (schema.field === 'duration') return schema.examples?.[0] ?? 'PT1H';
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return schema.minimum ?? 0;
  if (anyOf?.[0]) return startValue(anyOf[0]);
  return '';
}

function startOfObject({ properties = {}, required = [] }: FormSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, member]) => {
      if (member.const !== undefined) return [[name, member.const]];
      return required.includes(name) ? [[name, startValue(member)]] : [];
    }),
  );
}

/** The object with another member; undefined takes it out. */
export function withMember(value: JsonObject, name: string, member: JsonValue | undefined): JsonObject {
  const { [name]: _former, ...rest } = value;
  // A member that is there stays at its place.
  return member === undefined ? rest : { ...value, [name]: member };
}
