import { isObject, type JsonObject } from '../../base/json.ts';
import type { HookRequest } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { parseObject } from './errors.ts';
import { objectAt, objectsAt, textAt } from './fields.ts';

/** The number that a connection stands for: Meta calls one address for every number of an app. */
export function ownNumber({ phoneNumberId }: WhatsAppConfig): string {
  return phoneNumberId;
}

/** The numbers that a webhook has news of, each once. What cannot be read names none. */
export function numbersIn({ body }: HookRequest): readonly string[] {
  const envelope = parseObject(Buffer.from(body).toString('utf8'));
  const values = objectsAt(envelope, 'entry')
    .flatMap((entry) => objectsAt(entry, 'changes'))
    .flatMap(({ value }) => (isObject(value) ? [value] : []));
  return [...new Set(values.flatMap((value) => numberOf(value) ?? []))];
}

/** The number that a change is about, on whichever level it stands. */
export function numberOf(value: JsonObject): string | undefined {
  const metadata = objectAt(value, 'metadata') ?? objectAt(objectAt(value, 'standby'), 'metadata');
  return textAt(metadata, 'phone_number_id') ?? textAt(objectAt(value, 'recipient'), 'phone_number_id');
}
