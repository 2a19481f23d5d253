import type { ContactId } from '../../base/ids.ts';
import type { MediaRef } from '../../message/content.ts';
import type { Kind, Records } from '../../store/records.ts';
import type { Query } from '../../store/store.ts';
import { allOf } from '../contacts/list-of.ts';
import { conversationsOf, noticesOf, personOf, testersOf, type Reader } from './person.ts';

/** Everything that is kept about one person, as it is kept. */
export type PersonExport = {
  /** The contact that stands for the person. */
  contact: ContactId;
  at: number;
  /** The contact, and those that were merged into it. */
  contacts: readonly Records['contact'][];
  addresses: readonly Records['address'][];
  conversations: readonly {
    conversation: Records['conversation'];
    messages: readonly Records['message'][];
    notes: readonly Records['note'][];
  }[];
  runs: readonly {
    run: Records['run']['run'];
    journal: readonly Records['journal'][];
    effects: readonly Records['effect'][];
  }[];
  /** What staff were told about the person's conversations. */
  notices: readonly Records['effect'][];
  links: readonly Records['link'][];
  consents: readonly Records['consent'][];
  changes: readonly Records['change'][];
  merges: readonly Records['merge'][];
  /** Values with the id of the contact in their name. */
  values: readonly Records['value'][];
  /** What makes the person a test user of flows. */
  testers: readonly Records['setting'][];
  timers: readonly Records['timer'][];
  /** Events of theirs that a bug of ours kept from being applied. */
  stuck: readonly Records['stuck'][];
  /** Files that the messages show; their content is in the media folder, by id. */
  files: readonly (MediaRef & { message: string })[];
};

/**
 * Gathers everything that is kept about a person, for them to see. It is plain JSON, and as long as what was said.
 * Throws a `Failure` with `not_found` for a contact that is not here.
 */
export async function exportPerson(
  contact: string,
  { store, now }: { store: Reader; now(): number },
): Promise<PersonExport> {
  const { key, contacts, merges } = await personOf(contact, store);
  const keys = contacts.map((each) => each.key);
  const all = <K extends Kind>(kind: K, query: Query<K>) => allOf(kind, query, store);
  const ofEach = async <K extends 'address' | 'link' | 'consent' | 'change'>(kind: K): Promise<Records[K][]> =>
    (await Promise.all(keys.map((each) => all(kind, { where: { contact: each } } as unknown as Query<K>)))).flat();
  const conversations: PersonExport['conversations'][number][] = [];
  const runs: PersonExport['runs'][number][] = [];
  const take = async ({ run }: Records['run']): Promise<void> => {
    const mine = { where: { run: run.id } };
    runs.push({ run, journal: await all('journal', mine), effects: await all('effect', mine) });
  };
  const notices = new Map<string, Records['effect']>();
  for await (const conversation of conversationsOf(keys, store)) {
    const where = { conversation: conversation.key };
    const messages = await all('message', { where });
    conversations.push({ conversation, messages, notes: await all('note', { where }) });
    for (const record of await all('run', { where })) await take(record);
    for await (const notice of noticesOf(conversation.lane, conversation.createdAt, store))
      notices.set(notice.key, notice);
  }
  const lanes = new Set(conversations.map(({ conversation }) => conversation.lane));
  for (const lane of lanes) for (const record of await all('run', { where: { looseOn: lane } })) await take(record);
  const values = await Promise.all(keys.map((each) => all('value', { contains: each })));
  return {
    contact: key,
    at: now(),
    contacts,
    addresses: await ofEach('address'),
    conversations,
    runs,
    notices: [...notices.values()],
    links: await ofEach('link'),
    consents: await ofEach('consent'),
    changes: await ofEach('change'),
    merges,
    testers: await testersOf(contacts, store),
    values: values.flat().filter((value) => keys.some((each) => value.key.includes(each))),
    timers: (await all('timer', {})).filter(({ lane }) => lanes.has(lane)),
    stuck: (await all('stuck', {})).filter(({ lane }) => lanes.has(lane)),
    files: conversations.flatMap(({ messages }) => messages.flatMap(filesOf)),
  };
}

function filesOf({ key, content }: Records['message']): (MediaRef & { message: string })[] {
  return content.kind === 'media' && content.file ? [{ ...content.file, message: key }] : [];
}
