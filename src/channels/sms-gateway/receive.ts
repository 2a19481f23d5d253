import { createHash } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Sender } from '../../message/address.ts';
import type { ChannelEvent, DeliveryStatus, MessageEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import { explain } from '../providers/refusal.ts';
import { recipientOf, senderOf } from '../providers/sms/number.ts';
import type { SmsGatewayConfig } from './config.ts';
import { entriesOf, textOn } from './entries.ts';
import { dictionaryOf } from './send.ts';

/** States as most gateways call them; a connection adds its own and may change these. */
const STATUSES: Readonly<Record<string, DeliveryStatus | 'ignored'>> = {
  accepted: 'ignored',
  queued: 'ignored',
  buffered: 'ignored',
  submitted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  delivrd: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  undeliv: 'failed',
  rejected: 'failed',
  rejectd: 'failed',
  expired: 'failed',
};

const MOST_PIECES = 255;

type Entry = { entry: JsonObject; what: string; config: SmsGatewayConfig; now: number };

/**
 * Reads a verified request by the names that the connection gives. An entry that cannot be read is ignored and leaves
 * its neighbours alone. Throws a `Failure` with code `invalid` when no entry has any field that the connection names.
 */
export function receive(request: HookRequest, config: SmsGatewayConfig): Received {
  const now = request.at ?? Date.now();
  const entries = entriesOf(request, config.list);
  if (!entries.some((entry) => isKnown(entry, config))) {
    const message =
      'The webhook of the SMS gateway has none of the fields that the connection names; correct the names.';
    throw new Failure({ code: 'invalid', message });
  }
  const events = entries.map((entry, index) => readEntry({ entry, what: `entry ${index}`, config, now }));
  const { status = 200, contentType = 'text/plain', body = 'OK' } = config.answer ?? {};
  return { events, response: { status, contentType, body } };
}

function isKnown(entry: JsonObject, config: SmsGatewayConfig): boolean {
  const { sender, text } = messageFields(config);
  const { status } = statusFields(config);
  return [sender, text, status].some((path) => textOn(entry, path) !== undefined);
}

function messageFields({ message = {} }: SmsGatewayConfig) {
  const { sender = 'from', recipient = 'to', text = 'text', id = 'id', time = 'time' } = message;
  const { reference = 'reference', part = 'part', parts = 'parts' } = message;
  return { sender, recipient, text, id, time, reference, part, parts };
}

function statusFields({ status: names = {} }: SmsGatewayConfig) {
  const { id = 'id', status = 'status', recipient = 'to', time = 'time', code = 'error', key = 'key' } = names;
  return { id, status, recipient, time, code, key };
}

function readEntry(place: Entry): ChannelEvent {
  const { entry, config, what } = place;
  const result = textOn(entry, statusFields(config).status) === undefined ? readMessage(place) : readStatus(place);
  return typeof result === 'string' ? { type: 'ignored', what, why: result } : result;
}

/** The message, or why there is none. */
function readMessage({ entry, config, now }: Entry): MessageEvent | string {
  const fields = messageFields(config);
  const from = textOn(entry, fields.sender)?.trim();
  const text = textOn(entry, fields.text);
  if (!from) return 'malformed: a message without a sender';
  if (text === undefined) return 'malformed: a message without a text';
  const to = textOn(entry, fields.recipient);
  if (to && personOf(to, config).key !== personOf(config.sender, config).key) return 'it belongs to another number';
  const stated = textOn(entry, fields.time);
  const at = timeOf(stated) ?? now;
  // Two equal texts of one person are two messages, unless the gateway stated the same time for both.
  const id = textOn(entry, fields.id) || digest([from, text, stated ?? String(now)]);
  const piece = pieceOf(entry, fields, from);
  return {
    type: 'message',
    id,
    at,
    sender: personOf(from, config),
    content: { kind: 'text', text },
    ...piece,
  };
}

function pieceOf(
  entry: JsonObject,
  fields: ReturnType<typeof messageFields>,
  from: string,
): Pick<MessageEvent, 'album' | 'piece'> | undefined {
  const reference = textOn(entry, fields.reference);
  const [number = 0, total = 0] = [fields.part, fields.parts].map((path) => Number(textOn(entry, path)));
  const whole = Number.isInteger(number) && Number.isInteger(total);
  if (!reference || !whole || number < 1 || number > total || total < 2 || total > MOST_PIECES) return undefined;
  return { album: `${from}:${reference}`, piece: { number, total } };
}

/** The status, or why there is none. */
function readStatus({ entry, config, now }: Entry): ChannelEvent | string {
  const fields = statusFields(config);
  const word = textOn(entry, fields.status) ?? '';
  const effect = textOn(entry, fields.key);
  const id = textOn(entry, fields.id) || effect;
  const status = meaningOf(word, config);
  if (!id) return 'malformed: a status without an id';
  if (status === undefined) return `the connection does not say what the state ${word} means`;
  if (status === 'ignored') return `the state ${word} tells of no change`;
  const recipient = textOn(entry, fields.recipient)?.trim();
  const fallback = { code: 'denied', message: `The SMS gateway reports the message as ${word}.` } as const;
  const code = textOn(entry, fields.code) || undefined;
  return {
    type: 'status',
    id,
    status,
    at: timeOf(textOn(entry, fields.time)) ?? now,
    ...(recipient && { recipient: personOf(recipient, config) }),
    ...(effect && { effect }),
    ...(status === 'failed' && { failure: explain({ code }, dictionaryOf(config), fallback) }),
  };
}

function meaningOf(word: string, { statuses = {} }: SmsGatewayConfig): DeliveryStatus | 'ignored' | undefined {
  const own = Object.entries(statuses).find(([name]) => name.toLowerCase() === word.toLowerCase())?.[1];
  const known = word.toLowerCase();
  return own ?? (Object.hasOwn(STATUSES, known) ? STATUSES[known] : undefined);
}

/** A number with its country's prefix as it is; one without belongs to the connection's country. */
function personOf(number: string, { country }: SmsGatewayConfig): Sender {
  return (country === undefined ? undefined : recipientOf(number, country)) ?? senderOf(number);
}

/** Seconds or milliseconds since 1970, ISO 8601, or date and time with a space, in UTC where no zone is told. */
function timeOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (/^\d{10}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{13}$/.test(text)) return Number(text);
  const iso = /^(20\d\d-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  const at = iso ? Date.parse(`${iso[1]}T${iso[2]}${iso[3] ?? 'Z'}`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
