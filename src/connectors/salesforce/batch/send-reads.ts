import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { soqlText } from '../operations/soql.ts';
import type { Org } from '../request.ts';
import type { SingleRead } from './single-call.ts';

/** Keys of one look-up, and characters of them: an address has room for 16,384 bytes, headers included. */
const MOST_LOOKED_UP = 100;
const MOST_CHARACTERS = 8000;

/**
 * Reads several records of one kind with few calls: for each the row, or undefined where there is none. Throws what the
 * org refuses; a key that several records have gives the first of them.
 */
export async function sendReads(org: Org, reads: readonly SingleRead[]): Promise<(JsonObject | undefined)[]> {
  const rows: (JsonObject | undefined)[] = [];
  for (const part of partsOf(reads)) rows.push(...(await readSome(org, part)));
  return rows;
}

function partsOf(reads: readonly SingleRead[]): SingleRead[][] {
  const parts: SingleRead[][] = [];
  let room = 0;
  for (const read of reads) {
    const length = encodeURIComponent(soqlText(valueOf(read))).length + 3;
    const last = parts.at(-1);
    if (last && last.length < MOST_LOOKED_UP && length <= room) last.push(read);
    else {
      parts.push([read]);
      room = MOST_CHARACTERS;
    }
    room -= length;
  }
  return parts;
}

function valueOf({ at }: SingleRead): string {
  return 'id' in at ? at.id : at.value;
}

async function readSome(org: Org, reads: readonly SingleRead[]): Promise<(JsonObject | undefined)[]> {
  const [first] = reads;
  if (!first) return [];
  const keyField = 'id' in first.at ? 'Id' : first.at.field;
  const values = reads.map(valueOf);
  const columns = [...new Set(['Id', keyField, ...first.fields])];
  const filter = `${keyField} IN (${[...new Set(values)].map(soqlText).join(',')})`;
  const rows = new Map<string, JsonObject>();
  for await (const row of query(
    org,
    `SELECT ${columns.join(',')} FROM ${first.object} WHERE ${filter}`,
    first.object,
  )) {
    const name = nameOf(keyField, row[keyField]);
    if (!rows.has(name)) rows.set(name, row);
  }
  return values.map((value) => rows.get(nameOf(keyField, value)));
}

async function* query(org: Org, soql: string, object: string): AsyncGenerator<JsonObject> {
  const action = `look for ${object} records of earlier attempts`;
  let path = `/query?q=${encodeURIComponent(soql)}`;
  for (let root = false; path !== ''; root = true) {
    const { body } = await org.call({ method: 'GET', path, root, action });
    const { records, nextRecordsUrl } = isObject(body) ? body : {};
    if (Array.isArray(records)) yield* records.filter(isObject);
    path = typeof nextRecordsUrl === 'string' ? nextRecordsUrl : '';
  }
}

/** Ids are compared in their short form; keys as most orgs do, without regard to case. */
function nameOf(field: string, value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return field === 'Id' ? text.slice(0, 15) : text.toLowerCase();
}
