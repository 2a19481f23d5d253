import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import { plainText } from './coerce-text.ts';
import { coerceValue } from './coerce-value.ts';
import type { Coerced, Problem, Reading } from './coerced.ts';
import { fieldOf, type ObjectDescribe } from './object-describe.ts';
import { cleanName, splitName } from './split-name.ts';

/** Fields of a record, as a flow gives them or as they are sent. */
export type Fields = { readonly [field: string]: JsonValue | undefined };

/** How the fields of one record are read. */
export type CoerceSettings = Reading & {
  /** What stands in for a field that came out blank, by API name: a Company for leads without one. */
  whenEmpty?: Fields;
};

/** A problem with one field. */
export type FieldProblem = Problem & { field: string };

/**
 * Brings the fields of a record into the form that the org takes, by the rules in docs/guide/salesforce-mapping.md. What is unknown
 * to the describe stays as it is, so that the org itself has the last word. The same again changes nothing. Throws
 * `invalid`, naming every field that cannot be written.
 */
export function coerceFields(describe: ObjectDescribe, fields: Fields, settings: CoerceSettings): Fields {
  const { fields: coerced, problems } = tryCoerce(describe, fields, settings);
  if (problems.length === 0) return coerced;
  const names = problems.map(({ field }) => field);
  throw new Failure({
    code: 'invalid',
    message: `The ${describe.object} was not written: ${problems.map(({ message, fix }) => `${message} ${fix}`).join(' ')}`,
    fields: names,
    details: { problems: problems.map(({ field, code }) => ({ field, code })) },
  });
}

/** Like `coerceFields`, with the problems as values; fields that have one are left out. */
export function tryCoerce(
  describe: ObjectDescribe,
  fields: Fields,
  settings: CoerceSettings,
): { fields: Fields; problems: FieldProblem[] } {
  const coerced: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  const problems: FieldProblem[] = [];
  for (const [name, given] of Object.entries(withNames(describe, fields))) {
    const result = coerceField(describe, { name, given }, settings);
    if ('problem' in result) problems.push({ field: name, ...result.problem });
    else {
      const value = isBlank(result.value) ? fallback(settings.whenEmpty, name) : result.value;
      if (value !== undefined) coerced[name] = value;
    }
  }
  for (const [name, value] of Object.entries(settings.whenEmpty ?? {})) {
    if (value !== undefined && !hasField(fields, name)) coerced[name] = value;
  }
  return { fields: { ...coerced }, problems };
}

/** Blank texts and lists are left out: an answer that was never given wipes nothing. Null empties a field. */
function isBlank(value: JsonValue | undefined): boolean {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return true;
  return typeof value === 'string' && value.trim() === '';
}

function fallback(whenEmpty: Fields | undefined, name: string): JsonValue | undefined {
  const found = Object.entries(whenEmpty ?? {}).find(([each]) => each.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

function hasField(fields: Fields, name: string): boolean {
  return Object.keys(fields).some((each) => each.toLowerCase() === name.toLowerCase());
}

/**
 * True where a record's name is put together from a person's names, so that `Name` itself cannot be written: leads and
 * contacts, and an account that is given fields of a person.
 */
export function isPerson(describe: ObjectDescribe, fields: Fields): boolean {
  if (!fieldOf(describe, 'LastName')?.createable) return false;
  return !fieldOf(describe, 'Name')?.createable || Object.keys(fields).some((name) => /^Person[A-Z]|__pc$/.test(name));
}

const PERSON_NAMES: readonly string[] = ['FirstName', 'LastName', 'MiddleName'];

function coerceField(
  describe: ObjectDescribe,
  { name, given }: { name: string; given: JsonValue | undefined },
  settings: CoerceSettings,
): Coerced | { value: undefined } {
  if (given === undefined || isBlank(given)) return { value: undefined };
  const field = fieldOf(describe, name);
  // Null empties a field, and an object is a parent by External ID or a compound: the org reads both.
  if (!field || given === null || isObject(given)) return { value: given };
  const spoken = PERSON_NAMES.includes(field.name) ? plainText(given) : undefined;
  return coerceValue(field, spoken === undefined ? given : cleanName(spoken), settings);
}

/** A whole name given to an object of persons is split, unless its parts are given too. */
function withNames(describe: ObjectDescribe, fields: Fields): Fields {
  const given = Object.entries(fields).find(([name]) => name.toLowerCase() === 'name');
  const whole = given && given[1] !== undefined ? plainText(given[1]) : undefined;
  if (!given || whole === undefined || !isPerson(describe, fields)) return fields;
  const { [given[0]]: _, ...rest } = fields;
  if (isBlank(whole) || hasField(fields, 'LastName')) return rest;
  const { first, last } = splitName(whole);
  return {
    ...rest,
    LastName: last,
    ...(first === undefined || hasField(fields, 'FirstName') ? {} : { FirstName: first }),
  };
}
