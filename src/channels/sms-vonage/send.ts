import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { MessagePrice } from '../../message/channel-event.ts';
import { segmentsOf } from '../../message/segments.ts';
import { createMask } from '../../net/redact.ts';
import type { ChannelIo, OutboundMessage, Sent } from '../channel.ts';
import { objectsAt, parseObject, textAt } from '../providers/reading.ts';
import { explain, refusal, unreadable } from '../providers/refusal.ts';
import { TTL } from './capabilities.ts';
import { apiUrl, type SmsVonageConfig } from './config.ts';
import { SUBMISSION } from './errors.ts';

const REF_MAX = 100;

/**
 * Sends one text and resolves to the id of its first part, with the count and the price of all. Vonage cuts a long one and answers HTTP 200 with a status for
 * each part; it does not drop repetitions. Every receipt carries our key, which proves that a send of unknown outcome
 * happened. Where only some parts were taken the person sees a fragment at best, and repeating would send those twice:
 * that is final.
 */
export async function send(message: OutboundMessage, io: ChannelIo<SmsVonageConfig>): Promise<Sent> {
  const response = await io.http({
    method: 'POST',
    url: apiUrl(io.config, '/sms/json'),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: messageForm(message, io.config).toString(),
  });
  const body = parseObject(response.text());
  if (response.status < 200 || response.status >= 300) {
    const asked = { write: true, now: io.now(), secrets: secretsOf(io.config) };
    throw refusal(response, { text: textAt(body, 'error-code-label') }, SUBMISSION, asked);
  }
  const parts = objectsAt(body, 'messages');
  const refused = parts.filter((part) => textAt(part, 'status') !== '0');
  if (refused[0]) throw refusedPart(refused[0], { accepted: parts.length - refused.length, total: parts.length }, io);
  const id = textAt(parts[0], 'message-id');
  if (id === undefined) throw unreadable(SUBMISSION.who, response, true);
  return { id, price: priceOf(parts) };
}

/** Each part is paid for; Vonage does not say in which currency. */
function priceOf(parts: readonly JsonObject[]): MessagePrice {
  const amounts = parts.map((part) => textAt(part, 'message-price')).filter((amount) => amount !== undefined);
  const total = amounts.reduce((sum, amount) => sum + Number(amount), 0);
  const isStated = amounts.length === parts.length && Number.isFinite(total);
  return { segments: parts.length, ...(isStated && { amount: total.toFixed(8) }) };
}

/** The form for one text. */
export function messageForm({ to, content, key }: OutboundMessage, config: SmsVonageConfig): URLSearchParams {
  const number = addressOf(to, 'phone');
  if (!number) throw new Failure({ code: 'invalid', message: 'The contact has no phone number; add one.' });
  if (content.kind !== 'text') {
    throw new Failure({ code: 'unsupported', message: `SMS cannot carry content of the kind ${content.kind}.` });
  }
  const { text, ttlMs } = content;
  const form = new URLSearchParams({
    api_key: config.apiKey,
    api_secret: config.apiSecret,
    from: config.sender.replace(/^\+/, ''),
    to: number.replaceAll(/\D/g, ''),
    text,
    type: segmentsOf(text).encoding === 'ucs2' ? 'unicode' : 'text',
    'status-report-req': 'true',
  });
  if (key.length <= REF_MAX) form.set('client-ref', key);
  if (config.statusCallback) form.set('callback', config.statusCallback);
  if (ttlMs !== undefined) form.set('ttl', String(Math.min(Math.max(Math.floor(ttlMs), TTL.minMs), TTL.maxMs)));
  return form;
}

/** What must show nowhere. */
export function secretsOf(config: SmsVonageConfig): (string | undefined)[] {
  return [config.apiSecret, config.signatureSecret, config.previousSignatureSecret];
}

function refusedPart(
  part: JsonObject,
  { accepted, total }: { accepted: number; total: number },
  { config }: ChannelIo<SmsVonageConfig>,
): Failure {
  const mask = createMask(secretsOf(config));
  const text = textAt(part, 'error-text');
  const error = { code: mask(textAt(part, 'status') ?? '') || undefined, text: text && mask(text) };
  const data = explain(error, SUBMISSION);
  if (accepted === 0) return new Failure(data);
  const { retryAfterMs: _none, ...rest } = data;
  return new Failure({
    ...rest,
    code: 'denied',
    message: `Vonage took ${accepted} of ${total} parts of the message: the person sees a fragment at best. ${data.message}`,
    details: { accepted, total },
  });
}
