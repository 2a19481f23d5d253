import type { Customer, Order } from './model.ts';
import type { Phone } from './phone.ts';

/** What is known about a person; members that are left out stay as they are. */
export type CustomerSpec = {
  number?: string;
  bsuid?: string;
  parentBsuid?: string;
  name?: string;
  username?: string;
  hidesNumber?: boolean;
  blocked?: boolean;
  order?: Order;
};

const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
const NUMBER = /^\+?\d{7,15}$/;

/** A phone number as digits, or nothing when the text is not one. */
export function parseNumber(text: string): string | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  return NUMBER.test(compact) ? compact.replace('+', '') : undefined;
}

/** True for a business-scoped user id. */
export function isBsuid(text: string): boolean {
  return BSUID.test(text);
}

/** Reads an identity that may be a phone number or a user id. */
export function parseIdentity(text: string): CustomerSpec | undefined {
  const number = parseNumber(text);
  if (number !== undefined) return { number };
  return isBsuid(text) ? { bsuid: text } : undefined;
}

/**
 * Finds the person by number or user id and notes what is new about it; makes the person when nobody is found.
 * Needs at least one of the two identities.
 */
export function identify(phone: Phone, spec: CustomerSpec): Customer {
  const found = find(phone, spec);
  const key = found?.key ?? spec.number ?? spec.bsuid;
  if (key === undefined) throw new TypeError('A customer needs a phone number or a user id.');
  const known: Customer = found ?? { key, name: `Customer ${key.slice(-4)}` };
  const fresh = Object.entries(spec).filter(([member, value]) => {
    if (value === undefined || value === known[member as keyof Customer]) return false;
    // A former identity still finds the person, but does not become the current one again.
    return !found || typeof value !== 'string' || phone.state.customers.get(value) !== found;
  });
  if (found && fresh.length === 0) return found;
  const customer: Customer = { ...known, ...Object.fromEntries(fresh) };
  phone.commit({ kind: 'customer', customer });
  return customer;
}

function find({ state }: Phone, { number, bsuid }: CustomerSpec): Customer | undefined {
  const byNumber = number === undefined ? undefined : state.customers.get(number);
  return byNumber ?? (bsuid === undefined ? undefined : state.customers.get(bsuid));
}
