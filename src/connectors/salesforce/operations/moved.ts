import type { JsonObject, JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import { rowsOf } from './rows.ts';
import { soqlText } from './soql.ts';

/** One step of a record's way: what it was before, and how it became another. */
export type Move = { how: 'merged' | 'converted'; object: string; id: string };

/**
 * Where a record is now. `here` says that it is there at all; `by` how it came there, empty where it never moved.
 * A record that is not here was deleted, or was never to be seen by the connected user.
 */
export type Place = { here: boolean; object: string; id: string; by: readonly Move[] };

/** Objects whose records can be merged into one another. */
const MERGED = new Set(['Lead', 'Contact', 'Account', 'Case']);
const CONVERTED = 'IsConverted, ConvertedContactId, ConvertedAccountId';
const LONGEST_WAY = 8;

/**
 * Finds a record that may have been merged, converted or deleted: a merged one in the record that it was merged into, a
 * converted lead in its contact (its account, where a person account has none), and so on to the end of the way. One
 * call for each step. Throws what the org refuses.
 */
export async function whereDidItGo(org: Org, object: string, id: string): Promise<Place> {
  const by: Move[] = [];
  let place = { object, id };
  while (by.length < LONGEST_WAY) {
    const row = await readWithDeleted(org, place);
    const next = row && moveOf(row, place.object);
    if (!next) return { here: row !== undefined && row['IsDeleted'] !== true, ...place, by };
    by.push({ how: next.how, ...place });
    place = { object: next.object, id: next.id };
  }
  return { here: false, ...place, by };
}

async function readWithDeleted(org: Org, { object, id }: { object: string; id: string }) {
  const columns = [
    'Id, IsDeleted',
    ...(MERGED.has(object) ? ['MasterRecordId'] : []),
    ...(object === 'Lead' ? [CONVERTED] : []),
  ].join(', ');
  const query = `SELECT ${columns} FROM ${object} WHERE Id = ${soqlText(id)}`;
  const { body } = await org.call({
    method: 'GET',
    path: `/queryAll?q=${encodeURIComponent(query)}`,
    action: `find out where the ${object} went`,
  });
  return rowsOf(body)[0];
}

function moveOf(row: JsonObject, object: string): { how: Move['how']; object: string; id: string } | undefined {
  const master = textOf(row['MasterRecordId']);
  if (master && row['IsDeleted'] === true) return { how: 'merged', object, id: master };
  if (row['IsConverted'] !== true) return undefined;
  const contact = textOf(row['ConvertedContactId']);
  if (contact) return { how: 'converted', object: 'Contact', id: contact };
  const account = textOf(row['ConvertedAccountId']);
  return account ? { how: 'converted', object: 'Account', id: account } : undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
