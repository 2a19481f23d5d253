import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { millisecondsAt, objectAt, textAt } from './fields.ts';
import { senderOf } from './sender.ts';

/**
 * A `system` message: a person changed number, or got a new BSUID.
 * When it names nothing of the person's former self there is nobody to link to, and the reason is returned: the old
 * id stands only in a sentence that also holds the person's own name, which anybody may set to somebody else's id.
 * The webhook field `user_id_update` gives both ids as data.
 */
export function readSystemMessage(message: JsonObject, origin: { id: string; at: number }): ChannelEvent | string {
  const system = objectAt(message, 'system');
  const kind = textAt(system, 'type');
  if (kind !== 'user_changed_number' && kind !== 'user_changed_user_id') {
    return `system message ${origin.id} of a kind that we do not know: ${kind ?? 'none'}`;
  }
  const previous = senderOf({ phone: textAt(message, 'from'), user: textAt(message, 'from_user_id') });
  const current = senderOf({ phone: textAt(system, 'wa_id'), user: textAt(system, 'user_id') });
  if (!current) return `malformed: system message ${origin.id} names no new number or user id`;
  if (!previous) {
    return `system message ${origin.id} names only the new id; subscribe the webhook to user_id_update, which names both`;
  }
  return { type: 'identity', ...origin, previous, current };
}

/**
 * An element of `user_id_update`: the old BSUID and the new one. The number, where given, is the person's present one.
 * It has no id of its own; the ids and the time together tell a redelivery.
 */
export function readUserIdUpdate(update: JsonObject): ChannelEvent | string {
  const ids = objectAt(update, 'user_id');
  const at = millisecondsAt(update, 'timestamp');
  const before = textAt(ids, 'previous');
  const after = textAt(ids, 'current');
  const previous = before === undefined ? undefined : senderOf({ user: before });
  const current = after === undefined ? undefined : senderOf({ user: after, phone: textAt(update, 'wa_id') });
  if (!previous || !current) return 'malformed: a change of user id without both ids';
  if (at === undefined) return 'malformed: a change of user id without a usable timestamp';
  return { type: 'identity', id: `user_id_update:${before}:${after}:${at}`, at, previous, current };
}
