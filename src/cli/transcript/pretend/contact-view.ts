import type { ContactId } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import { resolveContact } from '../../../inbox/contacts/resolve-contact.ts';
import { addressOf } from '../../../message/address.ts';
import type { Store } from '../../../store/store.ts';

/** What is known of a person, as `contact` in templates names it. */
export async function contactView(store: Pick<Store, 'get'>, key: ContactId): Promise<JsonObject | undefined> {
  const contact = await resolveContact(key, store);
  if (!contact) return undefined;
  const { name, language, fields = {}, tags = [], groups = [], stage, attribution, addresses } = contact;
  const of = (kind: Parameters<typeof addressOf>[1]): string | null => addressOf(addresses, kind) ?? null;
  const reached = { phone: of('phone'), email: of('email'), username: of('username') };
  const known = { name: name ?? null, language: language ?? null, stage: stage ?? null, tags, groups, fields };
  return { ...known, ...reached, ...(attribution ? { attribution: attribution as unknown as JsonObject } : {}) };
}
