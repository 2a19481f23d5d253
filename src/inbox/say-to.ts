import { id } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import { addressOf } from '../message/address.ts';
import type { ContactRecord, ConversationRecord } from '../store/records.ts';
import { outgoingKey } from './conversation.ts';
import { timedName } from './digest.ts';
import { issue } from './issue.ts';

/** An answer is tried for this long; later it only surprises. */
const DEADLINE_MS = 3_600_000;

/** Answers a word that the inbox takes by itself: no flow and no person says it. */
export function sayTo(conversation: ConversationRecord, text: string, scene: Scene): void {
  const name = id.run(timedName('o', scene.at, scene.lane.key, scene.cause));
  const effect = id.effect(name, 0);
  const content = { kind: 'text', text } as const;
  const key = outgoingKey(conversation, effect, scene);
  const { lane } = scene;
  scene.draft.insert('message', {
    key,
    conversation: conversation.key,
    lane: lane.key,
    direction: 'out',
    content,
    at: scene.at,
    effect,
    status: 'pending',
  });
  const { connection, replyTo: to, channelContext } = conversation;
  const target = { to, ...(channelContext === undefined ? {} : { channelContext }), message: key };
  issue({ name, connection, request: { kind: 'send', content }, target, deadlineMs: DEADLINE_MS }, scene);
}

/** The language of the person, else of the word, else the one that their country's number speaks for. */
export function languageOf({ language, addresses }: ContactRecord, ofWord: string): string {
  if (language !== undefined) return language;
  if (ofWord !== '') return ofWord;
  return addressOf(addresses, 'phone')?.startsWith('+39') ? 'it' : 'en';
}
