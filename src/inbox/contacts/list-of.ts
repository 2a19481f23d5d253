import type { ContactId } from '../../base/ids.ts';
import type { Draft } from '../../store/draft.ts';
import type { Kind, Records } from '../../store/records.ts';
import type { Query, Store } from '../../store/store.ts';

/** Records read at once. */
const PAGE = 500;

/** Every record that a query asks for, page by page, so that nobody waits for all of them. */
export async function* eachOf<K extends Kind>(
  kind: K,
  query: Query<K>,
  store: Pick<Store, 'list'>,
): AsyncGenerator<Records[K]> {
  for (let after = query.after; ;) {
    const page = await store.list(kind, { ...query, limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.at(-1)?.key;
    if (page.length < PAGE) return;
  }
}

/** Every record that a query asks for, in one list. */
export async function allOf<K extends Kind>(
  kind: K,
  query: Query<K>,
  store: Pick<Store, 'list'>,
): Promise<Records[K][]> {
  const all: Records[K][] = [];
  for await (const record of eachOf(kind, query, store)) all.push(record);
  return all;
}

/** What a contact has of one kind: on disk, and in the commit under way. */
export async function listOf<K extends 'address' | 'link' | 'consent'>(
  kind: K,
  contact: ContactId,
  { draft, store }: { draft: Pick<Draft, 'get' | 'writes'>; store: Pick<Store, 'list'> },
): Promise<Records[K][]> {
  const found = new Map<string, Records[K]>();
  const query = { where: { contact } } as unknown as Query<K>;
  for await (const { key } of eachOf(kind, query, store)) {
    // As the draft has it, so that the commit fails when it has changed since.
    const record = await draft.get(kind, key);
    if (record?.contact === contact) found.set(key, record);
  }
  for (const write of draft.writes()) {
    if (write.kind !== kind || write.op === 'delete') continue;
    const record = write.record as Records[K];
    if (record.contact === contact) found.set(record.key, record);
  }
  return [...found.values()];
}
