import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** A field whose change is news; with `to`, only where it takes one of these values. */
export type WatchedField = { field: string; to?: readonly string[] };

/** The values that watched fields had when their record was last seen, in the order of the fields. */
export type Remembered = { readonly [record: string]: readonly JsonValue[] };

/** Most records whose values are remembered; those that changed longest ago are forgotten first. */
export const MOST_REMEMBERED = 2000;

/** What is new about a record: names of the fields that changed, and what they were before where that is known. */
export type FieldNews = { changed: string[]; before?: JsonObject };

/**
 * What is new about a record since its values were remembered; undefined where nothing is that is asked for. Of a record
 * that is not remembered, every watched field that holds a value counts as changed.
 */
export function newsOf(
  watched: readonly WatchedField[],
  row: JsonObject,
  former: readonly JsonValue[] | undefined,
): FieldNews | undefined {
  const now = valuesOf(watched, row);
  const isOther = (index: number): boolean =>
    former ? !isSame(now[index], former[index]) : (now[index] ?? null) !== null;
  const changed = watched.flatMap(({ field, to }, index) =>
    isOther(index) && (to === undefined || to.includes(textOf(now[index]))) ? [field] : [],
  );
  if (changed.length === 0) return undefined;
  if (!former) return { changed };
  return { changed, before: Object.fromEntries(watched.map(({ field }, index) => [field, former[index] ?? null])) };
}

/** Values of several records added to those remembered. */
export function remember(
  known: Remembered,
  watched: readonly WatchedField[],
  rows: readonly { id: string; row: JsonObject }[],
): Remembered {
  const next = new Map(Object.entries(known));
  for (const { id, row } of rows) {
    next.delete(id);
    next.set(id, valuesOf(watched, row));
  }
  return Object.fromEntries([...next].slice(-MOST_REMEMBERED));
}

/** Reads remembered values as they were handed in: none of another number of fields. */
export function readRemembered(value: JsonValue | undefined, watched: readonly WatchedField[]): Remembered {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, JsonValue[]] => {
      const [, values] = entry;
      return Array.isArray(values) && values.length === watched.length;
    }),
  );
}

function valuesOf(watched: readonly WatchedField[], row: JsonObject): JsonValue[] {
  return watched.map(({ field }) => memberAt(row, field.split('.')));
}

/** A field of a row, those of parents too. */
export function memberAt(row: JsonObject, path: readonly string[]): JsonValue {
  let value: JsonValue | undefined = row;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value ?? null;
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}
