import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { refuse } from '../answer.ts';

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/g;

/** Bodies of subrequests that are done, by their reference id. */
export type Done = ReadonlyMap<string, JsonValue>;

/** Puts the values that `@{ref.id}` and the like name into a text, as a URL or a header is. */
export function fillText(text: string, done: Done): string {
  return text.replaceAll(REFERENCE, (whole, name: string, path: string) => String(find(done, { whole, name, path })));
}

/** The same in every text of a value. */
export function fillValue(value: JsonValue, done: Done): JsonValue {
  if (typeof value === 'string') return fillText(value, done);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, done));
  if (!isObject(value)) return value;
  const filled: Record<string, JsonValue> = {};
  for (const [name, item] of Object.entries(value)) if (item !== undefined) filled[name] = fillValue(item, done);
  return filled satisfies JsonObject;
}

function find(done: Done, asked: { whole: string; name: string; path: string }): JsonValue {
  let value: JsonValue | undefined = done.get(asked.name);
  for (const [, member, index] of asked.path.matchAll(/\.([A-Za-z0-9_]+)|\[(\d+)\]/g)) {
    if (member !== undefined) value = isObject(value) ? value[member] : undefined;
    else value = Array.isArray(value) ? (value as readonly JsonValue[])[Number(index)] : undefined;
  }
  if (value !== undefined && value !== null && typeof value !== 'object') return value;
  const message = `Invalid reference specified. No value for ${asked.whole.slice(2, -1)} found in ${asked.name}`;
  throw refuse(400, 'INVALID_REFERENCE', message);
}
