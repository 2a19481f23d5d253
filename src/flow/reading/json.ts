import { isObject, type JsonValue } from '../../base/json.ts';

/** Longest text, deepest nesting and most values that are read: a variable is no store. */
const MAX_LENGTH = 200_000;
const MAX_DEPTH = 32;
const MAX_VALUES = 10_000;

/**
 * Reads JSON of at most 200,000 characters, 10,000 values and 32 levels; anything else gives undefined, as does a number
 * too large to be one. Numbers of more than 15 digits lose the last ones: identifiers belong into quotes.
 */
export function readJson(text: string): JsonValue | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    const budget = { values: MAX_VALUES };
    return kept(JSON.parse(text) as JsonValue, budget, MAX_DEPTH);
  } catch {
    // The parser refuses by throwing.
    return undefined;
  }
}

/** The value as a journal gives it back: no minus before 0, no halves of characters. Undefined beyond the limits. */
function kept(value: JsonValue | undefined, budget: { values: number }, levels: number): JsonValue | undefined {
  budget.values -= 1;
  if (budget.values < 0) return undefined;
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (!Array.isArray(value) && !isObject(value)) return value;
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return allOrNothing(value.map((item: JsonValue) => kept(item, budget, levels - 1)));
  const names = Object.keys(value).map((name) => name.toWellFormed());
  const members = allOrNothing(Object.values(value).map((member) => kept(member, budget, levels - 1)));
  return members && Object.fromEntries(names.map((name, at) => [name, members[at]]));
}

function allOrNothing(values: readonly (JsonValue | undefined)[]): JsonValue[] | undefined {
  return values.every((value) => value !== undefined) ? [...values] : undefined;
}
