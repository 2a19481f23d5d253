import { Type, type TSchema } from 'typebox';

/** What is written on every field: its name in the form, one sentence, and samples. */
type Options = { title: string; description: string; examples?: unknown[]; default?: unknown };

/** A text. */
export const text = (options: Options & { pattern?: string; minLength?: number; maxLength?: number }) =>
  Type.String(options);
/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(words: Words, options: Options) =>
  Type.Unsafe<Words[number]>({ enum: words, ...options });
/** A list of such items. */
export const listOf = (items: TSchema, options: Options & { minItems?: number; maxItems?: number }) =>
  Type.Array(items, options);
/** A duration as ISO 8601 writes it. */
export const duration = (options: Options) => text({ ...options, maxLength: 40 });
