import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** A JSON Schema built with TypeBox: a form, a docs page and a check in one value. */
export type Schema = TSchema;

/** Marks a text field whose value is stored encrypted and never shown again. */
export const SECRET = { secret: true } as const;

/** Marks a field that is written by the connection itself: people see it, and do not fill it in. */
export const KEPT = { kept: true } as const;

/** Marks a text that whoever sets the connection up makes up: pages offer a random one. */
export const MADE_UP = { madeUp: true } as const;

/** Marks the field that names the account with the provider: two connections of one account see the same events. */
export const ACCOUNT = { account: true } as const;

/** The value of the field marked `account`; undefined where a schema marks none. */
export function accountOf(schema: Schema, config: JsonObject): string | undefined {
  const properties = (schema as { properties?: Record<string, { account?: boolean }> }).properties ?? {};
  const name = Object.keys(properties).find((each) => properties[each]?.account === true);
  const value = name === undefined ? undefined : config[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Names of the top-level fields of an object schema that are marked `secret`. */
export function secretFields(schema: Schema): string[] {
  const properties = (schema as { properties?: Record<string, { secret?: boolean }> }).properties ?? {};
  return Object.keys(properties).filter((name) => properties[name]?.secret === true);
}

/** A copy of a value in which missing members have the schema's defaults. */
export function withDefaults(schema: Schema, value: JsonObject): JsonObject {
  return Value.Default(schema, Value.Clone(value)) as JsonObject;
}

/**
 * Checks a value against a schema and returns what is wrong, at most 20 findings; an empty list means it fits.
 * `path` is put before each finding's own path.
 */
export function checkSchema(schema: Schema, value: unknown, path: Diagnostic['path'] = []): Diagnostic[] {
  if (Value.Check(schema, value)) return [];
  const found: Diagnostic[] = [];
  for (const error of Value.Errors(schema, value).slice(0, 20)) {
    const { where, name } = locate(error.instancePath, error.params);
    found.push({
      code: 'schema',
      severity: 'error',
      path: [...path, ...where],
      message: name ? `${error.message}: ${name}` : error.message,
      fix: 'Correct the value so that it has the form given in the schema.',
    });
  }
  return found;
}

function locate(pointer: string, params: unknown): { where: (string | number)[]; name: string } {
  const where = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const named = params as { requiredProperties?: string[]; additionalProperties?: string[] } | undefined;
  return { where, name: [...(named?.requiredProperties ?? []), ...(named?.additionalProperties ?? [])].join(', ') };
}
