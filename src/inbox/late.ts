import { id } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { EffectRecord } from '../store/records.ts';

/** Rungs of one step at most; what follows further on belongs to another step. */
const MOST_RUNGS = 6;

/**
 * True where a message of a send ladder arrives although the next rung went out meanwhile: the person has both. Those
 * that were refused before they went out count for nothing.
 */
export async function isLate(
  { key, run, request }: EffectRecord,
  status: DeliveryStatus,
  { draft }: Scene,
): Promise<boolean> {
  if (request.kind !== 'send' || request.rung === undefined) return false;
  if (status !== 'delivered' && status !== 'read') return false;
  const number = Number(key.slice(run.length + 1));
  for (let next = number + 1; next < number + MOST_RUNGS; next++) {
    const follower = await draft.get('effect', id.effect(run, next));
    if (follower?.request.kind !== 'send' || (follower.request.rung ?? -1) <= request.rung) return false;
    if (follower.state !== 'failed') return true;
  }
  return false;
}
