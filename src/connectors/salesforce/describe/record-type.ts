import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import type { Choice, ObjectDescribe, RecordTypeInfo } from './object-describe.ts';
import { readReference } from './reference.ts';

/** Values of picklists that a record type leaves, by API name of the field. */
export type RecordTypeChoices = ReadonlyMap<string, readonly Choice[]>;

const KEPT_MS = 24 * 60 * 60_000;

/** The record type that a field's value means, by developer name or id; undefined where it means none of the object's. */
export function recordTypeIn(describe: ObjectDescribe, value: JsonValue | undefined): RecordTypeInfo | undefined {
  if (typeof value === 'string')
    return describe.recordTypes.find(({ id }) => id.slice(0, 15) === value.trim().slice(0, 15));
  const lookup = readReference(value, describe.object);
  if (lookup?.object !== 'RecordType') return undefined;
  const wanted = lookup.value.toLowerCase();
  return describe.recordTypes.find((type) =>
    [lookup.field === 'Name' ? type.name : type.developerName].some((name) => name.toLowerCase() === wanted),
  );
}

/**
 * The picklist values of one record type: one call, whose answer is kept for a day. Undefined where the org does not tell
 * them, so that nothing is held against a value that may be right.
 */
export async function choicesOf(
  org: Org,
  object: string,
  recordType: RecordTypeInfo,
): Promise<RecordTypeChoices | undefined> {
  const { io } = org;
  const key = `choices/${object}/${recordType.id}`;
  const kept = io.local.get(key) as { choices: RecordTypeChoices; until: number } | undefined;
  if (kept && io.now() < kept.until) return kept.choices;
  try {
    const { body } = await org.call({
      method: 'GET',
      path: `/ui-api/object-info/${object}/picklist-values/${recordType.id}`,
      action: `list the picklist values of the record type ${recordType.name}`,
    });
    const choices = readChoices(body);
    if (choices) io.local.set(key, { choices, until: io.now() + KEPT_MS });
    return choices;
  } catch (error) {
    if (error instanceof Failure && ['not_found', 'denied', 'invalid', 'unsupported'].includes(error.code))
      return undefined;
    throw error;
  }
}

function readChoices(body: JsonValue | undefined): RecordTypeChoices | undefined {
  const fields = isObject(body) ? body['picklistFieldValues'] : undefined;
  if (!isObject(fields)) return undefined;
  return new Map(
    Object.entries(fields).flatMap(([name, field]) => {
      if (!isObject(field) || !Array.isArray(field['values'])) return [];
      const controlling = isObject(field['controllerValues']) ? Object.entries(field['controllerValues']) : [];
      const byPosition = new Map(controlling.map(([value, at]) => [at, value]));
      return [[name, field['values'].filter(isObject).flatMap((entry) => readChoice(entry, byPosition))] as const];
    }),
  );
}

function readChoice(
  entry: { readonly [member: string]: JsonValue | undefined },
  controlling: ReadonlyMap<unknown, string>,
): Choice[] {
  const { value, label, validFor } = entry;
  if (typeof value !== 'string') return [];
  const positions = Array.isArray(validFor) ? validFor : [];
  return [
    {
      value,
      ...(typeof label === 'string' && label !== value ? { label } : {}),
      ...(controlling.size > 0 ? { with: positions.flatMap((at: JsonValue) => controlling.get(at) ?? []) } : {}),
    },
  ];
}
