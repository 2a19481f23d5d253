import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ConversationEvent } from '../../flow/trigger-events.ts';
import type { Scene } from '../../engine/router.ts';
import type { ConversationRecord, NoteRecord } from '../../store/records.ts';
import { recordChange } from '../changes.ts';
import { timedName } from '../digest.ts';

/** How urgent a conversation is. */
export type Priority = NonNullable<ConversationRecord['priority']>;

/** Gives a conversation to an agent; null takes it from whoever has it. What is so already is no change. */
export function assignConversation(
  conversation: ConversationRecord,
  { assignee, by }: { assignee: string | null; by: string },
  scene: Scene,
): ConversationRecord {
  return setMember(conversation, { name: 'assignee', value: assignee, what: 'assigned', by }, scene);
}

/** Puts a conversation into a queue; null takes it out. What is so already is no change. */
export function setQueue(
  conversation: ConversationRecord,
  { queue, by }: { queue: string | null; by: string },
  scene: Scene,
): ConversationRecord {
  return setMember(conversation, { name: 'queue', value: queue, what: 'queued', by }, scene);
}

/** Says how urgent a conversation is. What is so already is no change. */
export function setPriority(
  conversation: ConversationRecord,
  { priority, by }: { priority: Priority; by: string },
  scene: Scene,
): ConversationRecord {
  return setMember(conversation, { name: 'priority', value: priority, what: 'prioritized', by }, scene);
}

/** Writes a note that only people see; the same words twice are two notes. */
export function addNote(
  conversation: ConversationRecord,
  { text, by }: { text: string; by: string },
  scene: Scene,
): NoteRecord {
  const change = tell(conversation, { what: 'noted', after: { text }, by }, scene);
  const name = timedName('n', scene.at, change.key);
  const note: NoteRecord = {
    key: `${conversation.key}/${name}`,
    conversation: conversation.key,
    text,
    by,
    at: scene.at,
  };
  scene.draft.put('note', note);
  return note;
}

/**
 * Ends a conversation: the next message of the person begins another. Runs of this one keep it, and nobody is
 * responsible any more for what comes. Closing a closed one changes nothing.
 */
export function closeConversation(
  conversation: ConversationRecord,
  { by }: { by: string },
  scene: Scene,
): ConversationRecord {
  if (conversation.stage === 'closed') return conversation;
  const next: ConversationRecord = { ...conversation, stage: 'closed', closedAt: scene.at };
  scene.draft.put('conversation', next);
  const { queue, assignee } = conversation;
  tell(next, { what: 'closed', after: { ...(queue ? { queue } : {}), ...(assignee ? { assignee } : {}) }, by }, scene);
  return next;
}

/**
 * Takes up a closed conversation again. Throws a `Failure` with `conflict` where the person has begun another one since:
 * a lane has one conversation at a time. Reopening an open one changes nothing.
 */
export function reopenConversation(
  conversation: ConversationRecord,
  { by }: { by: string },
  scene: Scene,
): ConversationRecord {
  if (conversation.stage !== 'closed') return conversation;
  if (scene.lane.conversation !== conversation.key) {
    const message = 'A newer conversation with this person has begun. Go on in that one.';
    throw new Failure({ code: 'conflict', message });
  }
  const { stage: _closed, closedAt: _at, ...open } = conversation;
  scene.draft.put('conversation', open);
  tell(open, { what: 'reopened', by }, scene);
  return open;
}

type Member = {
  name: 'assignee' | 'queue' | 'priority';
  value: string | null;
  what: ConversationEvent;
  by: string;
};

function setMember(
  conversation: ConversationRecord,
  { name, value, what, by }: Member,
  scene: Scene,
): ConversationRecord {
  const former = conversation[name] ?? null;
  if (value === former) return conversation;
  const { [name]: _former, ...rest } = conversation;
  const next = (value === null ? rest : { ...rest, [name]: value }) as ConversationRecord;
  scene.draft.put('conversation', next);
  tell(next, { what, before: { [name]: former }, after: { [name]: value }, by }, scene);
  return next;
}

type Told = { what: ConversationEvent; before?: JsonObject; after?: JsonObject; by: string };

function tell({ key, contact }: ConversationRecord, told: Told, scene: Scene) {
  return recordChange({ contact, conversation: key, ...told }, scene);
}
