import { allOf } from '../inbox/contacts/list-of.ts';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { isFinal, type Run } from '../flow/run.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import { withMerged } from '../store/merged-people.ts';
import type { ContactRecord, ConversationRecord, MessageRecord, NoteRecord } from '../store/records.ts';
import { contactsByAddress } from './contacts.ts';
import { missing, type ControlParts } from './control.ts';
import { give, operate } from './operate.ts';

/** Which conversations to list; all members must hold. */
export type ConversationQuery = {
  state?: 'flow' | 'people';
  stage?: 'open' | 'idle' | 'closed';
  queue?: string;
  assignee?: string;
  /** A contact's id, or an address of theirs. */
  contact?: string;
  limit?: number;
};

/** A conversation at a glance. */
export type ConversationSummary = ConversationRecord & { contactName?: string };

/** A conversation with what was said. */
export type ConversationDetails = {
  conversation: ConversationRecord;
  contact?: ContactRecord;
  /** The last ones, oldest first. */
  messages: MessageRecord[];
  notes: NoteRecord[];
  runs: Pick<Run, 'id' | 'flow' | 'status' | 'at' | 'wait'>[];
};

/** Shows conversations, and does to them what agents do. */
export function conversationFunctions(parts: ControlParts) {
  const { store } = parts;
  return {
    'conversations.list': async (query: ConversationQuery): Promise<ConversationSummary[]> => {
      const found = await listConversations(parts, query);
      return Promise.all(
        found.map(async (conversation) => {
          const contact = await resolveContact(conversation.contact, store);
          return { ...conversation, ...(contact?.name === undefined ? {} : { contactName: contact.name }) };
        }),
      );
    },

    'conversations.show': async (input: { conversation: string; messages?: number }): Promise<ConversationDetails> => {
      const conversation = await theConversation(parts, input.conversation);
      const where = { conversation: conversation.key };
      const limit = input.messages ?? MESSAGES_SHOWN;
      const contact = await resolveContact(conversation.contact, store);
      const runs = await allOf('run', { where }, store);
      return {
        conversation,
        ...(contact ? { contact } : {}),
        messages: (await store.list('message', { where, newestFirst: true, limit })).reverse(),
        notes: await allOf('note', { where }, store),
        runs: runs.map(({ run }) => ({ id: run.id, flow: run.flow, status: run.status, at: run.at, wait: run.wait })),
      };
    },

    /** Does one of our own operations to a conversation: assign, setQueue, setPriority, addNote, closeConversation … */
    'conversations.operate': async (asked: {
      conversation: string;
      operation: string;
      input: JsonObject;
      by: string;
    }): Promise<ConversationRecord> => {
      const { key, lane, contact } = await theConversation(parts, asked.conversation);
      const { operation, input, by } = asked;
      await operate(parts, lane, { operation, input, by, conversation: key, contact });
      return theConversation(parts, key);
    },

    'conversations.release': async ({ conversation: name, by }: { conversation: string; by: string }) => {
      const { key, lane, state } = await theConversation(parts, name);
      if (state === 'people') await give(parts, lane, { type: 'release', conversation: key, by });
      return { released: state === 'people', conversation: await theConversation(parts, key) };
    },
  };
}

const MOST_LISTED = 50;
const MESSAGES_SHOWN = 30;
const PAGE = 1000;
/** Conversations looked at, newest first, for those that fit. */
const MOST_SEARCHED = 100_000;

async function listConversations(parts: ControlParts, query: ConversationQuery): Promise<ConversationRecord[]> {
  const { store } = parts;
  const limit = query.limit ?? MOST_LISTED;
  const fits = (each: ConversationRecord): boolean =>
    (query.state === undefined || each.state === query.state) &&
    (query.stage === undefined || (each.stage ?? 'open') === query.stage) &&
    (query.queue === undefined || each.queue === query.queue) &&
    (query.assignee === undefined || each.assignee === query.assignee);
  if (query.contact !== undefined) {
    const contact = await resolveContact(id.contact(query.contact), store);
    const people = contact ? [contact] : await contactsByAddress(parts, query.contact);
    const all = await withMerged(
      people.map(({ key }) => key),
      store,
    );
    const theirs = await Promise.all(all.map((key) => allOf('conversation', { where: { contact: key } }, store)));
    const newestFirst = theirs.flat().sort((left, right) => (left.key < right.key ? 1 : -1));
    return newestFirst.filter(fits).slice(0, limit);
  }
  const found: ConversationRecord[] = [];
  for (let after: string | undefined, searched = 0; searched < MOST_SEARCHED; searched += PAGE) {
    const page = await store.list('conversation', { newestFirst: true, limit: PAGE, ...(after ? { after } : {}) });
    found.push(...page.filter(fits));
    if (found.length >= limit || page.length < PAGE) break;
    after = page.at(-1)?.key;
  }
  return found.slice(0, limit);
}

/** A conversation by its id, or by the id of a run in it. Throws where there is none. */
async function theConversation({ store }: ControlParts, name: string): Promise<ConversationRecord> {
  const found = await store.get('conversation', id.conversation(name));
  if (found) return found;
  const run = (await store.get('run', name))?.run;
  const ofRun = run?.conversation ? await store.get('conversation', run.conversation) : undefined;
  if (ofRun) return ofRun;
  const what = run && isFinal(run) ? `conversation of run "${name}"` : `conversation "${name}"`;
  return missing(what, '', 'Find it: rondine conversations list --contact PHONE');
}
