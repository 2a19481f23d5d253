import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { JsonObject } from '../../../src/base/json.ts';
import { bodyOf, faultsIn, type Spec, SPECS } from './spec.ts';

type TelegramField = { name: string; types: readonly string[]; required: boolean };
type TelegramType = { fields?: readonly TelegramField[]; subtypes?: readonly string[] };
type TelegramApi = { methods: Record<string, TelegramType>; types: Record<string, TelegramType> };

type DerivedApi = { schemas: Record<string, Record<string, string>> };

/** Telegram's methods and types: a request is held to the method that ends its address. */
export function telegramSpec(file: string = 'telegram/api.json'): Spec {
  const { methods, types } = read<TelegramApi>(file);
  const ajv = compile({ ...mapValues(methods, telegramSchema), ...mapValues(types, telegramSchema) });
  return (request) => {
    const method = new URL(request.url).pathname.split('/').at(-1) ?? '';
    if (!methods[method]) return [`no method ${method}`];
    return faultsIn(ajv, `spec#/$defs/${method}`, bodyOf(request));
  };
}

/** Field names and types that were read from a client of Google's: `typeAt` names the type of each address. */
export function derivedSpec(file: string, typeAt: readonly (readonly [address: RegExp, type: string])[]): Spec {
  const { schemas } = read<DerivedApi>(file);
  const ajv = compile(
    mapValues(schemas, (fields) => ({
      type: 'object',
      properties: mapValues(fields, (type) => schemaOf(type.replace(/^List<(.+)>$/, 'Array of $1'))),
      additionalProperties: false,
    })),
  );
  return (request) => {
    const { pathname } = new URL(request.url);
    const type = typeAt.find(([address]) => address.test(pathname))?.[1];
    return type === undefined ? [`no operation ${pathname}`] : faultsIn(ajv, `spec#/$defs/${type}`, bodyOf(request));
  };
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(SPECS, file), 'utf8')) as T;
}

function compile($defs: JsonObject): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  ajv.addSchema({ $defs }, 'spec');
  return ajv;
}

function telegramSchema({ fields = [], subtypes }: TelegramType): JsonObject {
  if (subtypes) return { anyOf: subtypes.map(schemaOf) };
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, types }) => [name, { anyOf: types.map(schemaOf) }])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

const PLAIN: Readonly<Record<string, JsonObject>> = {
  String: { type: 'string' },
  Integer: { type: 'integer' },
  Float: { type: 'number' },
  Double: { type: 'number' },
  Long: { type: 'integer' },
  Boolean: { type: 'boolean' },
  True: { const: true },
  // A file by its id or by a public link; bytes go in a form of several parts, which has no schema here.
  InputFile: { type: 'string' },
};

function schemaOf(type: string): JsonObject {
  const inner = /^Array of (.+)$/.exec(type)?.[1];
  if (inner !== undefined) return { type: 'array', items: schemaOf(inner) };
  return PLAIN[type] ?? { $ref: `#/$defs/${type}` };
}

function mapValues<From, To>(from: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]));
}
