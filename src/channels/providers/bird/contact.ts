import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import { type Address, addressOf, type Sender } from '../../../message/address.ts';
import { objectAt, objectsAt, textAt } from '../reading.ts';
import { senderOf } from '../sms/number.ts';

/** What Bird calls the identifiers that are phone numbers. */
const NUMBER_KEY = 'phonenumber';

/** A contact as Bird names it in messages: an identifier and what kind of identifier that is. */
type BirdContact = { key: string | undefined; value: string; name?: string };

/**
 * Who is on one side of a message, with the name where it is told. `numbers` says that people are known by phone numbers
 * here unless another kind of identifier is named; elsewhere the kind is part of the address, because sends need it.
 */
export function personOn(side: JsonObject | undefined, numbers: boolean): Sender | undefined {
  const contact = contactOf(side);
  if (!contact) return undefined;
  const { key, value, name } = contact;
  return { ...senderFor(key ?? (numbers ? NUMBER_KEY : undefined), value), ...(name !== undefined && { name }) };
}

function senderFor(key: string | undefined, value: string): Sender {
  if (key === NUMBER_KEY) return senderOf(value);
  return { key: value, addresses: [{ kind: 'user', value: key === undefined ? value : `${key}:${value}` }] };
}

/**
 * The contact on one side of a message. The shape is known from documentation only, so one contact, a list of them and a
 * bare one are all taken.
 */
function contactOf(side: JsonObject | undefined): BirdContact | undefined {
  const contact = objectAt(side, 'contact') ?? objectsAt(side, 'contacts')[0] ?? side;
  const value = textAt(contact, 'identifierValue')?.trim();
  if (!value) return undefined;
  const name = textAt(objectAt(contact, 'annotations'), 'name') ?? textAt(contact, 'displayName');
  return { key: textAt(contact, 'identifierKey'), value, ...(name !== undefined && { name }) };
}

/** The contact that a message goes to, as `personOn` knows it. Throws a `Failure` with code `invalid` without one. */
export function receiverFor(to: readonly Address[], numbers: boolean): JsonObject {
  const number = numbers ? addressOf(to, 'phone') : undefined;
  if (number !== undefined) return { identifierKey: NUMBER_KEY, identifierValue: number };
  const id = addressOf(to, 'user');
  if (id === undefined) {
    const message = numbers
      ? 'The contact has no phone number; add one with its prefix.'
      : 'The contact has not written here yet, and only who has can be written to.';
    throw new Failure({ code: 'invalid', message });
  }
  const [, key, value] = /^([^:]+):(.+)$/s.exec(id) ?? [];
  return key === undefined || value === undefined
    ? { identifierValue: id }
    : { identifierKey: key, identifierValue: value };
}
