import { id, type MessageId } from '../base/ids.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { MediaContent } from '../message/content.ts';
import type { ConversationRecord, EffectRecord, MessageRecord } from '../store/records.ts';
import { changeLane } from './conversation.ts';
import { offerWhatIsHeld } from './held.ts';
import { issue } from './issue.ts';
import type { RouterOptions } from './options.ts';

/** How long a file is tried for. */
const DEADLINE_MS = 24 * 3_600_000;
/** How long a message waits for its file; after that it is offered with the provider's reference. */
const PATIENCE_MS = 15_000;

/**
 * Asks for a message's file to be fetched, because the provider's link expires. True where the message has to wait for
 * it: until then no run is offered the message, nor any later one of the same person.
 */
export function fetchFile(
  record: MessageRecord,
  conversation: ConversationRecord,
  scene: Scene,
  { fetches }: RouterOptions,
): boolean {
  const { content } = record;
  if (content.kind !== 'media' || !content.file || !fetches?.(conversation.channel)) return false;
  const { connection } = conversation;
  const request = { kind: 'fetch', message: record.key, content } as const;
  issue({ name: id.run(record.key), connection, request, deadlineMs: DEADLINE_MS }, scene);
  const event = { type: 'fetching', message: record.key };
  scene.draft.put('timer', { key: timerKey(record.key), lane: scene.lane.key, at: scene.at + PATIENCE_MS, event });
  changeLane(scene, { fetching: [...(scene.lane.fetching ?? []), record.key] });
  return true;
}

/** The file is here, or cannot be had: the message goes on its way, if it has not yet. */
export async function fetched(effect: EffectRecord, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  if (effect.request.kind !== 'fetch') return [];
  const key = effect.request.message;
  const record = await scene.draft.get('message', key);
  const content = effect.output?.['content'] as MediaContent | undefined;
  if (record && content?.file) {
    const media = content.file.id;
    scene.draft.put('message', { ...record, content });
    scene.draft.put('mediaUse', { key: `${media}/${key}`, media, message: key, at: scene.at });
  } else if (record && effect.failure) scene.draft.put('message', { ...record, failure: effect.failure });
  scene.draft.delete('timer', timerKey(key));
  return stopWaiting(key, scene, options);
}

/** Lets a message go on its way without its file. */
export async function stopWaiting(key: MessageId, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { fetching = [] } = scene.lane;
  if (!fetching.includes(key)) return [];
  changeLane(scene, { fetching: fetching.filter((each) => each !== key) });
  const record = await scene.draft.get('message', key);
  const conversation = record && (await scene.draft.get('conversation', record.conversation));
  return offerWhatIsHeld(conversation, scene, options);
}

const timerKey = (message: MessageId): string => `fetching/${message}`;
