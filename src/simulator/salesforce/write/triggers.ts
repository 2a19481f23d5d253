import type { JsonObject } from '../../../base/json.ts';
import { refuseWrite, type Refusal } from '../answer.ts';
import type { ObjectType } from '../metadata.ts';
import type { Writer } from './writer.ts';

/** How a trigger of the admin fails for records that are written together, if one does. */
export function triggerFailure(
  writer: Writer,
  object: ObjectType | undefined,
  records: readonly { sent: JsonObject }[],
): Refusal | undefined {
  const { setup, texts } = writer.org;
  for (const trigger of setup.triggers) {
    if (trigger.object !== object?.name) continue;
    const name = trigger.name ?? `${trigger.object}Trigger`;
    const errorCode = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
    if (trigger.kind === 'chunk-limit') {
      if (records.length <= (trigger.above ?? 20)) continue;
      return refuseWrite([{ message: texts.triggerLimit(name, records.length), errorCode }]);
    }
    const { field, value, message = 'System.NullPointerException: Attempt to de-reference a null object' } = trigger;
    if (!records.some(({ sent }) => sent[field] === value)) continue;
    return refuseWrite([{ message: texts.triggerFailed(name, message), errorCode }]);
  }
  return undefined;
}
