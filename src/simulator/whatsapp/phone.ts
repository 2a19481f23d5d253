import type { Customer, ThreadMessage } from '../phone/model.ts';
import type { Letter } from '../phone/provider.ts';
import { lanesOf } from '../phone/lanes-of.ts';
import type { Phone } from '../phone/phone.ts';
import { createIds, type Ids } from './ids.ts';
import { resolveBusiness, resolveSettings, type Business, type PhoneOptions, type Settings } from './options.ts';
import { webhookText, type Change } from './webhook-body.ts';

/** The phone with what WhatsApp adds: the business's numbers, its own settings and ids. */
export type WhatsAppPhone = Phone & { business: Business; rules: Settings; ids: Ids };

/** Adds to a phone what WhatsApp knows; `rules` are its settings with WhatsApp's own. */
export function asWhatsApp(phone: Phone, options: PhoneOptions): WhatsAppPhone {
  return Object.assign(phone, {
    business: resolveBusiness(options),
    rules: resolveSettings(options),
    ids: createIds(),
  });
}

/** One webhook with these changes; where all are of one conversation's number it goes to that number's address. */
export function letterOf(changes: readonly Change[]): Letter {
  const [account, ...others] = new Set(
    changes.map(({ number, value }) => ('metadata' in value ? number.phoneNumberId : '')),
  );
  return { body: webhookText(changes), ...(account && others.length === 0 && { facts: { account } }) };
}

/** Queues one change in the lane of a customer's messages. */
export function postInLane(
  phone: WhatsAppPhone,
  change: Change,
  { customer, account }: Pick<ThreadMessage, 'account'> & { customer: Customer },
): void {
  phone.post(letterOf([change]), { lanes: lanesOf(phone, { customer, account }) });
}
