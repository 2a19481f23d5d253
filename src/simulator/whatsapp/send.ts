import { isObject, type JsonObject } from '../../base/json.ts';
import { malformed, missing, unusable } from './check.ts';
import { identify, parseNumber } from '../phone/customers.ts';
import type { Bubble } from '../phone/model.ts';
import type { RateLimit } from '../phone/rate.ts';
import { threadOf } from '../phone/state.ts';
import type { Refusal } from './graph-error.ts';
import { isUserId } from './identity.ts';
import type { Customer } from './model.ts';
import type { BusinessNumber } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';
import { screenChoices, screenFrame, screenMedia, screenText } from './screen.ts';
import { renderTemplate, type RenderedTemplate } from './template.ts';
import { validateSend, type ValidSend } from './validate-send.ts';

/** What a send leads to: the answer's body, or why it is refused. */
export type SendResult = { answer: JsonObject; refusal?: undefined } | { answer?: undefined; refusal: Refusal };

/** One send as it reached the API. `failWith` lets an accepted message fail later with this code. */
export type SendCall = { number: BusinessNumber; body: unknown; failWith?: number };

/** Accepts or refuses one call of `/messages`: a message, or a read receipt with or without typing. */
export function send(phone: WhatsAppPhone, limits: RateLimit, call: SendCall): SendResult {
  const result = isObject(call.body)
    ? sendObject(phone, limits, { ...call, body: call.body })
    : { refusal: malformed('body', 'must be a JSON object') };
  if (result.refusal) phone.refused(result.refusal.code);
  return result;
}

type ObjectCall = SendCall & { body: JsonObject };

function sendObject(phone: WhatsAppPhone, limits: RateLimit, call: ObjectCall): SendResult {
  const { number, body } = call;
  if (body['status'] !== undefined) return markRead(phone, body);
  const { send: valid, refusal } = validateSend(body, (id) => phone.state.media.has(id));
  if (refusal) return { refusal };
  const recipient = resolveRecipient(phone, number, body);
  if (recipient.refusal) return recipient;
  const { input, customer, spec } = recipient;
  const held = holdBack(phone, limits, { number, identity: customer?.key ?? input });
  if (held) return { refusal: held };
  const rendered = valid.type === 'template' ? renderTemplate(phone, valid.content) : undefined;
  if (rendered?.refusal) return rendered;
  const template = rendered?.rendered;
  const category = template?.template.category.toLowerCase() ?? 'service';
  if (category === 'authentication' && spec.number === undefined)
    return { refusal: unusable('recipient', 'must be a phone number for an authentication template') };
  const stopped: Refusal | undefined =
    category === 'marketing' && customer?.noMarketing
      ? { code: 131050, details: 'The customer has stopped marketing messages of this business.' }
      : undefined;
  const unreachable = checkReachable(phone, { number, customer, spec, free: !template }) ?? stopped;
  if (unreachable && phone.rules.refusals === 'answer') return { refusal: unreachable };
  const person = identify(phone, spec);
  const failWith = unreachable?.code ?? call.failWith;
  const message = phone.show({
    customer: person,
    account: number.phoneNumberId,
    bubble: bubbleOf(valid, template),
    ...(valid.replyTo !== undefined && { replyTo: valid.replyTo }),
    ...(valid.callback !== undefined && { callback: valid.callback }),
    ...(failWith !== undefined && { failWith }),
    facts: { category },
  });
  return { answer: accepted(input, person, message.id) };
}

function bubbleOf({ type, content }: ValidSend, template: RenderedTemplate | undefined): Bubble {
  if (template) return { type, content, text: template.text, choices: template.choices };
  const media = screenMedia(type, content);
  return {
    type,
    content,
    text: screenText(type, content),
    ...screenFrame(type, content),
    choices: screenChoices(type, content),
    ...(media && { media }),
  };
}

function markRead(phone: WhatsAppPhone, body: JsonObject): SendResult {
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
  | { input: string; spec: { number?: string; userId?: string }; customer: Customer | undefined; refusal?: undefined }
  | { refusal: Refusal };

function resolveRecipient(phone: WhatsAppPhone, number: BusinessNumber, body: JsonObject): Recipient {
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
  if (typeof recipient !== 'string' || !isUserId(recipient))
    return { refusal: unusable('recipient', 'must be a business-scoped user id') };
  return { input: recipient, spec: { userId: recipient }, customer: phone.state.customers.get(recipient) };
}

function holdBack(
  phone: WhatsAppPhone,
  limits: RateLimit,
  { number, identity }: { number: BusinessNumber; identity: string },
): Refusal | undefined {
  const { messagesPerSecond, pairBurst, pairEveryMs } = phone.rules;
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
  phone: WhatsAppPhone,
  to: { number: BusinessNumber; customer: Customer | undefined; spec: { userId?: string }; free: boolean },
): Refusal | undefined {
  const stranger = !to.customer && (phone.rules.knownOnly || to.spec.userId !== undefined);
  if (stranger || to.customer?.blocked) return { code: 131026, details: 'The message cannot be delivered.' };
  if (!to.free) return undefined;
  const open = to.customer && threadOf(phone.state, to.number.phoneNumberId, to.customer.key).windowUntil > phone.now();
  return open
    ? undefined
    : { code: 131047, details: "More than 24 hours have passed since the customer's last message; send a template." };
}

function accepted(input: string, person: Customer, id: string): JsonObject {
  const contact = {
    input,
    ...(person.number !== undefined && !person.hidesNumber && { wa_id: person.number }),
    ...(person.userId !== undefined && { user_id: person.userId }),
  };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id, message_status: 'accepted' }] };
}
