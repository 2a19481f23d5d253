import { isObject, type JsonObject } from '../../base/json.ts';
import { malformed, missing, unusable } from './check.ts';
import { identify, isBsuid, parseNumber } from './customers.ts';
import type { Refusal } from './graph-error.ts';
import type { Choice, Customer, DeliveryStatus, ThreadMessage, Tick } from './model.ts';
import type { BusinessNumber } from './options.ts';
import { lanesOf, type Phone } from './phone.ts';
import type { RateLimit } from './rate.ts';
import { screenChoices, screenText } from './screen.ts';
import { threadOf } from './state.ts';
import { renderTemplate } from './template.ts';
import { validateSend, type ValidSend } from './validate-send.ts';
import { statusChange } from './webhook-body.ts';

/** What a send leads to: the answer's body, or why it is refused. */
export type SendResult = { answer: JsonObject; refusal?: undefined } | { answer?: undefined; refusal: Refusal };

/** One send as it reached the API. `failWith` lets an accepted message fail later with this code. */
export type SendCall = { number: BusinessNumber; body: unknown; failWith?: number };

/** Accepts or refuses one call of `/messages`: a message, or a read receipt with or without typing. */
export function send(phone: Phone, limits: RateLimit, call: SendCall): SendResult {
  const result = isObject(call.body)
    ? sendObject(phone, limits, { ...call, body: call.body })
    : { refusal: malformed('body', 'must be a JSON object') };
  if (result.refusal) phone.commit({ kind: 'refused', code: result.refusal.code });
  return result;
}

type ObjectCall = SendCall & { body: JsonObject };

function sendObject(phone: Phone, limits: RateLimit, call: ObjectCall): SendResult {
  const { number, body } = call;
  if (body['status'] !== undefined) return markRead(phone, body);
  const { send: valid, refusal } = validateSend(body, (id) => phone.state.media.has(id));
  if (refusal) return { refusal };
  const recipient = resolveRecipient(phone, number, body);
  if (recipient.refusal) return recipient;
  const { input, customer, spec } = recipient;
  const held = holdBack(phone, limits, { number, identity: customer?.key ?? input });
  if (held) return { refusal: held };
  const rendered = valid.type === 'template' ? renderTemplate(phone.state, valid.content) : undefined;
  if (rendered?.refusal) return rendered;
  const template = rendered?.rendered;
  const category = template?.template.category.toLowerCase() ?? 'service';
  if (category === 'authentication' && spec.number === undefined)
    return { refusal: unusable('recipient', 'must be a phone number for an authentication template') };
  const unreachable = checkReachable(phone, { number, customer, spec, free: !template });
  if (unreachable && phone.settings.refusals === 'answer') return { refusal: unreachable };
  const person = identify(phone, spec);
  const failWith = unreachable?.code ?? call.failWith;
  const screen = template ?? {
    text: screenText(valid.type, valid.content),
    choices: screenChoices(valid.type, valid.content),
  };
  const message = accept(phone, { number, valid, person, screen });
  postStatuses(phone, { number, message, customer: person, category, ...(failWith !== undefined && { failWith }) });
  phone.emit({ type: 'message', message });
  return { answer: accepted(input, person, message.id) };
}

function markRead(phone: Phone, body: JsonObject): SendResult {
  const id = body['message_id'];
  if (body['status'] !== 'read') return { refusal: malformed('status', 'must be read') };
  if (typeof id !== 'string') return { refusal: missing('message_id') };
  if (phone.options.log && phone.state.messages.get(id)?.from !== 'customer')
    return { refusal: unusable('message_id', 'names no message of a customer') };
  const typing = body['typing_indicator'] !== undefined;
  if (typing && !(isObject(body['typing_indicator']) && body['typing_indicator']['type'] === 'text'))
    return { refusal: malformed('typing_indicator.type', 'must be text') };
  phone.commit({ kind: 'seen', message: id, at: phone.now() });
  phone.emit({ type: 'seen', message: id, typing });
  return { answer: { success: true } };
}

type Recipient =
  | { input: string; spec: { number?: string; bsuid?: string }; customer: Customer | undefined; refusal?: undefined }
  | { refusal: Refusal };

