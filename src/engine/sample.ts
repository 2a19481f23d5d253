import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Operation } from '../connectors/connector.ts';

/** What an operation's form promises that it gives, with the first of its outcomes: where it is not performed. */
export function sampleOutput(operation: Pick<Operation, 'output' | 'outcomes'>): JsonObject {
  const output = sampleOf(operation.output as unknown as JsonObject, 'output');
  const [outcome] = operation.outcomes ?? [];
  return { ...(isObject(output) ? output : {}), ...(outcome ? { outcome } : {}) };
}

/** Deepest part of a form that a sample shows. */
const MOST_DEPTH = 6;

/** A value that has the form of a schema: its default, its first example or value, else the plainest of its type. */
export function sampleOf(schema: JsonObject, name: string, depth = 0): JsonValue {
  const listed = [schema['examples'], schema['enum']].find((list) => Array.isArray(list) && list.length > 0);
  const given = schema['const'] ?? schema['default'] ?? (Array.isArray(listed) ? listed[0] : undefined);
  if (given !== undefined) return given;
  const [choice] = [schema['anyOf'], schema['oneOf'], schema['allOf']].find(Array.isArray) ?? [];
  if (isObject(choice) && depth < MOST_DEPTH) return sampleOf(choice, name, depth + 1);
  switch (schema['type']) {
    case 'object':
      return depth < MOST_DEPTH ? sampleObject(schema, depth) : {};
    case 'array':
      return [];
    case 'number':
    case 'integer':
      return schema['minimum'] ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return `shadow ${name}`;
    default:
      return null;
  }
}

function sampleObject({ properties }: JsonObject, depth: number): JsonObject {
  const members = isObject(properties) ? Object.entries(properties) : [];
  return Object.fromEntries(
    members.flatMap(([name, form]) => (isObject(form) ? [[name, sampleOf(form, name, depth + 1)]] : [])),
  );
}
