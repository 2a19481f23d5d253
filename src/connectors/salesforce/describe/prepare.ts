import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { API_NAME, DEFAULT_TIME_ZONE, type SalesforceIo } from '../config.ts';
import type { Org } from '../request.ts';
import { coerceFields, tryCoerce, type CoerceSettings, type Fields } from './coerce.ts';
import { describeIfSeen, describeOf, MINUTE_MS } from './describe-cache.ts';
import { resolveReferences } from './references.ts';

/** How a step wants its values read. */
export type WriteOptions = { onTooLong?: 'fail' | 'cut'; timeZone?: string; whenEmpty?: Fields };

/** The form of a step's options for reading its values. */
export const writeOptionsSchema = Type.Object(
  {
    onTooLong: Type.Optional(
      Type.Enum(['fail', 'cut'], {
        title: 'Texts that are too long',
        description: '"fail" ends the step as failed; "cut" shortens them at the end with "…".',
        default: 'fail',
      }),
    ),
    timeZone: Type.Optional(
      Type.String({ title: 'Time zone', description: 'Zone of dates that name none; unset: that of the connection.' }),
    ),
    whenEmpty: Type.Optional(
      Type.Record(Type.String({ pattern: API_NAME }), Type.Unknown(), {
        title: 'When empty',
        description: 'What a field gets that came out blank, by API name: {"Company": "Private"}.',
      }),
    ),
  },
  { additionalProperties: false, title: 'Options', description: 'How the values of the fields are read.' },
);

/** Which record's fields are prepared. */
export type Preparing = { object: string; fields: Fields; options?: WriteOptions };

/**
 * Makes the fields of a flow ready to be sent to this org: portable references become ids, and values take the form that
 * their fields have. It costs no call once the object and the references are known, but one before a value is refused:
 * what is kept of the object may be old. Throws `invalid` with all that is wrong, before anything is sent.
 */
export async function prepareFields(org: Org, { object, fields, options = {} }: Preparing): Promise<Fields> {
  const resolved = await resolveReferences(org, object, fields);
  const describe = await describeIfSeen(org, object);
  if (!describe) return resolved;
  const settings = settingsOf(org.io, options);
  const { fields: coerced, problems } = tryCoerce(describe, resolved, settings);
  if (problems.length === 0) return coerced;
  // What is kept may be old: an administrator may have widened the field, or added the value.
  return coerceFields((await describeOf(org, object, MINUTE_MS)) ?? describe, resolved, settings);
}

/** Zones that were found to exist: looking again costs more than the rest of a record. */
const ZONES = new Set<string>();

/**
 * How values are read where the step says nothing: by the connection's zone, and nothing is cut. Throws `invalid` for a
 * zone that does not exist.
 */
export function settingsOf(io: SalesforceIo, options: WriteOptions = {}): CoerceSettings {
  const { onTooLong = 'fail', whenEmpty } = options;
  const timeZone = options.timeZone || io.config.timeZone || DEFAULT_TIME_ZONE;
  if (ZONES.has(timeZone)) return { onTooLong, timeZone, ...(whenEmpty ? { whenEmpty } : {}) };
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (cause) {
    const message = `There is no time zone "${timeZone}". Name one as Europe/Rome, in the step or in the connection.`;
    throw new Failure({ code: 'invalid', message }, { cause });
  }
  ZONES.add(timeZone);
  return { onTooLong, timeZone, ...(whenEmpty ? { whenEmpty } : {}) };
}
