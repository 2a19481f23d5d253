import type { ContactId } from '../../base/ids.ts';
import type { Draft } from '../../store/draft.ts';
import type { ContactRecord } from '../../store/records.ts';

/** Merges that are followed; a longer chain is no person's history but a defect. */
const MAX_MERGES = 20;

/** The contact that stands for a person now, whatever it was merged into since; undefined for one that is not here. */
export async function resolveContact(key: ContactId, draft: Pick<Draft, 'get'>): Promise<ContactRecord | undefined> {
  let contact = await draft.get('contact', key);
  for (let merges = 0; contact?.mergedInto !== undefined; merges++) {
    if (merges === MAX_MERGES) throw new Error(`Contact ${key} was merged more than ${MAX_MERGES} times in a row.`);
    contact = await draft.get('contact', contact.mergedInto);
  }
  return contact;
}
