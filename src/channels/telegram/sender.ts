import type { JsonObject } from '../../base/json.ts';
import type { Address, Sender } from '../../message/address.ts';
import { objectAt, textAt } from './fields.ts';

/**
 * Why a chat is not served, or nothing. In a group several people speak, and a flow serves one person; in a channel
 * nobody can answer. An old server leaves the type of a private chat out: its id is positive.
 */
export function whyNotServed(chat: JsonObject | undefined): string | undefined {
  const id = textAt(chat, 'id');
  if (chat === undefined || id === undefined || !/^-?\d+$/.test(id)) return 'malformed: no chat with an id';
  const type = textAt(chat, 'type') ?? (id.startsWith('-') ? 'group' : 'private');
  if (type === 'private') return undefined;
  return type === 'channel'
    ? `posted in channel ${id}: only chats with one person are served`
    : `from group chat ${id}: only chats with one person are served`;
}

/**
 * The person of a private chat. The chat's id is the person's, and is all that it takes to answer; `user` adds name
 * and username, `phone` is a number that the person shared as their own.
 */
export function senderOf(chat: JsonObject, user: JsonObject | undefined, phone?: string): Sender {
  const key = textAt(chat, 'id') ?? '';
  const person = user ?? chat;
  const addresses: Address[] = [{ kind: 'user', value: key }];
  if (phone !== undefined) addresses.push({ kind: 'phone', value: phone });
  const username = textAt(person, 'username');
  if (username !== undefined) addresses.push({ kind: 'username', value: username });
  const name = nameOf(person);
  return { key, addresses, ...(name !== '' && { name }) };
}

/** First and last name. */
export function nameOf(person: JsonObject | undefined): string {
  return [textAt(person, 'first_name'), textAt(person, 'last_name')].filter(Boolean).join(' ');
}

/** The number on a card that a person shared of themselves, with its plus; nothing for anybody else's card. */
export function ownPhoneIn(message: JsonObject): string | undefined {
  const card = objectAt(message, 'contact');
  const owner = textAt(card, 'user_id');
  if (owner === undefined || owner !== textAt(objectAt(message, 'from'), 'id')) return undefined;
  const digits = /^\+?(\d{6,15})$/.exec((textAt(card, 'phone_number') ?? '').replaceAll(/[\s().-]/g, ''))?.[1];
  return digits === undefined ? undefined : `+${digits}`;
}
