import type { JsonValue } from '../../../base/json.ts';

/**
 * What the form of a field says beyond JSON Schema, for whoever shows it. Everything is optional.
 * - `x-type`: the field's type in the org: `picklist`, `reference`, `currency`, …
 * - `x-reference`: objects whose records it can name; `x-relationship`: under this name a parent can be given by its
 *   External ID.
 * - `x-labels`: what people of the org see, by value.
 * - `x-controller`: the field that decides which values can be chosen; `x-with`: those that can, by its value.
 * - `x-suggest`: values come from the operation's `suggest`, never as one whole list.
 * - `x-external-id`, `x-unique`: a record can be told by it; there are no two with one value.
 */
export type FieldKeywords = {
  'x-type'?: string;
  'x-reference'?: readonly string[];
  'x-relationship'?: string;
  'x-labels'?: Readonly<Record<string, string>>;
  'x-controller'?: string;
  'x-with'?: Readonly<Record<string, readonly string[]>>;
  'x-suggest'?: true;
  'x-external-id'?: true;
  'x-unique'?: true;
};

/** The form of one field: plain JSON Schema and our keywords. */
export type FieldForm = FieldKeywords & {
  title: string;
  description: string;
  default?: JsonValue;
  [keyword: string]: unknown;
};
