import { id, type ConnectionId, type Lane } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Party } from '../engine/host.ts';
import type { Scene } from '../engine/router.ts';
import type { Flow } from '../flow/flow.ts';
import type { RecordRecipient } from '../flow/recipient.ts';
import { capabilitiesOf } from '../flow/step-type.ts';
import type { Address } from '../message/address.ts';
import type { ContactRecord, ConversationRecord } from '../store/records.ts';
import { consentOf } from './contacts/consent.ts';
import { allOf } from './contacts/list-of.ts';
import { resolveContact } from './contacts/resolve-contact.ts';
import type { RouterOptions } from './options.ts';
import type { Store } from '../store/store.ts';
import { addressKey } from './people.ts';
import { conversationsOf, personOf } from './privacy/person.ts';
import { recipientOf, renderForStart } from './recipient.ts';

/** Why nobody can be written to, in words for staff. */
export const NOT_REACHED = {
  no_link: 'No contact is linked with the record, and no address of it means anybody',
  no_address: 'The contact of the record has no address on the channel, and has written on none',
  no_consent: 'The contact of the record may not be written to for this purpose',
  window_closed: 'The contact of the record has not written lately, and the channel has no templates for such messages',
} as const;

/** How the person of a record can be reached: `input.to` of the run that starts. */
export type Reach = {
  /** `free`: with anything; `template`: with approved templates until they write; `none`: not at all, see `why`. */
  reachable: 'free' | 'template' | 'none';
  why?: keyof typeof NOT_REACHED;
  contact?: string;
  /** The channel connection that they are written to on. */
  connection?: string;
};

/** A start that talks to the person of a record. */
export type RecordStart = { flow: Flow; to: RecordRecipient; input: JsonObject; source?: ConnectionId };

/** How they can be reached; `party` and `lane` where they can. */
export type Reached = { reach: Reach; party?: Party; lane?: Lane };

/**
 * Finds whom a flow talks to that starts from a record: the contact linked with it, on the connection that the trigger
 * names or on the one where they wrote last; without a link whoever the address means. It only reads.
 */
export async function reachByRecord(start: RecordStart, scene: Scene, options: RouterOptions): Promise<Reached> {
  const contact = await linkedContact(start, scene, options);
  const byAddress = contact ? undefined : addressParty(start, scene, options);
  const known = contact ?? (byAddress && (await contactAt(byAddress, scene)));
  const place = known ? await placeOf(known, start, scene, options) : byAddress && { party: byAddress };
  if (!place) return { reach: { reachable: 'none', why: known ? 'no_address' : 'no_link', ...named(known) } };
  const reach: Reach = { reachable: 'free', ...named(known), connection: place.party.connection };
  if (!(await mayWrite(start, { contact: known, party: place.party }, scene)))
    return { reach: { ...reach, reachable: 'none', why: 'no_consent' } };
  const capabilities = capabilitiesOf(options.types, place.party);
  const lastInboundAt = place.conversation?.lastInboundAt ?? 0;
  const isOpen = !capabilities?.window || scene.at - lastInboundAt < capabilities.window.afterInboundMs;
  if (!isOpen && !capabilities?.templates) return { reach: { ...reach, reachable: 'none', why: 'window_closed' } };
  const lane = place.conversation ? { lane: place.conversation.lane } : {};
  return { reach: { ...reach, reachable: isOpen ? 'free' : 'template' }, party: place.party, ...lane };
}

const named = (contact: ContactRecord | undefined) => (contact ? { contact: contact.key } : {});

/** The contact that is linked with the first record that has one; of several contacts the one linked last. */
async function linkedContact(
  { flow, to, input, source }: RecordStart,
  { draft, at }: Scene,
  { messages: store }: RouterOptions,
): Promise<ContactRecord | undefined> {
  for (const template of [to.record].flat()) {
    const record = renderForStart(template, input, flow, at);
    if (!record || !store) continue;
    const links = await allOf('link', { where: { record } }, store);
    const ours = links.filter(({ connection }) => connection === source).toSorted((a, b) => b.at - a.at);
    for (const link of ours) {
      const contact = await resolveContact(link.contact, draft);
      if (contact) return contact;
    }
  }
  return undefined;
}

