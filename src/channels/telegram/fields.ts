import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** A member that is a non-empty text. Whole numbers are read as text too: Telegram writes its ids that way. */
export function textAt(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member that is an object. */
export function objectAt(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

/** A member that is a list; anything else is read as an empty one. */
export function listAt(object: JsonObject | undefined, name: string): readonly JsonValue[] {
  const value = object?.[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A member that is a finite number, written as a number or as a decimal text. */
export function numberAt(object: JsonObject | undefined, name: string): number | undefined {
  const value = object?.[name];
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value) ? Number(value) : undefined;
}

/** A time in seconds as epoch milliseconds; 0 means that Telegram does not know it. */
export function millisecondsAt(object: JsonObject | undefined, name: string): number | undefined {
  const seconds = numberAt(object, name);
  return seconds === undefined || seconds <= 0 || seconds > 99_999_999_999 ? undefined : Math.round(seconds * 1000);
}

/** A JSON object, or `undefined` for any other text. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
