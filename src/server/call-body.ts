import type { FastifyRequest } from 'fastify';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { Problem } from './problem.ts';

/** Largest body of a call, in bytes. */
export const CALL_BODY_LIMIT = 200 * 1024;
/** Deepest nesting that is read; what lies deeper could not be stored. */
const MAX_DEPTH = 100;

/** What a call brought: `body` where it could be read as data, `text` where it is nothing but a text. */
export type CallBody = { body: JsonValue; text?: string };

/** The body byte by byte, as it came. */
export function rawBody({ body }: Pick<FastifyRequest, 'body'>): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The query as data: a parameter that is given twice is a list. */
export function readQuery({ query }: Pick<FastifyRequest, 'query'>): JsonObject {
  return Object.fromEntries(Object.entries(query as Record<string, string | string[]>));
}

/**
 * Reads the body of a call by its content type: JSON and forms as data, other text as text, nothing as null. Without a
 * type it is JSON where it can be read as that. Throws a problem for what cannot be read.
 */
export function readCallBody({ headers, body }: Pick<FastifyRequest, 'headers' | 'body'>): CallBody {
  const raw = rawBody({ body });
  if (raw.length === 0) return { body: null };
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new Problem('unread-type', `The body is encoded as "${encoding}". Send it plain.`);
  }
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const kind = kindOf(type.trim());
  if (!kind) throw new Problem('unread-type', `"${type.trim()}" is not read here. Send JSON, a form or text.`);
  const text = decode(raw);
  if (kind === 'text') return { body: null, text };
  if (kind === 'form') return { body: readForm(text) };
  if (kind === 'unknown' && !canParse(text)) return { body: null, text };
  return { body: readJson(text) };
}

/** What a call brought for a run that waits for it: its query, and the members of its body where it has some. */
export function readCallData(request: Pick<FastifyRequest, 'headers' | 'body' | 'query'>): JsonObject {
  const { body, text } = readCallBody(request);
  const query = readQuery(request);
  if (isObject(body)) return { ...query, ...body };
  return { ...query, ...(body === null ? {} : { body }), ...(text === undefined ? {} : { text }) };
}

function kindOf(type: string): 'json' | 'form' | 'text' | 'unknown' | undefined {
  if (type === '') return 'unknown';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  return type.startsWith('text/') || type === 'application/xml' || type.endsWith('+xml') ? 'text' : undefined;
}

function decode(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw new Problem('invalid-request', 'The body is not UTF-8. Encode it as that.');
  }
}

function readForm(text: string): JsonObject {
  const fields = new Map<string, JsonValue[]>();
  for (const [name, value] of new URLSearchParams(text)) fields.set(name, [...(fields.get(name) ?? []), value]);
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readJson(text: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem('invalid-request', `The body is not JSON: ${why}. Correct it, or name its type.`);
  }
  if (isDeeper(value, MAX_DEPTH)) {
    throw new Problem('invalid-request', `The body is nested more than ${MAX_DEPTH} deep. Flatten it.`);
  }
  return value;
}

function isDeeper(value: JsonValue | undefined, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member: JsonValue | undefined) => isDeeper(member, depth - 1));
}
