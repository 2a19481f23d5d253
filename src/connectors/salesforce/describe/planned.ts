import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { UNKNOWN } from '../../connector.ts';

/** The form that a planned part will have, where only a run knows its value; undefined for what is known. */
export function unknownForm(value: unknown): JsonObject | undefined {
  if (!isObject(value) || !(UNKNOWN in value)) return undefined;
  const form = value[UNKNOWN];
  return isObject(form) ? form : {};
}

/** True where a run decides a part of the value, at any depth. */
export function isPlanned(value: JsonValue | undefined): boolean {
  if (unknownForm(value)) return true;
  if (Array.isArray(value)) return value.some((item: JsonValue) => isPlanned(item));
  return isObject(value) && Object.values(value).some((member) => isPlanned(member));
}