function resolveRecipient(phone: Phone, number: BusinessNumber, body: JsonObject): Recipient {
  const { to, recipient } = body;
  // When both are given `to` wins.
  if (to !== undefined) {
    const digits = typeof to === 'string' ? parseNumber(to) : undefined;
    if (digits === undefined) return { refusal: unusable('to', 'must be a phone number with country code') };
    if (digits === number.displayPhoneNumber)
      return { refusal: { code: 131021, details: 'Sender and recipient are the same number.' } };
    return { input: String(to), spec: { number: digits }, customer: phone.state.customers.get(digits) };
  }
  if (recipient === undefined) return { refusal: missing('to') };
  if (typeof recipient !== 'string' || !isBsuid(recipient))
    return { refusal: unusable('recipient', 'must be a business-scoped user id') };
  return { input: recipient, spec: { bsuid: recipient }, customer: phone.state.customers.get(recipient) };
}

function holdBack(
  phone: Phone,
  limits: RateLimit,
  { number, identity }: { number: BusinessNumber; identity: string },
): Refusal | undefined {
  const { messagesPerSecond, pairBurst, pairEveryMs } = phone.settings;
  const { phoneNumberId } = number;
  if (!number.registered) return { code: 133010, details: `Number ${phoneNumberId} is not registered.` };
  if (messagesPerSecond === 0 && pairBurst === 0) return undefined;
  const now = phone.now();
  const all = { burst: messagesPerSecond, everyMs: 1000 / messagesPerSecond, now };
  if (!limits.take(phoneNumberId, all))
    return { code: 130429, details: `More than ${messagesPerSecond} messages per second; send more slowly.` };
  if (!limits.take(`${phoneNumberId}/${identity}`, { burst: pairBurst, everyMs: pairEveryMs, now }))
    return { code: 131056, details: 'Too many messages to this customer in a short time; send more slowly.' };
  return undefined;
}

function checkReachable(
  phone: Phone,
  to: { number: BusinessNumber; customer: Customer | undefined; spec: { bsuid?: string }; free: boolean },
): Refusal | undefined {
  const stranger = !to.customer && (phone.settings.knownOnly || to.spec.bsuid !== undefined);
  if (stranger || to.customer?.blocked) return { code: 131026, details: 'The message cannot be delivered.' };
  if (!to.free) return undefined;
  const open = to.customer && threadOf(phone.state, to.number.phoneNumberId, to.customer.key).windowUntil > phone.now();
  return open
    ? undefined
    : { code: 131047, details: "More than 24 hours have passed since the customer's last message; send a template." };
}

type Accepted = {
  number: BusinessNumber;
  valid: ValidSend;
  person: Customer;
  screen: { text: string; choices: Choice[] };
};

function accept(phone: Phone, { number, valid, person, screen }: Accepted): ThreadMessage {
  const { type, content, replyTo, callback } = valid;
  const message: ThreadMessage = {
    id: phone.ids.wamid(person.key),
    phoneNumberId: number.phoneNumberId,
    customer: person.key,
    from: 'business',
    at: phone.now(),
    type,
    content,
    text: screen.text,
    ...(screen.choices.length > 0 && { choices: screen.choices }),
    ...(replyTo !== undefined && { replyTo }),
    ...(callback !== undefined && { callback }),
    ticks: [],
  };
  phone.commit({ kind: 'message', message });
  return message;
}

function accepted(input: string, person: Customer, id: string): JsonObject {
  const contact = {
    input,
    ...(person.number !== undefined && !person.hidesNumber && { wa_id: person.number }),
    ...(person.bsuid !== undefined && { user_id: person.bsuid }),
  };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id, message_status: 'accepted' }] };
}

const HAPPENS: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'failed'];

type StatusPlan = {
  number: BusinessNumber;
  message: ThreadMessage;
  customer: Customer;
  category: string;
  failWith?: number;
};

/** Queues the statuses of a message. They arrive in the order of the settings but carry the times at which they happen. */
function postStatuses(phone: Phone, plan: StatusPlan): void {
  const { number, message, customer, category, failWith } = plan;
  const { statuses, statusDelayMs } = phone.settings;
  const arriving: readonly DeliveryStatus[] = failWith === undefined ? statuses : ['failed'];
  const happening = HAPPENS.filter((status) => arriving.includes(status));
  const lanes = lanesOf(phone, { customer, phoneNumberId: number.phoneNumberId, what: message });
  for (const [index, status] of arriving.entries()) {
    const tick: Tick = {
      status,
      at: message.at + (happening.indexOf(status) + 1) * statusDelayMs,
      ...(failWith !== undefined && { code: failWith }),
    };
    phone.post([statusChange(number, { message, customer, tick, category })], {
      lanes,
      dueAt: message.at + (index + 1) * statusDelayMs,
      tick: { message: message.id, tick },
    });
  }
}
