import type { JsonValue } from '../../../base/json.ts';
import type { FieldDescribe } from './object-describe.ts';

/** How values are read, as the connection and the author of the step say. */
export type Reading = {
  /** Zone of dates and times that name none. */
  timeZone: string;
  /** What becomes of a text that is longer than its field; numbers, addresses and choices are never cut. */
  onTooLong: 'fail' | 'cut';
};

/** Why a value cannot be written into its field. */
export type Problem = { code: string; message: string; fix: string };

/** A value as the org takes it, or why there is none. */
export type Coerced = { value: JsonValue } | { problem: Problem };

/** The problem of a value of the wrong kind. */
export function wrong(field: FieldDescribe, value: JsonValue, wanted: string): { problem: Problem } {
  const shown = typeof value === 'string' ? `"${shorten(value)}"` : shorten(JSON.stringify(value));
  return {
    problem: {
      code: 'wrong-type',
      message: `${nameOf(field)} takes ${wanted}, and ${shown} is none.`,
      fix: `Give ${wanted}.`,
    },
  };
}

/** A field as people know it: its API name, and its label where that says something else. */
export function nameOf({ name, label }: FieldDescribe): string {
  return label === name ? name : `${name} (${label})`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
