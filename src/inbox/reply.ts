import type { Offer, Scene } from '../engine/router.ts';
import type { Run, Way } from '../flow/run.ts';
import type { MessageRecord } from '../store/records.ts';
import { messageContext, type Turn } from './context.ts';

/** The reply that a message is; where it came in on another lane, with the way that answers take from now on. */
export async function reply(record: Turn, run: Run, scene: Scene): Promise<Offer> {
  const via = await wayOf(record, scene);
  const message = messageContext(record);
  return { run: run.id, event: { type: 'replied', wait: run.wait.id, message, ...(via ? { via } : {}) } };
}

/** The way by which a message came that is no message of this lane; undefined for one that is. */
export async function wayOf({ conversation: key, lane }: MessageRecord, scene: Scene): Promise<Way | undefined> {
  if (lane === scene.lane.key) return undefined;
  const conversation = await scene.draft.get('conversation', key);
  return conversation && { connection: conversation.connection, channel: conversation.channel, conversation: key };
}
