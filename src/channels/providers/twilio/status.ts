import type { DeliveryStatus, StatusEvent } from '../../../message/channel-event.ts';
import type { Sender } from '../../../message/address.ts';
import type { HookRequest } from '../../channel.ts';
import { pairsOf, rawQuery } from '../reading.ts';
import { explain } from '../refusal.ts';
import { TWILIO } from './errors.ts';
import { EFFECT } from './send.ts';

/** Where a message can stand; the words that are missing tell of one that is still with Twilio. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

const MINUTE_MS = 60_000;
const LONGEST_DELAY_MS = 3 * 86_400_000;

/**
 * A status callback as an event; undefined while the message has not left Twilio. They come in any order, and the one
 * that got furthest counts.
 */
export function readStatus(
  parameters: URLSearchParams,
  request: HookRequest,
  { recipient, at }: { recipient: Sender; at: number },
): StatusEvent | undefined {
  const id = parameters.get('MessageSid');
  const word = parameters.get('MessageStatus') ?? parameters.get('SmsStatus') ?? '';
  const status = STATUSES.get(word);
  if (!id || !status) return undefined;
  const effect = pairsOf(rawQuery(request.url)).get(EFFECT);
  return {
    type: 'status',
    id,
    status,
    at: doneAt(parameters.get('RawDlrDoneDate'), at),
    recipient,
    ...(effect && { effect }),
    ...(status === 'failed' && { failure: failureOf(word, parameters.get('ErrorCode') ?? undefined) }),
  };
}

function failureOf(word: string, code: string | undefined) {
  return explain({ code }, TWILIO, {
    code: 'denied',
    message: `Twilio reports the message as ${word}, and no reason.`,
  });
}

/** The network's own time, which has no seconds and is not always told; never later than the callback itself. */
function doneAt(told: string | null, at: number): number {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(told ?? '') ?? [];
  if (year === undefined) return at;
  const done = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) + MINUTE_MS;
  return done < at && at - done < LONGEST_DELAY_MS ? done : at;
}
