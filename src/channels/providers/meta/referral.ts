import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { objectAt } from '../reading.ts';

/** Deeper than any referral: what nests further is not kept, because it could not be written as JSON. */
const LEVELS = 10;

/** The ad or link that brought a person, as Meta describes it. */
export function referralAt(object: JsonObject): JsonObject | undefined {
  const referral = objectAt(object, 'referral');
  return referral && Object.keys(referral).length > 0 && nestsAtMost(referral, LEVELS) ? referral : undefined;
}

function nestsAtMost(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  const members: readonly (JsonValue | undefined)[] = isObject(value) ? Object.values(value) : value;
  return members.every((member) => nestsAtMost(member, levels - 1));
}
