import { isObject, type JsonObject } from '../../../src/base/json.ts';

/** An object that somebody typed; undefined while it is none. */
export function readObject(text: string): JsonObject | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
