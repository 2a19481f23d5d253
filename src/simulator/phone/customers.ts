import type { Customer, CustomerSpec } from './model.ts';
import type { Phone } from './phone.ts';

const NUMBER = /^\+?\d{7,15}$/;

/** A phone number as digits, or nothing when the text is not one. */
export function parseNumber(text: string): string | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  return NUMBER.test(compact) ? compact.replace('+', '') : undefined;
}

/**
 * Finds the person by number or user id and notes what is new about it; makes the person when nobody is found.
 * Needs at least one of the two identities. Members that only the provider knows are kept as well.
 */
export function identify(phone: Pick<Phone, 'state' | 'commit'>, spec: CustomerSpec): Customer {
  const found = find(phone, spec);
  const key = found?.key ?? spec.number ?? spec.userId;
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

function find({ state }: Pick<Phone, 'state'>, { number, userId }: CustomerSpec): Customer | undefined {
  const byNumber = number === undefined ? undefined : state.customers.get(number);
  return byNumber ?? (userId === undefined ? undefined : state.customers.get(userId));
}
