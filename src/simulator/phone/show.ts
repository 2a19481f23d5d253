import type { JsonObject } from '../../base/json.ts';
import type { Bubble, Customer, DeliveryStatus, ThreadMessage, Tick } from './model.ts';
import { lanesOf } from './lanes-of.ts';
import type { Phone } from './phone.ts';

/** A business message that was accepted. */
export type Showing = {
  customer: Customer;
  bubble: Bubble;
  /** The first one of the business unless named. */
  account?: string;
  id?: string;
  replyTo?: string;
  /** The text for correlation that the send gave. */
  callback?: string;
  /** The message fails later, with this code of the provider; the statuses are then just that one. */
  failWith?: number | string;
  /** What `report` needs to tell statuses: a callback address, a price. */
  facts?: JsonObject;
};

/** Lets a business message appear on the customer's screen and queues its statuses. Returns it as it stands there. */
export function show(phone: Phone, showing: Showing): ThreadMessage {
  const { customer, bubble, account = phone.account, id, replyTo, callback } = showing;
  const { choices, ...seen } = bubble;
  const message: ThreadMessage = {
    id: id ?? phone.messageId(customer),
    account,
    customer: customer.key,
    from: 'business',
    at: phone.now(),
    ...seen,
    ...(choices && choices.length > 0 && { choices }),
    ...(replyTo !== undefined && { replyTo }),
    ...(callback !== undefined && { callback }),
    ticks: [],
  };
  phone.commit({ kind: 'message', message });
  queueStatuses(phone, message, showing);
  phone.emit({ type: 'message', message });
  return message;
}

const HAPPENS: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'failed'];

/** Statuses arrive in the order of the settings but carry the times at which they happen. */
function queueStatuses(phone: Phone, message: ThreadMessage, { customer, failWith, facts = {} }: Showing): void {
  const { statuses, statusDelayMs } = phone.settings;
  const arriving: readonly DeliveryStatus[] = failWith === undefined ? statuses : ['failed'];
  const happening = HAPPENS.filter((status) => arriving.includes(status));
  const lanes = lanesOf(phone, { customer, account: message.account, message });
  for (const [index, status] of arriving.entries()) {
    const tick: Tick = {
      status,
      at: message.at + (happening.indexOf(status) + 1) * statusDelayMs,
      ...(failWith !== undefined && { code: failWith }),
    };
    const letter = phone.provider.report?.({ message, customer, tick, facts });
    if (!letter) continue;
    phone.post(letter, { lanes, dueAt: message.at + (index + 1) * statusDelayMs, tick: { message: message.id, tick } });
  }
}
