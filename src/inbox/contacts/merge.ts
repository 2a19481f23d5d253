import { Failure } from '../../base/failure.ts';
import type { ConnectionId, ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Address } from '../../message/address.ts';
import type { ContactRecord, LinkRecord, MergeRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { withMerged } from '../../store/merged-people.ts';
import { recordChange } from '../changes.ts';
import { timedName } from '../digest.ts';
import { laneNoteKey, notedLane } from '../lane-note.ts';
import { addressKey } from '../people.ts';
import { consentKey } from './consent.ts';
import { linkKey } from './link-record.ts';
import { eachOf, listOf } from './list-of.ts';
import { resolveContact } from './resolve-contact.ts';
import { includes, separate, unite } from './unite.ts';

type Lister = Pick<Store, 'list'>;

/**
 * Takes one contact into another, because both are one person. Addresses, links and consents go over, fields and tags
 * are united; conversations keep the contact that they name, and the addresses that replies go to, and are found through
 * it. `unmergeContacts` undoes it. Throws a `Failure`: `not_found`, or `conflict` where it is done already.
 */
export async function mergeContacts(
  { from, into, by }: { from: ContactId; into: ContactId; by: string },
  scene: Scene,
  store: Lister,
): Promise<MergeRecord> {
  const source = found(await scene.draft.get('contact', from), from);
  const target = found(await resolveContact(into, scene.draft), into);
  if (source.mergedInto) throw refused(`The contact ${from} is merged into ${source.mergedInto} already.`);
  if (source.key === target.key) throw refused('A contact cannot be merged into itself.');
  const place = { draft: scene.draft, store };
  const addresses = await listOf('address', from, place);
  for (const address of addresses) scene.draft.put('address', { ...address, contact: target.key });
  const links: string[] = [];
  for (const link of await listOf('link', from, place))
    if (await moveLink(link, target.key, scene)) links.push(link.key);
  const moved = addresses.map((address) => address.key);
  const lanes = await shareLanes({ from, into: target.key }, scene, store);
  await moveConsents({ from, into: target.key, addresses: moved }, scene, store);
  scene.draft.put('contact', unite(target, source));
  scene.draft.put('contact', { ...source, mergedInto: target.key });
  const merge: MergeRecord = {
    key: timedName('m', scene.at, from, target.key, scene.cause),
    from,
    into: target.key,
    former: target,
    addresses: moved,
    links,
    ...(lanes.length > 0 ? { lanes } : {}),
    by,
    at: scene.at,
  };
  scene.draft.put('merge', merge);
  recordChange({ contact: target.key, what: 'merged', after: { from, merge: merge.key }, by }, scene);
  return merge;
}

/**
 * Undoes a merge: both contacts are there again, each with what was its own. What has changed since stays with the
 * surviving contact, but for addresses at which the other person's conversations are answered. Throws a `Failure`:
 * `not_found`, or `conflict` where it is undone already or a later merge has to be undone first.
 */
export async function unmergeContacts(
  { merge: key, by }: { merge: string; by: string },
  scene: Scene,
  store: Lister,
): Promise<MergeRecord> {
  const merge = found(await scene.draft.get('merge', key), key);
  if (merge.undone) throw refused(`The merge ${key} is undone already.`);
  await refuseLater(merge, store);
  const { from, into } = merge;
  const source = found(await scene.draft.get('contact', from), from);
  const now = found(await scene.draft.get('contact', into), into);
  const theirs = await addressesOfConversations(from, merge.former, store);
  const late = now.addresses.filter((address) => includes(theirs.addresses, address));
  const addresses = [...new Set([...merge.addresses, ...theirs.keys])];
  await giveAddressesBack({ from, into, addresses }, scene);
  for (const link of merge.links) await giveLinkBack(link, merge, scene);
  for (const connection of merge.lanes ?? []) await unshareLane(connection, merge, scene);
  await moveConsents({ from: into, into: from, addresses }, scene, store);
  const { mergedInto: _merged, ...alone } = source;
  const own = late.filter((address) => !includes(source.addresses, address));
  scene.draft.put('contact', { ...alone, addresses: [...source.addresses, ...own] });
  const isTheirs = (address: Address): boolean => includes(late, address);
  scene.draft.put('contact', separate({ now, into: merge.former, from: source }, isTheirs));
  const undone: MergeRecord = { ...merge, undone: { by, at: scene.at } };
  scene.draft.put('merge', undone);
  recordChange({ contact: into, what: 'unmerged', after: { from, merge: key }, by }, scene);
  return undone;
}

/** Merges of one person are undone in the reverse order: each knows only what was before it. */
async function refuseLater(merge: MergeRecord, store: Lister): Promise<void> {
  for await (const later of eachOf('merge', { after: merge.key }, store)) {
    if (later.undone || (later.into !== merge.into && later.from !== merge.into)) continue;
    throw refused(`The merge ${later.key} came after this one. Undo it first.`);
  }
}

/** Where the conversations that name a contact are answered, but for what was the surviving contact's own. */
async function addressesOfConversations(contact: ContactId, survivor: ContactRecord, store: Lister) {
  const addresses: Address[] = [];
  const keys: string[] = [];
  for await (const { replyTo, connection } of eachOf('conversation', { where: { contact } }, store)) {
    const theirs = replyTo.filter((address) => !includes(survivor.addresses, address));
    addresses.push(...theirs);
    keys.push(...theirs.filter(({ kind }) => kind !== 'username').map((address) => addressKey(address, connection)));
  }
  return { addresses, keys };
}

type Move = { from: ContactId; into: ContactId; addresses: readonly string[] };

async function giveAddressesBack({ from, into, addresses }: Move, scene: Scene): Promise<void> {
  for (const key of addresses) {
    const address = await scene.draft.get('address', key);
    if (address?.contact === into) scene.draft.put('address', { ...address, contact: from });
  }
}

/**
 * Notes the lanes of the one for the other where these have none, so that a handle that is met for the first time leads
 * to the conversation under way. Gives the connections.
 */
async function shareLanes(
  { from, into }: Pick<Move, 'from' | 'into'>,
  scene: Scene,
  store: Lister,
): Promise<ConnectionId[]> {
  const connections = new Set<ConnectionId>();
  for (const contact of await withMerged([from], store))
    for await (const { connection } of eachOf('conversation', { where: { contact } }, store))
      connections.add(connection);
  const shared: ConnectionId[] = [];
  for (const connection of connections) {
    const lane = await notedLane(connection, from, scene.draft);
    if (lane === undefined || (await notedLane(connection, into, scene.draft)) !== undefined) continue;
    scene.draft.put('memory', { key: laneNoteKey(connection, into), value: lane });
    shared.push(connection);
  }
  return shared;
}

/** Takes a lane away that was another's, unless the person has come to have one of their own since. */
async function unshareLane(connection: ConnectionId, { from, into }: MergeRecord, scene: Scene): Promise<void> {
  const own = await notedLane(connection, into, scene.draft);
  if (own !== (await notedLane(connection, from, scene.draft))) return;
  scene.draft.delete('memory', laneNoteKey(connection, into));
}

/** A consent belongs to its address, and goes where that goes. */
async function moveConsents({ from, into, addresses }: Move, scene: Scene, store: Lister): Promise<void> {
  for (const consent of await listOf('consent', from, { draft: scene.draft, store })) {
    if (!addresses.includes(consent.address)) continue;
    const moved = { ...consent, contact: into };
    const key = consentKey(moved);
    const there = await scene.draft.get('consent', key);
    if (!there || there.at < consent.at) scene.draft.put('consent', { ...moved, key });
    scene.draft.delete('consent', consent.key);
  }
}

/** False where the other contact has the same link already: then this one stays where it is. */
async function moveLink(link: LinkRecord, to: ContactId, scene: Scene): Promise<boolean> {
  const moved = { ...link, contact: to };
  const key = linkKey(moved);
  if (await scene.draft.get('link', key)) return false;
  scene.draft.put('link', { ...moved, key });
  scene.draft.delete('link', link.key);
  return true;
}

async function giveLinkBack(former: string, { from, into }: MergeRecord, scene: Scene): Promise<void> {
  const link = await scene.draft.get('link', into + former.slice(from.length));
  if (link) await moveLink(link, from, scene);
}

function found<T>(record: T | undefined, key: string): T {
  if (record) return record;
  throw new Failure({ code: 'not_found', message: `There is no record ${key} here. Look up its id anew.` });
}

function refused(message: string): Failure {
  return new Failure({ code: 'conflict', message });
}
