import { Failure } from '../../../base/failure.ts';
import { canonicalJson, isObject, type JsonValue } from '../../../base/json.ts';
import type { SalesforceIo } from '../config.ts';
import { soqlText } from '../operations/soql.ts';
import type { Org } from '../request.ts';
import { readReference, type Lookup } from './reference.ts';

/** Fields of a record, as a flow gives them or as they are sent. */
type Fields = { readonly [field: string]: JsonValue | undefined };

/** How long an id that was looked up is taken for right. */
const KEPT_MS = 60 * 60_000;

/** Ids that were looked up in this process: a promise as long as the call is under way. */
type Kept = { id: Promise<string>; until: number };

/**
 * Replaces the portable references among the fields of a record by ids of this org; every other value stays as it is.
 * Ids are kept for an hour in this process. Throws `invalid` for one that leads nowhere, or to several records.
 */
export async function resolveReferences(org: Org, object: string, fields: Fields): Promise<Fields> {
  const found = Object.entries(fields).flatMap(([name, value]) => {
    const lookup = readReference(value, object);
    return lookup ? [{ name, lookup }] : [];
  });
  if (found.length === 0) return fields;
  const ids = await Promise.all(
    found.map(async ({ name, lookup }) => {
      try {
        return [name, await resolve(org, lookup)] as const;
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
        throw new Failure({ ...error.data, message: `${object}.${name}: ${error.message}`, fields: [name] });
      }
    }),
  );
  return { ...fields, ...Object.fromEntries(ids) };
}

/** The id that a reference stands for in this org. Throws `invalid` for a value that is none, or leads nowhere. */
export async function resolveReference(org: Org, object: string, value: JsonValue): Promise<string> {
  const lookup = readReference(value, object);
  if (lookup) return resolve(org, lookup);
  throw new Failure({
    code: 'invalid',
    message: `${canonicalJson(value)} is no reference. Name the record, for example {"queue": "New_leads"}.`,
  });
}

/** Forgets the ids that were looked up for these fields; true where there were any, so that another look may help. */
export function forgetReferences(io: SalesforceIo, object: string, fields: Fields): boolean {
  const keys = Object.values(fields).flatMap((value) => {
    const lookup = readReference(value, object);
    return lookup ? [keyOf(lookup)] : [];
  });
  return keys.map((key) => io.local.delete(key)).some(Boolean);
}

function keyOf(lookup: Lookup): string {
  return `reference/${canonicalJson(lookup)}`;
}

function resolve(org: Org, lookup: Lookup): Promise<string> {
  const { io } = org;
  const key = keyOf(lookup);
  const known = io.local.get(key) as Kept | undefined;
  if (known && io.now() < known.until) return known.id;
  const kept: Kept = { id: look(org, lookup), until: io.now() + KEPT_MS };
  io.local.set(key, kept);
  // What was not found may be there at the next attempt.
  kept.id.catch(() => io.local.get(key) === kept && io.local.delete(key));
  return kept.id;
}

async function look(org: Org, { object, field, value, among }: Lookup): Promise<string> {
  const filters = Object.entries({ [field]: value, ...among }).map(([name, text]) => `${name} = ${soqlText(text)}`);
  const query = `SELECT Id FROM ${object} WHERE ${filters.join(' AND ')} LIMIT 2`;
  const what = `${WORDS[object] ?? object} with ${field} "${value}"`;
  const { body } = await org.call({
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query)}`,
    action: `look for the ${what}`,
  });
  const rows = isObject(body) && Array.isArray(body['records']) ? body['records'].filter(isObject) : [];
  const ids = rows.map((row) => row['Id']).filter((id) => typeof id === 'string');
  const [id, second] = ids;
  if (id !== undefined && second === undefined) return id;
  const [message, cure] =
    id === undefined
      ? [`there is no ${what} in this org`, 'Correct the name, or create the record there.']
      : [`there are several records: ${what}`, 'Name it by a field that is unique.'];
  throw new Failure({ code: 'invalid', message: `${message}. ${cure}`, details: { object, field, value } });
}

const WORDS: Readonly<Record<string, string>> = {
  Group: 'queue',
  User: 'user',
  RecordType: 'record type',
  Campaign: 'campaign',
};
