import type { FailureData } from '../base/failure.ts';
import type { EffectId } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Router, Scene } from '../engine/router.ts';
import { settleEffect } from '../engine/settle.ts';
import type { DeliveryStatus, StatusEvent } from '../message/channel-event.ts';
import type { MessageRecord } from '../store/records.ts';

const RANK: Record<MessageRecord['status'], number> = {
  pending: 0,
  received: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
};

/** A failed status without a reason. */
const UNDELIVERED: FailureData = { code: 'denied', message: 'The provider could not deliver the message.' };

/** The later of two delivery statuses: news may come in any order, and a message never goes backwards. */
export function laterStatus(now: MessageRecord['status'], news: DeliveryStatus): MessageRecord['status'] {
  return RANK[news] > RANK[now] ? news : now;
}

/**
 * Takes news about a message that we sent. News about a send still pending is proof that it happened, or word that it
 * was refused: either settles its effect, even if no answer to the send ever came.
 */
export async function applyStatus(
  { status, message: key }: Extract<LaneEvent, { type: 'status' }>,
  scene: Scene,
  router: Pick<Router, 'finished'>,
): Promise<Offer[]> {
  const effect = (await scene.draft.get('message', key))?.effect;
  const offers = effect === undefined ? [] : await settleByStatus(status, effect, scene, router);
  const message = await scene.draft.get('message', key);
  if (!message) return offers;
  const next: MessageRecord = {
    ...message,
    status: laterStatus(message.status, status.status),
    // A send that arrived twice has two provider ids; the first one known stays.
    providerId: message.providerId ?? status.id,
    ...(status.failure ? { failure: status.failure } : {}),
  };
  scene.draft.put('message', next);
  return offers;
}

async function settleByStatus(
  status: StatusEvent,
  effectId: EffectId,
  scene: Scene,
  router: Pick<Router, 'finished'>,
): Promise<Offer[]> {
  const effect = await scene.draft.get('effect', effectId);
  if (!effect || (effect.state !== 'pending' && effect.state !== 'parked')) return [];
  if (status.status === 'failed') {
    const failure = status.failure ?? UNDELIVERED;
    return settleEffect(router, effect, { type: 'refusal', failure }, scene);
  }
  return settleEffect(router, effect, { type: 'result', output: { id: status.id } }, scene);
}
