import { ControlProblem } from './control-input.ts';
import type { Deed } from './deed.ts';
import type { Choice, Customer, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';
import { receive } from './receive.ts';
import { threadOf } from './state.ts';

/**
 * The customer taps something on the latest business message that has anything to tap.
 * Throws when nothing with this title can be tapped; the error names what can.
 */
export function tap(phone: Phone, customer: Customer, title: string, account = phone.account): ThreadMessage {
  const { offer } = threadOf(phone.state, account, customer.key);
  const choice = offer?.choices?.find((each) => each.title === title);
  if (!offer || !choice) {
    const titles = (offer?.choices ?? []).map((each) => each.title).join(', ');
    throw new ControlProblem(`${customer.name} sees nothing called "${title}" to tap, only: ${titles || 'nothing'}.`);
  }
  const deed = phone.provider.tapped?.(choice, offer) ?? tapOf(choice);
  const [message] = receive(phone, [{ customer, account, deed: { replyTo: offer.id, ...deed } }]);
  if (!message) throw new TypeError('One deed gives one message.');
  return message;
}

function tapOf({ via, id, title, description }: Choice): Deed {
  return { choice: { via, id, title, ...(description !== undefined && { description }) } };
}
