import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent, DeliveryStatus, StatusEvent } from '../../message/channel-event.ts';
import { explainError } from './errors.ts';
import { millisecondsAt, objectAt, objectsAt, textAt } from './fields.ts';
import { type Directory, senderOf } from './sender.ts';

const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to has been read.
  ['played', 'read'],
  ['failed', 'failed'],
]);

/**
 * One element of `statuses` as an event, or the reason why it is none.
 * The same status may come twice, in any order, and "delivered" may never come.
 */
export function readStatus(status: JsonObject, directory: Directory): ChannelEvent | string {
  const id = textAt(status, 'id');
  const word = textAt(status, 'status');
  const at = millisecondsAt(status, 'timestamp');
  if (id === undefined) return 'malformed: a status without a message id';
  if (word === undefined) return `malformed: the status of ${id} has no name`;
  if (at === undefined) return `malformed: the status of ${id} has no usable timestamp`;
  const known = STATUSES.get(word);
  if (known === undefined) return `a status of ${id} that we do not know: ${word}`;
  const user = textAt(status, 'recipient_user_id');
  const recipient = senderOf({ phone: textAt(status, 'recipient_id'), user }, directory);
  const effect = textAt(status, 'biz_opaque_callback_data');
  return {
    type: 'status',
    id,
    status: known,
    at,
    ...(recipient && { recipient }),
    ...(effect && { effect }),
    ...(known === 'failed' && { failure: explainError(objectsAt(status, 'errors')[0]) }),
    ...priceOf(objectAt(status, 'pricing')),
  };
}

function priceOf(pricing: JsonObject | undefined): Pick<StatusEvent, 'price'> {
  if (!pricing) return {};
  const category = textAt(pricing, 'category');
  const billable = pricing['billable'];
  const model = textAt(pricing, 'pricing_model');
  return {
    price: {
      ...(category && { category }),
      ...(typeof billable === 'boolean' && { billable }),
      ...(model && { model }),
    },
  };
}
