import type { JsonValue } from '../../../src/base/json.ts';

/** A value as it is written in a field of text: nothing for nothing, JSON for what is no single value. */
export function said(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
