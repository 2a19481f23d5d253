import type { JsonValue } from '../../base/json.ts';
import type { Kind, Records } from '../records.ts';
import type { Query } from '../store.ts';
import { DEFAULT_LIMIT, toSmall } from './statements.ts';
import { TABLES } from './tables.ts';

/** A query that asks for a text. */
export type TextQuery<K extends Kind> = Query<K> & { contains: string };

/** Whether a query asks for a text. An empty one stands everywhere. */
export function hasText<K extends Kind>(query: Query<K>): query is TextQuery<K> {
  return query.contains !== undefined && query.contains !== '';
}

/** Records looked at before the next are read. */
const PAGE = 500;

/**
 * The records that contain a text, for a `read` that gives those in whose stored form it stands somewhere: reads on,
 * page after page, until there are enough whose values hold it.
 */
export async function searchRecords<K extends Kind>(
  kind: K,
  query: TextQuery<K>,
  read: (query: Query<K>) => Records[K][] | Promise<Records[K][]>,
): Promise<Records[K][]> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const found: Records[K][] = [];
  let after = query.after;
  while (found.length < limit) {
    const page = await read({ ...query, limit: PAGE, ...(after !== undefined && { after }) });
    for (const record of page) {
      if (found.length < limit && containsText(TABLES[kind].searched.part(record), query.contains)) found.push(record);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.key;
  }
  return found;
}

/**
 * Whether a text stands in one of the values of a record, whatever the case of ASCII letters. The names of members are
 * no values, and neither is what says of which sort a value is: who looks for "text" does not mean every text message.
 */
export function containsText(value: unknown, text: string): boolean {
  const small = toSmall(text);
  const stands = (part: JsonValue | undefined): boolean => {
    if (typeof part === 'string') return toSmall(part).includes(small);
    if (typeof part === 'number') return String(part).includes(small);
    if (typeof part !== 'object' || part === null) return false;
    if (Array.isArray(part)) return part.some(stands);
    return Object.entries(part).some(([name, member]) => name !== 'kind' && name !== 'type' && stands(member));
  };
  return stands(value as JsonValue);
}
