import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** A member that is a non-empty text. Whole numbers are read as text too: Meta writes some ids that way. */
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

/** The objects of a list; other elements are left out. */
export function objectsAt(object: JsonObject | undefined, name: string): JsonObject[] {
  return listAt(object, name).filter(isObject);
}

/** A member that is a finite number, written as a number or as a decimal text. */
export function numberAt(object: JsonObject | undefined, name: string): number | undefined {
  const value = object?.[name];
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value) ? Number(value) : undefined;
}

/** A Meta time stamp (seconds, as text or number) as epoch milliseconds. */
export function millisecondsAt(object: JsonObject, name: string): number | undefined {
  const seconds = numberAt(object, name);
  if (seconds === undefined || seconds < 0 || seconds > 99_999_999_999) return undefined;
  return Math.round(seconds * 1000);
}

/** True when a value nests at most so many levels deep, which makes it safe to copy, store and write as JSON. */
export function nestsAtMost(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.values(value).every((member) => nestsAtMost(member, levels - 1));
}
