import type { FailureData } from '../base/failure.ts';
import type { ConnectionId, EffectId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Router, Scene } from '../engine/router.ts';
import { settleEffect } from '../engine/settle.ts';
import type { DeliveryStatus, MessagePrice, StatusEvent } from '../message/channel-event.ts';
import { triggersOf } from '../flow/trigger.ts';
import { textOf } from '../message/content.ts';
import type { MessageRecord } from '../store/records.ts';
import type { RouterOptions } from './options.ts';
import { isLate } from './late.ts';
import { perList } from './per-list.ts';
import { startInBackground } from './start.ts';

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
 * was refused: either settles its effect, even if no answer to the send ever came. The run that sent it is told where it
 * waits for that, and flows may start from it.
 */
export async function applyStatus(
  { connection, status, message: key }: Extract<LaneEvent, { type: 'status' }>,
  scene: Scene,
  { router, options }: { router: Pick<Router, 'finished'>; options: RouterOptions },
): Promise<Offer[]> {
  const before = await scene.draft.get('message', key);
  const effect = before?.effect;
  const offers = effect === undefined ? [] : await settleByStatus(status, effect, scene, router);
  const message = await scene.draft.get('message', key);
  if (!before || !message) return offers;
  const record = effect === undefined ? undefined : await scene.draft.get('effect', effect);
  const late = record && (await isLate(record, status.status, scene));
  if (late) scene.draft.put('effect', { ...record, late });
  const next: MessageRecord = {
    ...message,
    ...(late ? { late } : {}),
    status: laterStatus(message.status, status.status),
    // A send that arrived twice has two provider ids; the first one known stays.
    providerId: message.providerId ?? status.id,
    ...(status.failure ? { failure: status.failure } : {}),
    ...(status.price ? { price: joinedPrice(message.price, status.price) } : {}),
  };
  scene.draft.put('message', next);
  if (!isNews(status, before)) return offers;
  return [
    ...offers,
    ...(await receiptOffer(status, effect, scene)),
    ...(await startFlows(status, next, { connection, scene, options })),
  ];
}

/** What is told later counts, but of a text that was cut into parts each receipt tells the price of one part. */
function joinedPrice(before: MessagePrice = {}, news: MessagePrice): MessagePrice {
  const isOfPart = (before.segments ?? 1) > 1 && before.amount !== undefined && news.segments === undefined;
  return { ...before, ...news, ...(isOfPart && { amount: before.amount }) };
}

/** True for a status that nobody has told of. That a send was answered is no news of it: the provider's word comes after. */
function isNews({ id, status }: StatusEvent, before: MessageRecord): boolean {
  if (status === 'sent' && before.status === 'sent') return id === before.providerId;
  return laterStatus(before.status, status) !== before.status;
}

/** The run that sent a message hears of its fate where it waits for that. */
async function receiptOffer(
  { status, failure }: StatusEvent,
  effect: EffectId | undefined,
  scene: Scene,
): Promise<Offer[]> {
  const record = effect && (await scene.draft.get('effect', effect));
  const run = record && (await scene.draft.get('run', record.run))?.run;
  if (!record || run?.wait.receipts !== true) return [];
  return [{ run: run.id, event: { type: 'receipt', effect: record.key, status, ...(failure ? { failure } : {}) } }];
}

type Place = { connection: ConnectionId; scene: Scene; options: RouterOptions };

async function startFlows(
  { status, failure, price }: StatusEvent,
  message: MessageRecord,
  { connection, scene, options }: Place,
): Promise<Offer[]> {
  const fitting = listeners(options.flows.current()).filter((flow) =>
    triggersOf(flow, 'status').some(
      ({ connections, statuses = ['failed'] }) =>
        statuses.includes(status) && (connections?.includes(connection) ?? true),
    ),
  );
  if (fitting.length === 0) return [];
  const conversation = await scene.draft.get('conversation', message.conversation);
  const input: JsonObject = {
    status,
    message: message.key,
    text: textOf(message.content),
    ...(failure ? { failure: { ...failure } } : {}),
    ...(price ? { price } : {}),
  };
  return fitting.map((flow) =>
    startInBackground({ flow, input, conversation, part: `${message.key}/${status}` }, scene),
  );
}

/** The flows that start from news about messages. */
const listeners = perList((flows) => flows.filter((flow) => triggersOf(flow, 'status').length > 0));

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
