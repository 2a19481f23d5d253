import { createHmac } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { titleOf } from './graph-error.ts';
import type { BuiltInbound, Inbound } from './inbound.ts';
import type { ThreadMessage, Tick } from '../phone/model.ts';
import type { Customer } from './model.ts';
import type { BusinessNumber } from './options.ts';

/** One change of a webhook: a field and its value, for one number of the business. */
export type Change = { number: BusinessNumber; field: string; value: JsonObject; at?: number };

/** The exact text of a webhook body: ASCII only, because Meta escapes everything else as `\uXXXX`. */
export function webhookText(changes: readonly Change[]): string {
  const body = {
    object: 'whatsapp_business_account',
    entry: changes.map(({ number, field, value, at }) => ({
      id: number.wabaId,
      ...(at !== undefined && { time: Math.floor(at / 1000) }),
      changes: [{ value, field }],
    })),
  };
  return JSON.stringify(body).replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The value of `X-Hub-Signature-256` for a body. */
export function signature(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** A customer's message with who sent it and how it was built. */
export type InboundMessage = {
  message: ThreadMessage;
  customer: Customer;
  built: BuiltInbound;
  inbound: Inbound;
};

/** One change that carries one or several customers' messages to the same number. */
export function messagesChange(number: BusinessNumber, items: readonly InboundMessage[]): Change {
  const [first] = items;
  const people = items.filter(({ built }) => !built.identity || built.field).map(({ customer }) => contact(customer));
  const contacts = people.length > 0 && { contacts: people };
  if (first?.built.field) {
    const { name, value } = first.built.field;
    return { number, field: name, value: { ...base(number), ...contacts, ...value } };
  }
  const messages = items.map((item) => wireMessage(number, item));
  if (first?.inbound.standby)
    return { number, field: 'standby', value: { ...base(number), standby: { ...contacts, messages } } };
  return { number, field: 'messages', value: { ...base(number), ...contacts, messages } };
}

/** A status of a business message, with the callback data of its send. */
export function statusChange(
  number: BusinessNumber,
  { message, customer, tick, category }: { message: ThreadMessage; customer: Customer; tick: Tick; category: string },
): Change {
  const status = {
    id: message.id,
    status: tick.status,
    timestamp: seconds(tick.at),
    ...identity(customer, ['recipient_id', 'recipient_user_id', 'recipient_parent_user_id']),
    ...(message.callback !== undefined && { biz_opaque_callback_data: message.callback }),
    ...(tick.status !== 'failed' && { pricing: { billable: category !== 'service', pricing_model: 'PMP', category } }),
    ...(tick.code !== undefined && { errors: [statusError(Number(tick.code))] }),
  };
  return { number, field: 'messages', value: { ...base(number), statuses: [status] } };
}

/** A message that staff wrote in the phone app. */
export function echoChange(number: BusinessNumber, message: ThreadMessage, customer: Customer): Change {
  const echo = {
    from: number.displayPhoneNumber,
    ...identity(customer, ['to', 'to_user_id', 'to_parent_user_id']),
    id: message.id,
    timestamp: seconds(message.at),
    type: message.type,
    [message.type]: message.content,
  };
  return { number, field: 'smb_message_echoes', value: { ...base(number), message_echoes: [echo] } };
}

/** Control of a conversation passes between senders that share the number. */
export function handoverChange(
  number: BusinessNumber,
  { customer, type, at, roles }: { customer: Customer; type: string; at: number; roles: JsonObject },
): Change {
  const value = {
    ...base(number),
    sender: identity(customer, ['phone_number', 'user_id', 'parent_user_id']),
    recipient: { phone_number_id: number.phoneNumberId, display_phone_number: number.displayPhoneNumber },
    type,
    timestamp: seconds(at),
    [type]: roles,
  };
  return { number, field: 'messaging_handovers', value };
}

function base(number: BusinessNumber): JsonObject {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId },
  };
}

function contact(customer: Customer): JsonObject {
  const { name, username } = customer;
  return {
    profile: { name, ...(username !== undefined && { username }) },
    ...identity(customer, ['wa_id', 'user_id', 'parent_user_id']),
  };
}

/** The identities that a customer shows, under the three names (number, user id, parent user id) of the place. */
function identity(customer: Customer, [number, user, parent]: readonly [string, string, string]): JsonObject {
  return {
    ...(customer.number !== undefined && !customer.hidesNumber && { [number]: customer.number }),
    ...(customer.userId !== undefined && { [user]: customer.userId }),
    ...(customer.parentUserId !== undefined && { [parent]: customer.parentUserId }),
  };
}

function wireMessage(number: BusinessNumber, { message, customer, built, inbound }: InboundMessage): JsonObject {
  const userIdNotice = built.identity && built.identity.number === undefined;
  return {
    ...contextOf(number, message, inbound),
    ...(!userIdNotice && identity(customer, ['from', 'from_user_id', 'from_parent_user_id'])),
    id: message.id,
    timestamp: seconds(message.at),
    ...built.members,
    ...(inbound.referral && { referral: inbound.referral }),
    ...(inbound.groupId !== undefined && { group_id: inbound.groupId }),
  };
}

function contextOf(number: BusinessNumber, message: ThreadMessage, inbound: Inbound): JsonObject {
  const context: Record<string, JsonValue> = {};
  if (message.replyTo !== undefined) Object.assign(context, { from: number.displayPhoneNumber, id: message.replyTo });
  if (inbound.forwarded) context['forwarded'] = true;
  if (inbound.product) {
    const { catalogId, productId } = inbound.product;
    context['referred_product'] = { catalog_id: catalogId, product_retailer_id: productId };
  }
  return Object.keys(context).length > 0 ? { context } : {};
}

function statusError(code: number): JsonObject {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title}.` },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
