import path from 'node:path';
import type { Ajv } from 'ajv';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import type { HttpRequest } from '../../../src/net/http.ts';

/** Where the providers' own specifications lie, outside of this repository. */
export const SPECS = path.resolve(import.meta.dirname, '../../../../shared/specs');

/** What is wrong with a request by its provider's specification; empty where nothing is. */
export type Spec = (request: HttpRequest) => string[];

/** The body of a request as an object: of JSON, or of a form. */
export function bodyOf({ body, headers = {} }: HttpRequest): JsonObject {
  if (body === undefined) return {};
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) throw new TypeError('A streamed body has no schema.');
  const text = Buffer.from(body).toString();
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  const parsed: unknown = JSON.parse(text);
  if (isObject(parsed)) return parsed;
  throw new TypeError('The body is no object.');
}

/** Holds a value to one schema and gives what is wrong in words. */
export function faultsIn(ajv: Ajv, reference: string, value: JsonObject): string[] {
  const check = ajv.getSchema(reference);
  if (!check) throw new Error(`The specification has no ${reference}.`);
  if (check(structuredClone(value)) === true) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}
