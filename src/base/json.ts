/** Any value that JSON can hold: what flows, runs, events and effects are made of. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. Optional members may be `undefined`; they are dropped when written. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** True for a plain JSON object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Writes a value with sorted keys, so that equal values give equal text.
 * Used for hashes of flows and for comparing states; `undefined` members are dropped as JSON does.
 */
export function canonicalJson(value: JsonValue | undefined): string {
  return JSON.stringify(sortKeys(value)) ?? 'null';
}

function sortKeys(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => sortKeys(item) ?? null);
  if (!isObject(value)) return value;
  // Without a prototype, so that a member called `__proto__` is a member like any other.
  const sorted: Record<string, JsonValue | undefined> = Object.create(null);
  for (const key of Object.keys(value).sort()) sorted[key] = sortKeys(value[key]);
  return sorted;
}
