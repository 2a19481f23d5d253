import { isObject } from '../../base/json.ts';
import type { Arrival, Heard, News } from '../phone/provider.ts';
import { threadOf } from '../phone/state.ts';
import { buildInbound, type BuiltInbound, type Inbound } from './inbound.ts';
import type { BusinessNumber } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';
import { messagesChange, type Change } from './webhook-body.ts';

/** A deed as it looks on WhatsApp, with the parts of its webhook. */
export type WhatsAppHeard = Heard & { built: BuiltInbound; inbound: Inbound };

/** What a deed of a customer looks like and means on WhatsApp. */
export function hear(phone: WhatsAppPhone, { customer, deed, account, at }: Arrival): WhatsAppHeard {
  const inbound: Inbound = deed;
  const built = buildInbound(inbound, { customer, at, keepFile: phone.keepFile });
  const { offer } = threadOf(phone.state, account, customer.key);
  const taps = inbound.button ?? inbound.list ?? inbound.templateButton;
  const replyTo = inbound.replyTo ?? (taps ? offer?.id : undefined);
  const content = built.members[built.type];
  const opensWindow = !built.notice && !inbound.edit && !inbound.revoke;
  const { windowMs, adWindowMs } = phone.business;
  return {
    type: built.type,
    content: isObject(content) ? content : built.members,
    text: built.text,
    ...(replyTo !== undefined && { replyTo }),
    ...(opensWindow && { windowMs: inbound.referral ? adWindowMs : windowMs }),
    ...((built.identity ?? built.becomes) && { becomes: { ...built.identity, ...built.becomes } }),
    built,
    inbound,
  };
}

/** Messages to the same number under the same field share one change. */
export function groupChanges({ business }: WhatsAppPhone, news: readonly News<WhatsAppHeard>[]): Change[] {
  const groups = new Map<string, { number: BusinessNumber; items: News<WhatsAppHeard>[] }>();
  for (const [index, item] of news.entries()) {
    const { built, inbound } = item.heard;
    const number = business.numbers.get(item.account) ?? business.number;
    const key = `${item.account}/${inbound.standby ? 'standby' : ''}${built.field ? `/${index}` : ''}`;
    const group = groups.get(key) ?? { number, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ number, items }) =>
    messagesChange(
      number,
      items.map(({ message, customer, heard: { built, inbound } }) => ({ message, customer, built, inbound })),
    ),
  );
}
