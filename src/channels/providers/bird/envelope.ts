import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { DeliveryStatus, StatusEvent } from '../../../message/channel-event.ts';
import type { HookRequest } from '../../channel.ts';
import { exactNumbers, objectAt, parseObject, textAt } from '../reading.ts';
import { explain } from '../refusal.ts';
import { BIRD } from './api.ts';

/** A webhook of Bird's channels: which channel it is about, what happened, and with which message. */
export type BirdEvent = { event: string; channel: string | undefined; payload: JsonObject };

/**
 * Reads the envelope of a webhook. Throws a `Failure` with code `invalid` when the body is not JSON or not such an
 * envelope. Whole numbers too long for JavaScript come out as texts.
 */
export function readEnvelope(request: HookRequest): BirdEvent {
  const body = parseObject(exactNumbers(Buffer.from(request.body).toString('utf8')));
  const event = textAt(body, 'event');
  const payload = objectAt(body, 'payload');
  if (event === undefined || payload === undefined || textAt(body, 'service') === undefined) {
    const message = 'This is not a Bird webhook: it names no service, event and payload.';
    throw new Failure({ code: 'invalid', message });
  }
  return { event, payload, channel: textAt(payload, 'channelId') };
}

/** A time in ISO 8601 as epoch milliseconds. */
export function timeAt(object: JsonObject, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const at = Date.parse(textAt(object, name) ?? '');
    if (!Number.isNaN(at)) return at;
  }
  return undefined;
}

/** Where a message can stand, in the words of all of Bird's generations; those that are missing tell of no change. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['sent', 'sent'],
  ['transmitted', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
  ['sending_failed', 'failed'],
  ['delivery_failed', 'failed'],
  ['rejected', 'failed'],
  ['expired', 'failed'],
]);

/** The status of a message and, where it failed, why: the provider's reason is kept as it was written. */
export function statusIn(payload: JsonObject): Pick<StatusEvent, 'status' | 'failure'> | undefined {
  const word = textAt(payload, 'status')?.toLowerCase() ?? '';
  const status = STATUSES.get(word);
  if (status !== 'failed') return status && { status };
  const fallback = { code: 'denied', message: `Bird reports the message as ${word}.` } as const;
  const reason = textAt(payload, 'reason') ?? textAt(objectAt(payload, 'failure'), 'description');
  const code = textAt(objectAt(payload, 'failure'), 'code');
  return { status, failure: explain({ code, text: reason }, BIRD, fallback) };
}
