import { type Address, addressOf, type Sender } from '../../message/address.ts';
import { senderOf } from '../providers/sms/number.ts';

/** What stands before whatever belongs to WhatsApp. */
const PREFIX = 'whatsapp:';

/** True for an address of WhatsApp; Twilio sends those of other channels to the same place. */
export function isOnWhatsApp(address: string): boolean {
  return address.startsWith(PREFIX);
}

/** The person behind an address: by the number, or by what Twilio gives in its place. */
export function personOf(address: string): Sender {
  return senderOf(isOnWhatsApp(address) ? address.slice(PREFIX.length) : address);
}

/** The address as Twilio writes it; undefined where a person has neither a number nor an id. */
export function addressFor(to: readonly Address[]): string | undefined {
  const value = addressOf(to, 'phone') ?? addressOf(to, 'user');
  return value === undefined ? undefined : withPrefix(value);
}

/** A number or an id as an address of WhatsApp. */
export function withPrefix(value: string): string {
  return `${PREFIX}${value}`;
}
