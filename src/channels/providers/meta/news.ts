import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { textAt } from '../reading.ts';
import { type Frame, messageOf, type Reading } from './frame.ts';
import { timeAt } from './time.ts';

/** Messages that arrived, by their ids; where these are missing, all until a time. */
export function readDelivery(delivery: JsonObject, { person, at }: Frame): readonly Reading[] {
  const listed = delivery['mids'];
  const mids = (Array.isArray(listed) ? (listed as readonly JsonValue[]) : []).filter(
    (mid): mid is string => typeof mid === 'string' && mid !== '',
  );
  if (mids.length > 0)
    return mids.map((id) => ({ type: 'status', id, status: 'delivered', at, recipient: person }) as const);
  const upTo = timeAt(delivery, 'watermark');
  if (upTo === undefined) return ['malformed: a delivery that names neither messages nor a time'];
  const id = `delivered:${person.key}:${upTo}`;
  return [{ type: 'receipt', id, status: 'delivered', upTo, at, recipient: person }];
}

/** Messages that were read: all until a time on Messenger, one on Instagram. */
export function readRead(read: JsonObject, { person, at }: Frame): Reading {
  const id = textAt(read, 'mid');
  if (id !== undefined) return { type: 'status', id, status: 'read', at, recipient: person };
  const upTo = timeAt(read, 'watermark');
  if (upTo === undefined) return 'malformed: a read receipt that names neither a message nor a time';
  return { type: 'receipt', id: `read:${person.key}:${upTo}`, status: 'read', upTo, at, recipient: person };
}

const ALLOWED: ReadonlyMap<string | undefined, boolean> = new Map([
  [undefined, true],
  ['RESUME NOTIFICATIONS', true],
  ['STOP NOTIFICATIONS', false],
]);

/** Somebody allowed or stopped marketing messages, or came by a plug-in that carries a text. */
export function readOptIn(optin: JsonObject, frame: Frame): Reading {
  const { person, at } = frame;
  const type = textAt(optin, 'type');
  const ref = textAt(optin, 'ref');
  if (type === undefined) {
    const content = { kind: 'opened', how: 'optin', ...(ref !== undefined && { payload: ref }) } as const;
    return messageOf(frame, { id: `optin:${person.key}:${at}`, content });
  }
  const word = textAt(optin, 'notification_messages_status');
  const allowed = ALLOWED.get(word);
  if (type !== 'notification_messages' || allowed === undefined) return `an opt-in that we do not know: ${type}`;
  const id = `optin:${person.key}:${word ?? 'OPT IN'}:${at}`;
  return { type: 'preference', id, at, sender: person, purpose: 'marketing', allowed, how: word ?? type };
}

/** Meta blocked the account, or let it in again. */
export function readPolicy(policy: JsonObject, { recipient, at }: Pick<Frame, 'recipient' | 'at'>): Reading {
  const action = textAt(policy, 'action') ?? 'acted';
  const reason = textAt(policy, 'reason');
  const what = `${recipient.who} enforces its policies: ${action}${reason === undefined ? '' : `. ${reason}`}`;
  return { type: 'account', id: `policy:${recipient.account}:${action}:${at}`, at, about: 'account', what };
}
