import { id, type ConnectionId, type ContactId } from '../base/ids.ts';
import type { Address, Sender } from '../message/address.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { Scene } from '../engine/router.ts';
import type { ContactRecord } from '../store/records.ts';
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

/**
 * The contact behind a sender: found by any of the addresses, or made. New addresses and names are added to it.
 * A username alone never identifies: it can pass to somebody else. `first` tells the first message of a person.
 */
export async function findOrCreateContact(
  { sender, at, written }: Meeting,
  connection: ConnectionId,
  scene: Scene,
): Promise<{ contact: ContactRecord; first: boolean }> {
  const identifying = sender.addresses.filter((address) => address.kind !== 'username');
  const known = await knownContact(identifying, connection, scene);
  const contact: ContactRecord = known ?? {
    key: id.contact(timedName('c', at, scene.lane.key, scene.cause)),
    addresses: [],
    createdAt: scene.at,
  };
  const fresh = sender.addresses.filter((address) => !contact.addresses.some((own) => sameAddress(own, address)));
  const name = sender.name ?? contact.name;
  const first = written && contact.firstMessageAt === undefined;
  if (known && fresh.length === 0 && name === contact.name && !first) return { contact: known, first };
  const next: ContactRecord = {
    ...contact,
    ...(name === undefined ? {} : { name }),
    addresses: [...withoutReplaced(contact.addresses, fresh), ...fresh],
    ...(first ? { firstMessageAt: scene.at } : {}),
  };
  scene.draft[known ? 'put' : 'insert']('contact', next);
  for (const address of fresh.filter((each) => each.kind !== 'username'))
    await claim(address, next.key, connection, scene);
  return { contact: next, first };
}

/** Ties a person's new addresses to the contact that the former ones belong to, if there is one. */
export async function relinkContact(
  previous: Sender,
  current: Sender,
  scene: { connection: ConnectionId } & Scene,
): Promise<void> {
  const contact = await knownContact(previous.addresses, scene.connection, scene);
  if (!contact) return;
  const fresh = current.addresses.filter((address) => !contact.addresses.some((own) => sameAddress(own, address)));
  if (fresh.length === 0) return;
  scene.draft.put('contact', { ...contact, addresses: [...withoutReplaced(contact.addresses, fresh), ...fresh] });
  for (const address of fresh) await claim(address, contact.key, scene.connection, scene);
}

async function knownContact(
  addresses: readonly Address[],
  connection: ConnectionId,
  scene: Scene,
): Promise<ContactRecord | undefined> {
  if (scene.lane.contact) {
    const contact = await scene.draft.get('contact', scene.lane.contact);
    if (contact) return contact;
  }
  for (const address of addresses) {
    const link = await scene.draft.get('address', addressKey(address, connection));
    const contact = link && (await scene.draft.get('contact', link.contact));
    if (contact) return contact;
  }
  return undefined;
}

/** An address belongs to whoever had it first; a taken one is left where it is. */
async function claim(address: Address, contact: ContactId, connection: ConnectionId, scene: Scene): Promise<void> {
  const key = addressKey(address, connection);
  if (!(await scene.draft.get('address', key))) scene.draft.insert('address', { key, contact });
}

function sameAddress(left: Address, right: Address): boolean {
  return left.kind === right.kind && left.value === right.value;
}

/** A person has one username at a time: a new one replaces the old. */
function withoutReplaced(own: readonly Address[], fresh: readonly Address[]): readonly Address[] {
  return fresh.some((address) => address.kind === 'username')
    ? own.filter((address) => address.kind !== 'username')
    : own;
}
