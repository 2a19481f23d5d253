import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';

/** Takes a file of one format to the next: a new file, `rondine` aside, which is counted up for it. Never throws. */
export type Migration = (file: JsonObject) => JsonObject;

/**
 * The way from each format to the next, beginning at format 1. A line is added here, and a sample file beside it, when
 * the format changes in a way that older files do not follow; none is ever taken away.
 */
const MIGRATIONS: readonly Migration[] = [];

/** The format that this Rondine writes. */
export const FORMAT = MIGRATIONS.length + 1;

/**
 * Brings a flow file of any format up to the present one; a file of the present format comes back as it is.
 * What is no flow file, or one of a newer Rondine, gives a finding instead. Checks no more than the format.
 */
export function migrateFile(
  value: JsonValue,
  migrations: readonly Migration[] = MIGRATIONS,
): { file: JsonObject } | { diagnostics: Diagnostic[] } {
  const format = isObject(value) ? value['rondine'] : undefined;
  const newest = migrations.length + 1;
  if (!isObject(value) || format === undefined)
    return refuse(
      'This is no flow file: it does not say "rondine": 1.',
      'Choose a file that was exported from Rondine.',
    );
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    return refuse(
      `The file says "rondine": ${JSON.stringify(format)}, which is no format.`,
      `Write "rondine": ${newest}, or export the flow again.`,
    );
  if (format > newest)
    return refuse(
      `The file is of format ${format}; this Rondine reads formats up to ${newest}.`,
      'Update Rondine, or export the flow again from the one that made it for this format.',
    );
  const file = migrations
    .slice(format - 1)
    .reduce<JsonObject>((former, migration, at) => ({ ...migration(former), rondine: format + at + 1 }), value);
  return { file };
}

function refuse(message: string, fix: string): { diagnostics: Diagnostic[] } {
  return { diagnostics: [diagnose('unknown_format', [], { message, fix })] };
}
