import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';

/** The rows in the answer to a query. */
export function rowsOf(body: JsonValue | undefined): JsonObject[] {
  const records = isObject(body) ? body['records'] : undefined;
  return Array.isArray(records) ? records.filter(isObject) : [];
}

/** Most pages that are fetched for one query; the org may make them shorter than it was asked to. */
const MOST_PAGES = 20;

/** Runs a query and gives its rows, as many as asked for, and how many there are in all. */
export async function queryRows(
  org: Org,
  { soql, most, action }: { soql: string; most: number; action: string },
): Promise<{ rows: JsonObject[]; total: number }> {
  const rows: JsonObject[] = [];
  let next: { path: string; root?: boolean } | undefined = { path: `/query?q=${encodeURIComponent(soql)}` };
  let total = 0;
  for (let page = 0; next && page < MOST_PAGES && rows.length < most; page++) {
    const { body }: { body: JsonValue | undefined } = await org.call({ method: 'GET', ...next, action });
    rows.push(...rowsOf(body));
    const { totalSize, nextRecordsUrl } = isObject(body) ? body : {};
    if (page === 0) total = typeof totalSize === 'number' ? totalSize : rows.length;
    next = typeof nextRecordsUrl === 'string' ? { path: nextRecordsUrl, root: true } : undefined;
  }
  return { rows: rows.slice(0, most), total };
}

/** A row as flows see it: without what the org notes about the row itself, in its parents and children too. */
export function plainRow(row: JsonObject): JsonObject {
  const members = Object.entries(row).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(members.map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => plainValue(item) ?? null);
  if (!isObject(value)) return value;
  // The rows of a child relationship are a query's answer of their own.
  return Array.isArray(value['records']) && 'done' in value ? rowsOf(value).map(plainRow) : plainRow(value);
}

/** The object that a row is of. */
export function objectOf(row: JsonObject): string | undefined {
  const attributes = row['attributes'];
  const type = isObject(attributes) ? attributes['type'] : undefined;
  return typeof type === 'string' ? type : undefined;
}
