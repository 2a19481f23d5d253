import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** The rows in the answer to a query. */
export function rowsOf(body: JsonValue | undefined): JsonObject[] {
  const records = isObject(body) ? body['records'] : undefined;
  return Array.isArray(records) ? records.filter(isObject) : [];
}
