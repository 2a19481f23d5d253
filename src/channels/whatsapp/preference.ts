import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent, PreferenceEvent } from '../../message/channel-event.ts';
import { millisecondsAt, textAt } from './fields.ts';
import { type Directory, senderOf } from './sender.ts';

/** What people can allow and forbid in their app, by Meta's words. */
const PURPOSES: ReadonlyMap<string, PreferenceEvent['purpose']> = new Map([['marketing_messages', 'marketing']]);
const ALLOWED: ReadonlyMap<string, boolean> = new Map([
  ['resume', true],
  ['stop', false],
]);

/**
 * One element of `user_preferences`: somebody stopped marketing messages in their app, or let them come again.
 * It has no id of its own; the person, the choice and the time together tell a redelivery.
 */
export function readPreference(news: JsonObject, directory: Directory): ChannelEvent | string {
  const category = textAt(news, 'category') ?? '';
  const value = textAt(news, 'value') ?? '';
  const at = millisecondsAt(news, 'timestamp');
  const sender = senderOf({ phone: textAt(news, 'wa_id'), user: textAt(news, 'user_id') }, directory);
  const purpose = PURPOSES.get(category);
  const allowed = ALLOWED.get(value);
  if (!sender) return 'malformed: a preference of nobody';
  if (at === undefined) return 'malformed: a preference without a usable timestamp';
  if (purpose === undefined || allowed === undefined) return `a preference that we do not know: ${category} ${value}`;
  return {
    type: 'preference',
    id: `user_preferences:${sender.key}:${category}:${value}:${at}`,
    at,
    sender,
    purpose,
    allowed,
    how: textAt(news, 'detail') ?? `${category}: ${value}`,
  };
}
