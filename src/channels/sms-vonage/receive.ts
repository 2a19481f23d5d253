import { Failure } from '../../base/failure.ts';
import type { ChannelEvent, DeliveryStatus, MessageEvent, StatusEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import { parametersOf } from '../providers/reading.ts';
import { explain } from '../providers/refusal.ts';
import { senderOf } from '../providers/sms/number.ts';
import type { SmsVonageConfig } from './config.ts';
import { DELIVERY } from './errors.ts';

/** Where a message can stand; `unknown` says nothing. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['accepted', 'sent'],
  ['buffered', 'sent'],
  ['delivered', 'delivered'],
  ['expired', 'failed'],
  ['failed', 'failed'],
  ['rejected', 'failed'],
]);

/** More parts than this a phone does not send; what claims to be one of them stands alone. */
const MOST_PIECES = 255;

type Webhook = { id: string; person: string; parameters: URLSearchParams; at: number };

/**
 * Reads a verified request: one message, one part of a long one, or one delivery receipt. In a receipt `msisdn` is still
 * the person and `to` our sender, whatever the names suggest. What is for another number is ignored.
 * Throws a `Failure` with code `invalid` when it is about no message.
 */
export function receive(request: HookRequest, config: SmsVonageConfig): Received {
  const parameters = parametersOf(request);
  const id = parameters.get('messageId') ?? parameters.get('message-id');
  const person = parameters.get('msisdn')?.trim();
  if (!id || !person) {
    throw new Failure({ code: 'invalid', message: 'This is not a Vonage webhook: it names no message and person.' });
  }
  const at = timeOf(parameters.get('message-timestamp')) ?? request.at ?? Date.now();
  const webhook = { id, person, parameters, at };
  if (!isOurs(parameters.get('to'), config)) return { events: [ignored(webhook, 'it belongs to another sender')] };
  const isReceipt = parameters.has('status') && !parameters.has('text');
  return { events: [isReceipt ? readReceipt(webhook) : readMessage(webhook)] };
}

function isOurs(to: string | null, { sender }: SmsVonageConfig): boolean {
  // Where Vonage leaves it out, the webhook was set for one number.
  if (!to) return true;
  return senderOf(to).key.toLowerCase() === senderOf(sender).key.toLowerCase();
}

function readMessage({ id, person, parameters, at }: Webhook): ChannelEvent {
  const text = parameters.get('text');
  const binary = parameters.get('type') === 'binary' || (text === null && parameters.has('data'));
  if (text === null && !binary) return ignored({ id }, 'it has neither a text nor a status');
  const piece = pieceOf(parameters, person);
  return {
    type: 'message',
    id,
    at,
    sender: senderOf(person),
    content: binary ? { kind: 'unsupported', what: 'a binary SMS' } : { kind: 'text', text: text ?? '' },
    ...piece,
  };
}

/** The phone's reference has one byte or two, so it is only telling together with both numbers. */
function pieceOf(parameters: URLSearchParams, person: string): Pick<MessageEvent, 'album' | 'piece'> | undefined {
  if (parameters.get('concat') !== 'true') return undefined;
  const [number, total] = ['concat-part', 'concat-total'].map((name) => Number(parameters.get(name)));
  const reference = parameters.get('concat-ref');
  if (!reference || !number || !total || !Number.isInteger(number) || !Number.isInteger(total)) return undefined;
  if (number < 1 || number > total || total < 2 || total > MOST_PIECES) return undefined;
  return { album: `${person}:${parameters.get('to') ?? ''}:${reference}`, piece: { number, total } };
}

function readReceipt(webhook: Webhook): ChannelEvent {
  const { id, person, parameters, at } = webhook;
  const word = parameters.get('status')?.toLowerCase() ?? '';
  const status = STATUSES.get(word);
  if (!status) return ignored(webhook, `the status ${word || '(none)'} says nothing of the message`);
  const effect = parameters.get('client-ref');
  const amount = parameters.get('price');
  return {
    type: 'status',
    id,
    status,
    at,
    recipient: senderOf(person),
    ...(effect && { effect }),
    ...(status === 'failed' && { failure: failureOf(word, parameters) }),
    ...(amount && { price: { amount } }),
  };
}

function failureOf(word: string, parameters: URLSearchParams): NonNullable<StatusEvent['failure']> {
  const code = parameters.get('err-code');
  const fallback = { code: 'denied', message: `Vonage reports the message as ${word}, and no reason.` } as const;
  // Zero means no error: a message that expired may have none.
  return explain({ code: code === '0' ? undefined : (code ?? undefined) }, DELIVERY, fallback);
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, as epoch milliseconds. */
function timeOf(text: string | null): number | undefined {
  if (text === null || !/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : at;
}

function ignored({ id }: Pick<Webhook, 'id'>, why: string): ChannelEvent {
  return { type: 'ignored', what: `message ${id}`, why };
}
