import type { TSchema } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import { Problem } from '../problem.ts';

/**
 * Reads what stands in an address: texts become numbers, truth values and lists where the schema says so. Throws the
 * problem `invalid-request` with findings where it does not fit.
 */
export function readAddress(schema: TSchema | undefined, given: unknown, place: 'query' | 'params'): unknown {
  if (!schema) return undefined;
  const { properties = {} } = schema as { properties?: Record<string, JsonObject> };
  const members = Object.entries(given as Record<string, string | string[]>).map(([name, text]) => {
    const form = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, form ? readText(form, text) : text] as const;
  });
  const value = Object.fromEntries(members);
  const found = checkSchema(schema, value, [place]);
  if (found.length === 0) return value;
  throw new Problem('invalid-request', sentence('The address', found), { more: { findings: asJson(found) } });
}

/** Checks a body. Throws the problem `unfit` with findings. */
export function readBody(schema: TSchema | undefined, body: unknown): unknown {
  if (!schema) return undefined;
  const found = checkSchema(schema, body, ['body']);
  if (found.length === 0) return body;
  throw new Problem('unfit', sentence('The body', found), { more: { findings: asJson(found) } });
}

/** Findings as they stand in a problem. */
export function asJson(found: readonly unknown[]): JsonValue {
  return found as readonly JsonValue[];
}

function sentence(what: string, [first]: readonly Diagnostic[]): string {
  const where = first?.path.slice(1).join('.') ?? '';
  return `${what} does not have the form that is asked for${where === '' ? '' : ` at "${where}"`}: ${first?.message ?? ''}.`;
}

function readText(form: JsonObject, text: string | string[]): JsonValue {
  const types = typesOf(form);
  if (types.includes('array')) {
    const items = isObject(form['items']) ? form['items'] : {};
    return [text].flat().map((each) => readText(items, each));
  }
  if (typeof text !== 'string') return text;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The JSON types that a schema lets through. */
function typesOf({ type, anyOf }: JsonObject): readonly unknown[] {
  if (Array.isArray(anyOf)) return anyOf.filter(isObject).flatMap(typesOf);
  return [type];
}
