import { ControlProblem } from './control-input.ts';
import type { Deed } from './deed.ts';
import type { Choice, Customer, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';
import { receive } from './receive.ts';
import { threadOf } from './state.ts';

/** What is tapped: something by its title, on the latest message that has anything to tap unless one is named. */
export type Tap = { title: string; message?: string; account?: string };

/** The customer taps. Throws when nothing with this title can be tapped; the error names what can. */
export function tap(phone: Phone, customer: Customer, { title, message, account = phone.account }: Tap): ThreadMessage {
  const latest = threadOf(phone.state, account, customer.key).offer;
  const offer = message === undefined ? latest : phone.state.messages.get(message);
  const choice = offer?.choices?.find((each) => each.title === title);
  if (!offer || !choice) {
    const titles = (offer?.choices ?? []).map((each) => each.title).join(', ');
    throw new ControlProblem(`${customer.name} sees nothing called "${title}" to tap, only: ${titles || 'nothing'}.`);
  }
  const deed = phone.provider.tapped?.(choice, offer) ?? tapOf(choice);
  const [tapped] = receive(phone, [{ customer, account, deed: { replyTo: offer.id, ...deed } }]);
  if (!tapped) throw new TypeError('One deed gives one message.');
  return tapped;
}

function tapOf({ via, id, title, description }: Choice): Deed {
  return { choice: { via, id, title, ...(description !== undefined && { description }) } };
}
