import { isObject, type JsonValue } from '../../base/json.ts';

/** What an answer's body says: JSON parsed, text as it is, null for nothing or for bytes that are no text. */
export type Body = { value: JsonValue; kind: 'json' | 'text' | 'bytes' | 'empty' };

/** Deeper values would end the programs that walk through them. */
const MOST_LEVELS = 100;

/**
 * Reads a text as JSON where its type says so, or where it looks like it; otherwise it stays text.
 * Whole numbers beyond 2^53 become text, so that long ids keep all of their digits.
 */
export function readBody(text: string | undefined, contentType: string): Body {
  if (text === undefined) return { value: null, kind: 'bytes' };
  if (text.trim() === '') return { value: null, kind: 'empty' };
  if (!/^[^;]*\bjson\b/i.test(contentType) && !/^\s*[[{]/.test(text)) return { value: text, kind: 'text' };
  const value = parse(text);
  return value === undefined ? { value: text, kind: 'text' } : { value, kind: 'json' };
}

/** The text of a body in the character set that its type names, UTF-8 unless told; undefined for what is no text. */
export function textOf(body: Uint8Array, contentType: string): string | undefined {
  const charset = /charset="?([^\s;"]+)/i.exec(contentType)?.[1];
  if (charset === undefined) return decode(body, 'utf-8');
  try {
    return decode(body, charset);
  } catch {
    return decode(body, 'utf-8');
  }
}

function decode(body: Uint8Array, charset: string): string | undefined {
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    const text = decoder.decode(body);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; undefined when it is none, or nested deeper than anybody means. */
function parse(text: string): JsonValue | undefined {
  try {
    const value = (/\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)) as JsonValue;
    return isDeeper(value, MOST_LEVELS) ? undefined : value;
  } catch {
    return undefined;
  }
}

function keepDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

function isDeeper(value: JsonValue | undefined, levels: number): boolean {
  if (levels === 0) return true;
  if (!Array.isArray(value) && !isObject(value)) return false;
  return Object.values<JsonValue | undefined>(value as JsonValue[]).some((member) => isDeeper(member, levels - 1));
}
