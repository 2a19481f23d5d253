import type { JsonObject } from '../../base/json.ts';
import type { AccountEvent, ChannelEvent } from '../../message/channel-event.ts';
import { millisecondsAt, textAt } from './fields.ts';

/** Webhook fields about templates that are named otherwise than `message_template…`. */
const TEMPLATES = /template/;
const NUMBER = /^phone_number_/;
const ACCOUNT = /^(account_|business_|security$)/;

/** What a webhook field about the account itself is about; undefined for every other field. */
export function accountTopic(field: string): AccountEvent['about'] | undefined {
  if (TEMPLATES.test(field)) return 'templates';
  if (NUMBER.test(field)) return 'number';
  return ACCOUNT.test(field) ? 'account' : undefined;
}

/** A change of the account, and where it stands in the webhook. */
export type AccountChange = {
  field: string;
  about: AccountEvent['about'];
  value: JsonObject;
  entry: JsonObject;
  index: number;
  /** The account that the connection names. */
  own: string | undefined;
};

/**
 * News of the account as an event, or the reason why it is none. It has no id of its own: account, field, time and place
 * in the webhook tell a redelivery. What it says is for the log; the facts themselves are to be read anew.
 */
export function readAccountNews(change: AccountChange): ChannelEvent | string {
  const { field, about, value, entry, index, own } = change;
  const account = textAt(entry, 'id');
  const at = millisecondsAt(entry, 'time');
  if (account === undefined) return 'malformed: news of an account without its id';
  if (own !== undefined && account !== own) return `meant for account ${account}, not for this connection’s ${own}`;
  if (at === undefined) return 'malformed: news of the account without a usable time';
  return { type: 'account', id: `${field}:${account}:${at}:${index}`, at, about, what: `${field}: ${wordsOf(value)}` };
}

/** Members that are shown, at most so many characters of each. */
const SHOWN = 8;
const LONGEST = 100;

function wordsOf(value: JsonObject): string {
  const words = Object.keys(value).flatMap((name) => {
    const text = textAt(value, name);
    return text === undefined ? [] : [`${name} ${text.slice(0, LONGEST)}`];
  });
  return words.slice(0, SHOWN).join(', ') || 'no more is said';
}
