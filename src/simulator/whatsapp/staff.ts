import type { JsonObject } from '../../base/json.ts';
import type { Customer, ThreadMessage } from './model.ts';
import type { BusinessNumber } from './options.ts';
import { lanesOf, type Phone } from './phone.ts';
import { echoChange, handoverChange } from './webhook-body.ts';

/** A member of the staff writes to a customer in the phone app; the business is told by an echo. */
export function writeAsStaff(
  phone: Phone,
  { customer, text, number = phone.options.number }: { customer: Customer; text: string; number?: BusinessNumber },
): ThreadMessage {
  const { phoneNumberId } = number;
  const message: ThreadMessage = {
    id: phone.ids.wamid(customer.key),
    phoneNumberId,
    customer: customer.key,
    from: 'staff',
    at: phone.now(),
    type: 'text',
    content: { body: text },
    text,
    ticks: [],
  };
  phone.commit({ kind: 'message', message });
  phone.post([echoChange(number, message, customer)], {
    lanes: lanesOf(phone, { customer, phoneNumberId, what: 'messages' }),
  });
  phone.emit({ type: 'message', message });
  return message;
}

/** Control of a conversation passes to or from another sender that shares the number. */
export function handOver(
  phone: Phone,
  { customer, type, roles }: { customer: Customer; type: string; roles: JsonObject },
): void {
  const { number } = phone.options;
  phone.post([handoverChange(number, { customer, type, at: phone.now(), roles })], {
    lanes: lanesOf(phone, { customer, phoneNumberId: number.phoneNumberId, what: 'messages' }),
  });
}
