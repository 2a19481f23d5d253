import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Router, Scene } from '../engine/router.ts';
import type { MessageRecord } from '../store/records.ts';
import type { RouterOptions } from './options.ts';
import { applyStatus, laterStatus } from './status.ts';

/** How far back news about many messages reaches: somebody who reads again after so many was told of the others before. */
const MOST_MESSAGES = 200;

type Parts = { router: Pick<Router, 'finished'>; options: RouterOptions };

/**
 * Takes news about everything that we sent somebody until a time, as news about each message of their conversation that
 * is not that far yet. What is still on its way to the provider is not meant, nor what failed. Messages of ours carry
 * the time at which they were issued.
 */
export async function applyReceipt(
  { connection, receipt }: Extract<LaneEvent, { type: 'receipt' }>,
  scene: Scene,
  { router, options }: Parts,
): Promise<Offer[]> {
  const { conversation } = scene.lane;
  if (conversation === null) return [];
  const { status, upTo, at, recipient } = receipt;
  const newest = { where: { conversation }, newestFirst: true, limit: MOST_MESSAGES };
  const messages = (await options.messages?.list('message', newest)) ?? [];
  const meant = messages.filter(
    (message) => isOnItsWay(message, upTo) && laterStatus(message.status, status) === status,
  );
  const offers: Offer[] = [];
  for (const { key, providerId: id = '' } of meant.toReversed()) {
    const news = { type: 'status', id, status, at, recipient } as const;
    offers.push(
      ...(await applyStatus({ type: 'status', connection, status: news, message: key }, scene, { router, options })),
    );
  }
  return offers;
}

/** True for a message of ours that the provider took, and of which more may be heard. */
function isOnItsWay({ direction, at, status }: MessageRecord, upTo: number): boolean {
  return direction === 'out' && at <= upTo && (status === 'sent' || status === 'delivered');
}
