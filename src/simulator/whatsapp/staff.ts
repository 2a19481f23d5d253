import type { JsonObject } from '../../base/json.ts';
import type { ThreadMessage } from '../phone/model.ts';
import type { Customer } from './model.ts';
import type { BusinessNumber } from './options.ts';
import { postInLane, type WhatsAppPhone } from './phone.ts';
import { echoChange, handoverChange } from './webhook-body.ts';

/** A member of the staff writes to a customer in the phone app; the business is told by an echo. */
export function writeAsStaff(
  phone: WhatsAppPhone,
  { customer, text, number = phone.business.number }: { customer: Customer; text: string; number?: BusinessNumber },
): ThreadMessage {
  const account = number.phoneNumberId;
  const message: ThreadMessage = {
    id: phone.messageId(customer),
    account,
    customer: customer.key,
    from: 'staff',
    at: phone.now(),
    type: 'text',
    content: { body: text },
    text,
    ticks: [],
  };
  phone.commit({ kind: 'message', message });
  postInLane(phone, echoChange(number, message, customer), { customer, account });
  phone.emit({ type: 'message', message });
  return message;
}

/** Control of a conversation passes to or from another sender that shares the number. */
export function handOver(
  phone: WhatsAppPhone,
  { customer, type, roles }: { customer: Customer; type: string; roles: JsonObject },
): void {
  const { number } = phone.business;
  const change = handoverChange(number, { customer, type, at: phone.now(), roles });
  postInLane(phone, change, { customer, account: number.phoneNumberId });
}
