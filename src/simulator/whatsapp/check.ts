import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Refusal } from './graph-error.ts';

/** Finds what is wrong with one part of a send, or nothing. */
export type Check = (part: JsonObject) => Refusal | undefined;

/** A required member is not there. */
export function missing(path: string): Refusal {
  return { code: 131008, details: `Parameter ${path} is required; add it.` };
}

/** A member has the wrong shape: type, length or count. */
export function malformed(path: string, rule: string): Refusal {
  return { code: 100, details: `Parameter ${path} ${rule}.` };
}

/** A member has the right shape but a value that cannot be used. */
export function unusable(path: string, rule: string): Refusal {
  return { code: 131009, details: `Parameter ${path} ${rule}.` };
}

/** How to check one text: where it stands, how long it may be in characters, and whether it may be absent. */
export type TextRule = { path: string; max?: number; optional?: boolean };

/** Checks one text member. An empty text counts as missing. */
export function checkText(value: JsonValue | undefined, { path, max, optional }: TextRule): Refusal | undefined {
  if (value === undefined) return optional ? undefined : missing(path);
  if (typeof value !== 'string') return malformed(path, 'must be a string');
  if (value === '' && !optional) return missing(path);
  // Counting characters is slow, and a text with few code units has few characters.
  if (max !== undefined && value.length > max && Array.from(value).length > max)
    return malformed(path, `must be at most ${max} characters long`);
  return undefined;
}

/** Checks several texts of one object; the paths of the rules are relative to `at`. */
export function checkTexts(part: JsonObject, at: string, rules: readonly TextRule[]): Refusal | undefined {
  for (const rule of rules) {
    const refusal = checkText(part[rule.path], { ...rule, path: `${at}.${rule.path}` });
    if (refusal) return refusal;
  }
  return undefined;
}

/** A member that must be an object: the object, or why not. */
export function objectAt(
  value: JsonValue | undefined,
  path: string,
): { value: JsonObject; refusal?: undefined } | { value?: undefined; refusal: Refusal } {
  if (isObject(value)) return { value };
  return { refusal: value === undefined ? missing(path) : malformed(path, 'must be an object') };
}

/** How to check a list: where it stands and how many items it may have. */
export type ListRule = { path: string; min: number; max: number };

/** A member that must be a list of objects: its items, or why not. */
export function objectsAt(
  value: JsonValue | undefined,
  { path, min, max }: ListRule,
): { items: readonly JsonObject[]; refusal?: undefined } | { items?: undefined; refusal: Refusal } {
  if (value === undefined) return { refusal: missing(path) };
  if (!Array.isArray(value) || !value.every(isObject)) return { refusal: malformed(path, 'must be a list of objects') };
  if (value.length < min || value.length > max)
    return { refusal: malformed(path, `must have ${min} to ${max} items but has ${value.length}`) };
  return { items: value };
}

/** The objects of a list, whatever else stands there; none when it is not a list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
