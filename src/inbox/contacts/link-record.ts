import type { ConnectionId, ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Draft } from '../../store/draft.ts';
import type { LinkRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { recordChange } from '../changes.ts';
import { listOf } from './list-of.ts';

/** A record of an outside system that stands for a contact. */
export type NewLink = Omit<LinkRecord, 'key' | 'at'> & { by: string };

/** Ties a contact to a record of an outside system. The same link twice is one, and keeps how it was known first. */
export async function linkRecord({ by, ...link }: NewLink, scene: Scene): Promise<LinkRecord> {
  const { contact, connection, object, record, how, url } = link;
  const key = linkKey(link);
  const known = await scene.draft.get('link', key);
  if (known && (url === undefined || url === known.url)) return known;
  const next: LinkRecord = known ? { ...known, ...(url === undefined ? {} : { url }) } : { ...link, key, at: scene.at };
  scene.draft.put('link', next);
  if (!known) recordChange({ contact, what: 'linked', after: { connection, object, record, how }, by }, scene);
  return next;
}

/** The newest link of a contact to a record of one object in one outside system, if there is one. */
export async function findLink(
  { contact, connection, object }: { contact: ContactId; connection: ConnectionId; object: string },
  place: { draft: Pick<Draft, 'get' | 'writes'>; store: Pick<Store, 'list'> },
): Promise<LinkRecord | undefined> {
  const links = await listOf('link', contact, place);
  return links
    .filter((link) => link.connection === connection && link.object === object)
    .reduce<LinkRecord | undefined>((newest, link) => (newest && newest.at > link.at ? newest : link), undefined);
}

/** The key of a link. */
export function linkKey({ contact, connection, object, record }: Omit<NewLink, 'by' | 'how'>): string {
  return `${contact}/${connection}/${object}/${record}`;
}