function addressParty({ flow, to, input }: RecordStart, { at }: Scene, options: RouterOptions): Party | undefined {
  const { connection, address } = to;
  if (connection === undefined || address === undefined) return undefined;
  return recipientOf({ connection, address }, { flow, input, at }, options.recipient);
}

async function contactAt({ connection, sender }: Party, { draft }: Scene): Promise<ContactRecord | undefined> {
  for (const address of sender.addresses) {
    if (address.kind === 'username') continue;
    const found = await draft.get('address', addressKey(address, connection));
    const contact = found && (await resolveContact(found.contact, draft));
    if (contact) return contact;
  }
  return undefined;
}

type Place = { party: Party; conversation?: ConversationRecord };

/** Where a contact is written to: where they wrote last, else at an address of theirs on the connection that is named. */
async function placeOf(
  contact: ContactRecord,
  { flow, to }: RecordStart,
  scene: Scene,
  { messages: store, recipient }: RouterOptions,
): Promise<Place | undefined> {
  if (store) {
    const reader = readerOf(scene, store);
    const { contacts } = await personOf(contact.key, reader);
    let latest: ConversationRecord | undefined;
    for await (const each of conversationsOf(
      contacts.map(({ key }) => key),
      reader,
    )) {
      if (to.connection !== undefined && each.connection !== to.connection) continue;
      if (each.replyTo.length > 0 && (!latest || lastOf(each) >= lastOf(latest))) latest = each;
    }
    if (latest) return { party: partyOf(latest), conversation: latest };
  }
  if (to.connection === undefined) return undefined;
  const connection = id.connection(to.connection);
  for (const { kind, value } of contact.addresses) {
    if (kind !== 'phone' && kind !== 'email') continue;
    const party = recipient?.(connection, value, flow.settings.country);
    if (party) return { party };
  }
  return undefined;
}

/** Reads merges once for all people of a look: nothing else changes as seldom and is asked for by everybody. */
function readerOf(scene: Scene, store: Pick<Store, 'list'>): Pick<Store, 'get' | 'list'> {
  const pages = mergePages.get(scene) ?? new Map<string, Promise<unknown>>();
  mergePages.set(scene, pages);
  const list: Store['list'] = (kind, query) => {
    if (kind !== 'merge') return store.list(kind, query);
    const name = JSON.stringify(query);
    const page = (pages.get(name) as ReturnType<typeof list> | undefined) ?? store.list(kind, query);
    pages.set(name, page);
    return page as never;
  };
  return { get: scene.draft.get, list };
}

const mergePages = new WeakMap<Scene, Map<string, Promise<unknown>>>();

const lastOf = ({ lastInboundAt, createdAt }: ConversationRecord): number => lastInboundAt || createdAt;

function partyOf({ connection, channel, replyTo }: ConversationRecord): Party {
  const [first] = replyTo;
  return { connection, channel, sender: { key: first?.value ?? '', addresses: replyTo } };
}

/** Service messages go to whoever has not forbidden them, offers only to who has agreed. */
async function mayWrite(
  { to: { purpose = 'service' } }: RecordStart,
  { contact, party }: { contact: ContactRecord | undefined; party: Party },
  { draft }: Scene,
): Promise<boolean> {
  if (!contact) return purpose === 'service';
  const address: Address | undefined = party.sender.addresses.find(({ kind }) => kind !== 'username');
  if (!address) return purpose === 'service';
  const place = { contact: contact.key, address: addressKey(address, party.connection), purpose };
  const state = await consentOf(place, draft);
  return purpose === 'service' ? state !== 'withdrawn' : state === 'given';
}
