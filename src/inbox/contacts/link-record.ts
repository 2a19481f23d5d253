import type { ConnectionId, ContactId, ConversationId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Draft } from '../../store/draft.ts';
import type { LinkRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { recordChange } from '../changes.ts';
import { listOf } from './list-of.ts';

/** A record of an outside system that stands for a contact. */
export type NewLink = Omit<LinkRecord, 'key' | 'at'> & {
  by: string;
  /** The conversation in which it came up. */
  conversation?: ConversationId | undefined;
};

/** Ties a contact to a record of an outside system. The same link twice is one, and keeps how it was known first. */
export async function linkRecord({ by, conversation, ...link }: NewLink, scene: Scene): Promise<LinkRecord> {
  const { contact, connection, object, record, how, url } = link;
  const key = linkKey(link);
  const known = await scene.draft.get('link', key);
  if (known && (url === undefined || url === known.url)) return known;
  const next: LinkRecord = known ? { ...known, ...(url === undefined ? {} : { url }) } : { ...link, key, at: scene.at };
  scene.draft.put('link', next);
  const where = conversation === undefined ? {} : { conversation };
  const after = { connection, object, record, how };
  if (!known) recordChange({ contact, ...where, what: 'linked', after, by }, scene);
  return next;
}

/** Drops the link of a contact with a record that stands for it no more; without such a link nothing happens. */
export async function unlinkRecord({ by, conversation, ...link }: Omit<NewLink, 'how'>, scene: Scene): Promise<void> {
  const { contact, connection, object, record } = link;
  const key = linkKey(link);
  if (!(await scene.draft.get('link', key))) return;
  scene.draft.delete('link', key);
  const where = conversation === undefined ? {} : { conversation };
  recordChange({ contact, ...where, what: 'unlinked', before: { connection, object, record }, by }, scene);
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
export function linkKey({ contact, connection, object, record }: Omit<LinkRecord, 'key' | 'how' | 'at'>): string {
  return `${contact}/${connection}/${object}/${record}`;
}
