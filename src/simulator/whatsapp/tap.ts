import { ControlProblem } from './control-input.ts';
import type { Inbound } from './inbound.ts';
import type { Choice, Customer, ThreadMessage } from './model.ts';
import type { BusinessNumber } from './options.ts';
import type { Phone } from './phone.ts';
import { receive } from './receive.ts';
import { threadOf } from './state.ts';

/**
 * The customer taps a button or a row of the latest business message that has any.
 * Throws when nothing with this title can be tapped; the error names what can.
 */
export function tap(
  phone: Phone,
  customer: Customer,
  title: string,
  number: BusinessNumber = phone.options.number,
): ThreadMessage {
  const choices = threadOf(phone.state, number.phoneNumberId, customer.key).offer?.choices ?? [];
  const choice = choices.find((each) => each.title === title);
  if (!choice) {
    const titles = choices.map((each) => each.title).join(', ');
    throw new ControlProblem(`${customer.name} sees nothing called "${title}" to tap, only: ${titles || 'nothing'}.`);
  }
  const [message] = receive(phone, [{ customer, number, inbound: inboundOf(choice) }]);
  if (!message) throw new TypeError('One arrival gives one message.');
  return message;
}

function inboundOf({ via, id, title, description }: Choice): Inbound {
  if (via === 'button') return { button: { id, title } };
  if (via === 'template') return { templateButton: { payload: id, text: title } };
  return { list: { id, title, ...(description !== undefined && { description }) } };
}
