import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { MessagePrice } from '../../../message/channel-event.ts';
import { createMask } from '../../../net/redact.ts';
import type { Sent } from '../../channel.ts';
import { textAt } from '../reading.ts';
import { explain, unreadable } from '../refusal.ts';
import { accountUrl, askTwilio, secretsOf, type TwilioIo } from './api.ts';
import { TWILIO } from './errors.ts';

/** Name of the parameter in status callbacks that gives our key back. */
export const EFFECT = 'effect';

const FAILED: ReadonlySet<string | undefined> = new Set(['failed', 'undelivered', 'canceled']);

/**
 * Creates a message and resolves to its SID, with its segments and its price as far as they are known by then. Twilio does not drop repetitions: sending twice delivers twice. The status
 * callback carries our key in its address, which proves that a send of unknown outcome happened.
 */
export async function createMessage(io: TwilioIo, form: URLSearchParams): Promise<Sent> {
  const message = await askTwilio(io, { url: accountUrl(io.config, '/Messages.json'), form });
  const code = textAt(message, 'error_code');
  if (code !== undefined && FAILED.has(textAt(message, 'status'))) {
    const mask = createMask(secretsOf(io.config));
    throw new Failure(explain({ code: mask(code), text: mask(textAt(message, 'error_message') ?? '') }, TWILIO));
  }
  const id = textAt(message, 'sid');
  if (id === undefined) throw unreadable(TWILIO.who, { status: 200 }, true);
  const price = priceOf(message);
  return { id, ...(price && { price }) };
}

/** Segments are 0 until a service has chosen its sender, and the amount often comes later: what is not said is left out. */
function priceOf(message: JsonObject): MessagePrice | undefined {
  const segments = Number(textAt(message, 'num_segments') ?? 0);
  const amount = textAt(message, 'price');
  const currency = textAt(message, 'price_unit')?.toUpperCase();
  if (segments === 0 && amount === undefined) return undefined;
  return {
    ...(segments > 0 && { segments }),
    ...(amount !== undefined && { amount, ...(currency !== undefined && { currency }) }),
  };
}

/** The address for the statuses of one message: the webhook's own, with our key. */
export function statusAddress(webhook: string, key: string): string {
  return `${webhook}${webhook.includes('?') ? '&' : '?'}${EFFECT}=${encodeURIComponent(key)}`;
}
