import type { Customer, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';

/** The lanes in which a customer's messages, or the statuses of one `message`, keep their order. */
export function lanesOf(
  phone: Phone,
  { customer, account, message }: { customer: Customer; account: string; message?: ThreadMessage },
): readonly string[] {
  const order = customer.order ?? phone.settings.order;
  if (order === 'free') return [];
  return [message ? message.id : `${account}/${customer.key}`];
}
