import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { HookRequest } from '../channel.ts';

/** A member that is a non-empty text; whole numbers are read as text too, as long as they are exact. */
export function textAt(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member that is an object. */
export function objectAt(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

/** The objects of a member that is a list; anything else is read as an empty one. */
export function objectsAt(object: JsonObject | undefined, name: string): JsonObject[] {
  const value = object?.[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
}

/** A JSON object, or `undefined` for any other text. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The pairs of a form or a query, decoded; a question mark in front is part of the first name. */
export function pairsOf(text: string): URLSearchParams {
  return new URLSearchParams(`&${text}`);
}

/** The query of an address as it was written, without its question mark. */
export function rawQuery(url: string): string {
  return /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';
}

/** True where a request says that its body has this media type. */
export function isOfType({ headers }: Pick<HookRequest, 'headers'>, type: string): boolean {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === type;
}

/**
 * The parameters of a webhook wherever the provider put them: the query of a GET, a form, or a flat JSON object, whose
 * numbers and booleans become texts. Throws a `Failure` with code `invalid` for what claims to be JSON and is not.
 */
export function parametersOf(request: HookRequest): URLSearchParams {
  if (request.method === 'GET') return pairsOf(rawQuery(request.url));
  const text = Buffer.from(request.body).toString('utf8');
  if (!isOfType(request, 'application/json')) return pairsOf(text);
  const object = parseObject(exactNumbers(text));
  if (!object) throw new Failure({ code: 'invalid', message: 'The webhook’s body is not a JSON object.' });
  const pairs = Object.entries(object).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]];
    return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [];
  });
  return new URLSearchParams(pairs);
}

/** Whole numbers as texts: an id of twenty digits would be rounded. */
export function exactNumbers(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}
