import { isObject } from '../../base/json.ts';
import { buildInbound, type BuiltInbound, type Inbound } from './inbound.ts';
import type { Customer, ThreadMessage } from './model.ts';
import type { BusinessNumber } from './options.ts';
import { lanesOf, type Phone } from './phone.ts';
import { threadOf } from './state.ts';
import { messagesChange, type Change, type InboundMessage } from './webhook-body.ts';

/** A customer does something towards one number of the business (the first one unless named). */
export type Arrival = { customer: Customer; inbound: Inbound; number?: BusinessNumber };

/**
 * Lets customers' messages arrive, all in one webhook. Returns them as they stand in the threads.
 * A message id that was used before is sent again without becoming a second message.
 */
export function receive(phone: Phone, arrivals: readonly Arrival[]): ThreadMessage[] {
  const items = arrivals.map((arrival) => ({
    number: arrival.number ?? phone.options.number,
    item: arrive(phone, arrival),
  }));
  const lanes = items.flatMap(({ number, item }) =>
    lanesOf(phone, { customer: item.customer, phoneNumberId: number.phoneNumberId, what: 'messages' }),
  );
  phone.post(groupChanges(items), { lanes: [...new Set(lanes)] });
  for (const { item } of items) phone.emit({ type: 'message', message: item.message });
  return items.map(({ item }) => item.message);
}

function arrive(phone: Phone, { customer, inbound, number = phone.options.number }: Arrival): InboundMessage {
  const at = phone.now();
  const built = buildInbound(inbound, { customer, number, at, keepFile: phone.keepFile });
  const message = toThreadMessage(phone, { customer, inbound, number, built, at });
  if (!phone.state.messages.has(message.id)) phone.commit({ kind: 'message', message });
  if (built.identity) phone.commit({ kind: 'customer', customer: { ...customer, ...built.identity } });
  return { message, customer, built, inbound };
}

type Draft = { customer: Customer; inbound: Inbound; number: BusinessNumber; built: BuiltInbound; at: number };

function toThreadMessage(phone: Phone, { customer, inbound, number, built, at }: Draft): ThreadMessage {
  const { phoneNumberId } = number;
  const { offer } = threadOf(phone.state, phoneNumberId, customer.key);
  const taps = inbound.button ?? inbound.list ?? inbound.templateButton;
  const replyTo = inbound.replyTo ?? (taps ? offer?.id : undefined);
  const content = built.members[built.type];
  const opensWindow = !built.notice && !inbound.edit && !inbound.revoke;
  const { windowMs, adWindowMs } = phone.options;
  return {
    id: inbound.id ?? phone.ids.wamid(customer.key),
    phoneNumberId,
    customer: customer.key,
    from: 'customer',
    at,
    type: built.type,
    content: isObject(content) ? content : built.members,
    text: built.text,
    ...(replyTo !== undefined && { replyTo }),
    ...(opensWindow && { windowUntil: at + (inbound.referral ? adWindowMs : windowMs) }),
    ticks: [],
  };
}

/** Messages to the same number under the same field share one change. */
function groupChanges(items: readonly { number: BusinessNumber; item: InboundMessage }[]): Change[] {
  const groups = new Map<string, { number: BusinessNumber; items: InboundMessage[] }>();
  for (const [index, { number, item }] of items.entries()) {
    const alone = item.built.field ? `/${index}` : '';
    const key = `${number.phoneNumberId}/${item.inbound.standby ? 'standby' : ''}${alone}`;
    const group = groups.get(key) ?? { number, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => messagesChange(group.number, group.items));
}
