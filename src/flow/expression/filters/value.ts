import type { JsonValue } from '../../../base/json.ts';

/** Deepest nesting that is turned into text or JSON. */
const MAX_DEPTH = 64;

/** Any value of an expression as JSON; what JSON cannot hold (a loop's own data) becomes text or nothing. */
export function asJson(value: unknown, depth = 0): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (depth > MAX_DEPTH || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return value.map((item) => asJson(item, depth + 1) ?? null);
  if (withoutWords(value) === null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, asJson(member, depth + 1)] as const)
      .filter(([, member]) => member !== undefined),
  );
}

/** A value as customers read it: nothing for null, items with commas, objects as JSON. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asText).join(', ');
  const json = asJson(value);
  return json === undefined || json === null ? '' : JSON.stringify(json);
}

/**
 * A number, or a text that looks like one, as a number: `12`, `-3.5`, `1e3` is not one.
 * Identifiers stay texts: leading zeros, a plus sign or more than 15 digits make it one.
 */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text.length > 17 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return undefined;
  return text.replace(/\D/g, '').length > 15 ? undefined : Number(text);
}

/** The characters of a text, each code point as one. */
export function charactersOf(text: string): string[] {
  return Array.from(text);
}

/** A value as a list: nothing is empty, anything else alone is a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** Rough number of characters and items that handling a value costs. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.length * 8 : 1;
}

/** The template engine's own words (nil, empty, blank, forloop) are objects of classes: they count as nothing. */
export function withoutWords(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? value : null;
}
