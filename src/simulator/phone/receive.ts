import { heardOf, type Deed } from './deed.ts';
import type { Customer, ThreadMessage } from './model.ts';
import { lanesOf } from './lanes-of.ts';
import type { Phone } from './phone.ts';
import type { News } from './provider.ts';
import { threadOf } from './state.ts';

/** A customer does something towards one account of the business (the first one unless named). */
export type Deeds = { customer: Customer; deed: Deed; account?: string };

/**
 * Lets customers' deeds arrive together: in one webhook where the provider batches. Returns them as they stand in the
 * threads. A message id that was used before is sent again without becoming a second message.
 */
export function receive(phone: Phone, deeds: readonly Deeds[]): ThreadMessage[] {
  const news = deeds.map((each) => arrive(phone, each));
  const lanes = [...new Set(news.flatMap(({ customer, account }) => lanesOf(phone, { customer, account })))];
  for (const letter of phone.provider.tell(news)) phone.post(letter, { lanes });
  for (const { message } of news) phone.emit({ type: 'message', message });
  return news.map(({ message }) => message);
}

function arrive(phone: Phone, { customer, deed, account = phone.account }: Deeds): News {
  const at = phone.now();
  const { provider } = phone;
  const arrival = { customer, deed, account, at };
  const usual = () => heardOf(deed, phone.keepFile);
  const heard = provider.hear?.(arrival, usual) ?? usual();
  const offer = deed.choice && threadOf(phone.state, account, customer.key).offer?.id;
  const { type, content, text, media, replyTo = offer, windowMs, becomes } = heard;
  const message: ThreadMessage = {
    id: deed.id ?? phone.messageId(customer),
    account,
    customer: customer.key,
    from: 'customer',
    at,
    type,
    content,
    text,
    ...(media && { media }),
    ...(replyTo !== undefined && { replyTo }),
    ...(windowMs !== undefined && { windowUntil: at + windowMs }),
    ticks: [],
  };
  if (!phone.state.messages.has(message.id)) phone.commit({ kind: 'message', message });
  if (becomes) phone.commit({ kind: 'customer', customer: { ...customer, ...becomes } });
  return { ...arrival, heard, message };
}
