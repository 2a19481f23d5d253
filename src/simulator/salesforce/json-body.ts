import { isObject, type JsonObject } from '../../base/json.ts';
import { refuse } from './answer.ts';

/** Reads a request body that must be a JSON object; what is wrong is refused with its place. */
export function parseBody(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    const at = /line (\d+) column (\d+)/.exec(String(error));
    const place = `[line:${at?.[1] ?? 1}, column:${at?.[2] ?? Math.max(1, body.length)}]`;
    throw refuse(400, 'JSON_PARSER_ERROR', `Unexpected character or end of input at ${place}`);
  }
  if (isObject(value)) return value;
  throw refuse(400, 'JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object at [line:1, column:1]');
}

/** Where the value of a field stands in a body, as `[line:1, column:n]`. */
export function positionOf(body: string, fieldName: string): string {
  const before = body.slice(0, Math.max(0, body.toLowerCase().indexOf(`"${fieldName.toLowerCase()}"`))).split('\n');
  const column = (before.at(-1)?.length ?? 0) + fieldName.length + 4;
  return `[line:${before.length}, column:${column}]`;
}

/** The objects in a list that a body must have under this name. */
export function listIn(body: JsonObject, name: string): JsonObject[] {
  const list = body[name];
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw refuse(400, 'JSON_PARSER_ERROR', `Json Deserialization failed: "${name}" must be a list of objects`);
}
