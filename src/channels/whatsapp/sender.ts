import type { JsonObject } from '../../base/json.ts';
import type { Address, Sender } from '../../message/address.ts';
import { objectAt, objectsAt, textAt } from './fields.ts';

/** What one webhook element says about a person; every member may be missing. */
export type Handles = { phone?: string; user?: string; username?: string; name?: string };

/** The people that a change lists, by phone digits and by BSUID. */
export type Directory = ReadonlyMap<string, Handles>;

/** Reads `contacts[]` once, so that finding each message's sender costs the same however many there are. */
export function directoryOf(value: JsonObject): Directory {
  const directory = new Map<string, Handles>();
  for (const contact of objectsAt(value, 'contacts')) {
    const profile = objectAt(contact, 'profile');
    const handles: Handles = {
      phone: digitsOf(textAt(contact, 'wa_id')),
      user: textAt(contact, 'user_id'),
      username: textAt(profile, 'username'),
      name: textAt(profile, 'name'),
    };
    for (const key of [handles.phone, handles.user]) if (key) directory.set(key, handles);
  }
  return directory;
}

/**
 * The person behind a phone number, a BSUID (business-scoped user id) or both, completed from the directory;
 * `undefined` when neither is known.
 *
 * The key is the BSUID where there is one, else the phone digits: since 2026 a person may hide their number behind a
 * username, and the number then comes and goes between messages while the BSUID stays. Keying by the number would put
 * one person's messages into two lanes.
 */
export function senderOf(given: Handles, directory?: Directory): Sender | undefined {
  const phone = digitsOf(given.phone);
  const listed = (given.user && directory?.get(given.user)) || (phone && directory?.get(phone)) || {};
  const person = { phone: phone ?? listed.phone, user: given.user ?? listed.user };
  const key = person.user ?? person.phone;
  if (!key) return undefined;
  const addresses: Address[] = [];
  if (person.phone) addresses.push({ kind: 'phone', value: `+${person.phone}` });
  if (person.user) addresses.push({ kind: 'user', value: person.user });
  const username = given.username ?? listed.username;
  if (username) addresses.push({ kind: 'username', value: username });
  const name = given.name ?? listed.name;
  return { key, addresses, ...(name && { name }) };
}

function digitsOf(phone: string | undefined): string | undefined {
  return phone === undefined ? undefined : /^\+?(\d{3,20})$/.exec(phone)?.[1];
}
