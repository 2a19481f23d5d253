import { id, type ConnectionId, type ContactId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Address, Sender } from '../message/address.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { Scene } from '../engine/router.ts';
import type { ContactRecord } from '../store/records.ts';
import { recordChange } from './changes.ts';
import { attribute, type Arrival } from './contacts/attribution.ts';
import { resolveContact } from './contacts/resolve-contact.ts';
import { timedName } from './digest.ts';

/**
 * The address in one text, unique among all people. Phones and e-mail addresses mean the same person everywhere;
 * a provider's own user ids and names only on the connection that they were seen on.
 */
export function addressKey(address: Address, connection: ConnectionId): string {
  const everywhere = address.kind === 'phone' || address.kind === 'email';
  return everywhere ? `${address.kind}:${address.value}` : `${address.kind}:${connection}:${address.value}`;
}

/** Who is met: `written` when a message of theirs is what we meet them by. */
export type Meeting = Pick<MessageEvent, 'sender' | 'at' | 'referral'> & { written: boolean };

/** Who a change of a person is put down to that came with a message of theirs. */
const BY_CONTACT = 'contact';

/**
 * The contact behind a sender, merges followed: found by any of the addresses, or made. New addresses are added to it,
 * and the name where none is known: one that a flow or a person gave stays, whatever the profile says. What brought the
 * person is noted. A username alone never identifies: it can pass to somebody else. `first` tells the first message of
 * a person, `isNew` one whom nobody knew of before. Nothing is written where nothing is new.
 */
export async function findOrCreateContact(
  { sender, at, referral, written }: Meeting,
  connection: ConnectionId,
  scene: Scene,
): Promise<{ contact: ContactRecord; first: boolean; isNew: boolean }> {
  const identifying = sender.addresses.filter((address) => address.kind !== 'username');
  const known = await knownContact(identifying, connection, scene);
  const contact: ContactRecord = known ?? {
    key: id.contact(timedName('c', at, scene.lane.key, scene.cause)),
    addresses: [],
    createdAt: scene.at,
  };
  const first = written && contact.firstMessageAt === undefined;
  const fresh = freshAddresses(contact, sender);
  const news = {
    ...(contact.name === undefined && sender.name !== undefined ? { name: sender.name } : {}),
    ...(fresh.length > 0 ? { addresses: [...withoutReplaced(contact.addresses, fresh), ...fresh] } : {}),
    ...attributionNews(contact, { connection, at: scene.at, ...(referral ? { referral } : {}) }, first),
  };
  if (known && Object.keys(news).length === 0 && !first) return { contact: known, first, isNew: false };
  const next: ContactRecord = { ...contact, ...news, ...(first ? { firstMessageAt: scene.at } : {}) };
  scene.draft[known ? 'put' : 'insert']('contact', next);
  for (const address of fresh) await claim(address, next.key, connection, scene);
  tell(known, next, news, scene);
  return { contact: next, first, isNew: !known };
}

/** Ties a person's new addresses to the contact that the former ones belong to, if there is one. */
export async function relinkContact(
  previous: Sender,
  current: Sender,
  scene: { connection: ConnectionId } & Scene,
): Promise<void> {
  const contact = await knownContact(previous.addresses, scene.connection, scene);
  if (!contact) return;
  const fresh = freshAddresses(contact, current);
  if (fresh.length === 0) return;
  const news = { addresses: [...withoutReplaced(contact.addresses, fresh), ...fresh] };
  const next = { ...contact, ...news };
  scene.draft.put('contact', next);
  for (const address of fresh) await claim(address, contact.key, scene.connection, scene);
  tell(contact, next, news, scene);
}

type News = Partial<Pick<ContactRecord, 'name' | 'addresses' | 'attribution'>>;

/** Tells of a person who has come, or of what is new about one. */
function tell(known: ContactRecord | undefined, next: ContactRecord, news: News, scene: Scene): void {
  const contact = next.key;
  if (!known) return void recordChange({ contact, what: 'created', by: BY_CONTACT }, scene);
  const names = Object.keys(news) as (keyof News)[];
  // That somebody whom we wrote to first has answered is told by the message itself.
  if (names.length === 0) return;
  const valuesOf = (record: ContactRecord): JsonObject =>
    Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
  recordChange({ contact, what: 'changed', before: valuesOf(known), after: valuesOf(next), by: BY_CONTACT }, scene);
}

function attributionNews(contact: ContactRecord, arrival: Arrival, first: boolean): Pick<News, 'attribution'> {
  const attribution = attribute(contact.attribution, arrival, first);
  return attribution === contact.attribution ? {} : { attribution };
}

/**
 * Who is known by a lane, or by addresses. The lane's own person goes first while one of the addresses is still theirs:
 * where a merge was undone it is not.
 */
async function knownContact(
  addresses: readonly Address[],
  connection: ConnectionId,
  scene: Scene,
): Promise<ContactRecord | undefined> {
  const own = scene.lane.contact && (await resolveContact(scene.lane.contact, scene.draft));
  if (own && (addresses.length === 0 || addresses.some((address) => has(own, address)))) return own;
  for (const address of addresses) {
    if (address.kind === 'username') continue;
    const link = await scene.draft.get('address', addressKey(address, connection));
    const contact = link && (await resolveContact(link.contact, scene.draft));
    if (contact) return contact;
  }
  return own || undefined;
}

/** An address belongs to whoever had it first; a taken one is left where it is. A username belongs to nobody. */
async function claim(address: Address, contact: ContactId, connection: ConnectionId, scene: Scene): Promise<void> {
  if (address.kind === 'username') return;
  const key = addressKey(address, connection);
  if (!(await scene.draft.get('address', key))) scene.draft.insert('address', { key, contact });
}

function freshAddresses(contact: ContactRecord, sender: Sender): readonly Address[] {
  return sender.addresses.filter((address) => !has(contact, address));
}

function has({ addresses }: ContactRecord, { kind, value }: Address): boolean {
  return addresses.some((own) => own.kind === kind && own.value === value);
}

/** A person has one username at a time: a new one replaces the old. */
function withoutReplaced(own: readonly Address[], fresh: readonly Address[]): readonly Address[] {
  return fresh.some((address) => address.kind === 'username')
    ? own.filter((address) => address.kind !== 'username')
    : own;
}
