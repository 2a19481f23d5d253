import { allOf } from '../inbox/contacts/list-of.ts';
import { id } from '../base/ids.ts';
import { explainMessage, type Why } from '../inbox/why.ts';
import type { Flow } from '../flow/flow.ts';
import { textOf } from '../message/content.ts';
import type { MessageRecord } from '../store/records.ts';
import { missing, type ControlParts } from './control.ts';
import { contactsByAddress } from './contacts.ts';

const PAGE = 1000;

/** Which message is meant: one by its key or the provider's id, or a person's last one. */
export type MessageRef = { message: string } | { from: string };

/** What became of a message, and why each flow did or did not start. */
export type ExplainedMessage = Why & { message: string; at: number; text: string; connection: string };

/** Says why a message started a flow, or did not. */
export function whyFunctions(parts: ControlParts) {
  const { store, flows } = parts;
  return {
    'flows.why': async (ref: MessageRef): Promise<ExplainedMessage> => {
      const message = 'message' in ref ? await messageOf(parts, ref.message) : await lastMessageOf(parts, ref.from);
      const conversation = await store.get('conversation', message.conversation);
      const run = message.routing?.run ? (await store.get('run', message.routing.run))?.run : undefined;
      const why = explainMessage({
        message,
        connection: conversation?.connection ?? '',
        flows: flows.at(message.at),
        drafts: draftsOf(parts, message),
        taker: run?.flow.id,
      });
      const { at } = message;
      return {
        message: message.key,
        at,
        text: textOf(message.content),
        connection: conversation?.connection ?? '',
        ...why,
      };
    },
  };
}

/** The drafts that a test user was to get: as they were where a run began with them, else as they are now. */
function draftsOf({ flows }: ControlParts, { routing }: MessageRecord): { flow: Flow; errors: number }[] {
  return (routing?.tried ?? []).flatMap(({ flow: key, version, errors }) => {
    const flow = flows.version(key, version) ?? flows.trial(key);
    return flow ? [{ flow, errors }] : [];
  });
}

/** Messages looked through for a provider's id, newest conversations first. */
const MOST_SEARCHED = 50_000;

async function messageOf({ store }: ControlParts, name: string): Promise<MessageRecord> {
  const [sent] = await store.list('message', { where: { providerId: name }, limit: 1 });
  const known = (await store.get('message', name)) ?? sent;
  if (known) return known;
  // The provider's id of what came in is in no index.
  for (let after: string | undefined, searched = 0; searched < MOST_SEARCHED; searched += PAGE) {
    const page = await store.list('message', { newestFirst: true, limit: PAGE, ...(after ? { after } : {}) });
    const found = page.find(({ providerId }) => providerId === name);
    if (found) return found;
    if (page.length < PAGE) break;
    after = page.at(-1)?.key;
  }
  const elsewhere =
    'Name it by its key (rondine conversations show), or ask for a person’s last one: --last --from PHONE';
  return missing(`message "${name}"`, '', elsewhere);
}

/** The last message that a person wrote, on any channel. */
async function lastMessageOf(parts: ControlParts, address: string): Promise<MessageRecord> {
  const contacts = await contactsByAddress(parts, address);
  const conversations = (
    await Promise.all(contacts.map(({ key }) => allOf('conversation', { where: { contact: key } }, parts.store)))
  ).flat();
  const lasts = await Promise.all(conversations.map(({ key }) => lastIncoming(parts, key)));
  const found = lasts.filter((message) => message !== undefined).sort((left, right) => right.at - left.at)[0];
  return found ?? missing(`message from "${address}"`, '', 'Find the person: rondine contacts find');
}

async function lastIncoming({ store }: ControlParts, conversation: string): Promise<MessageRecord | undefined> {
  const where = { conversation: id.conversation(conversation) };
  for (let after: string | undefined; ;) {
    const page = await store.list('message', { where, newestFirst: true, limit: PAGE, ...(after ? { after } : {}) });
    const found = page.find(({ direction }) => direction === 'in');
    if (found || page.length < PAGE) return found;
    after = page.at(-1)?.key;
  }
}
