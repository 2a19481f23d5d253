import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { HookRequest } from '../channel.ts';
import { exactNumbers, isOfType, pairsOf, rawQuery } from '../providers/reading.ts';

/**
 * What a request holds, entry by entry: the query of a GET, a form, a JSON object, or the objects of a list, which is the
 * body itself or stands at `list`. Throws a `Failure` with code `invalid` for what is none of these.
 */
export function entriesOf(request: HookRequest, list: string | undefined): JsonObject[] {
  const value = valueOf(request);
  const found = list === undefined ? value : isObject(value) ? valueAt(value, list) : undefined;
  const entries = Array.isArray(found)
    ? (found as readonly JsonValue[]).filter(isObject)
    : isObject(found)
      ? [found]
      : [];
  if (entries.length > 0) return entries;
  const where = list === undefined ? 'neither an object nor a list of objects' : `nothing at “${list}”`;
  throw new Failure({ code: 'invalid', message: `The webhook of the SMS gateway holds ${where}.` });
}

function valueOf(request: HookRequest): JsonValue {
  if (request.method === 'GET') return Object.fromEntries(pairsOf(rawQuery(request.url)));
  const text = Buffer.from(request.body).toString('utf8');
  if (isOfType(request, 'application/x-www-form-urlencoded')) return Object.fromEntries(pairsOf(text));
  try {
    return JSON.parse(exactNumbers(text)) as JsonValue;
  } catch (cause) {
    const message = 'The webhook of the SMS gateway is neither a form nor JSON; look at its content type.';
    throw new Failure({ code: 'invalid', message }, { cause });
  }
}

/** The value at a path such as `message.from`; a member whose name has the dots in it comes first. */
export function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  if (Object.hasOwn(object, path)) return object[path];
  let value: JsonValue | undefined = object;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(name)];
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

/** The text at a path; numbers and booleans are read as texts. */
export function textOn(object: JsonObject, path: string): string | undefined {
  const value = valueAt(object, path);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
