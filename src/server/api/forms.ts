import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { JsonObject } from '../../base/json.ts';

/** A form whose TypeScript type is said apart: for values that are described elsewhere, or in part only. */
export function as<T>(schema: TSchema = Type.Unknown()) {
  return Type.Unsafe<T>(schema);
}

/** A list that nobody changes. */
export function list<S extends TSchema>(item: S, options: { maxItems?: number; description?: string } = {}) {
  return Type.Unsafe<readonly Static<S>[]>(Type.Array(item, options));
}

/** A map from names to values. */
export function record<S extends TSchema>(value: S) {
  return Type.Unsafe<Readonly<Record<string, Static<S>>>>(Type.Record(Type.String(), value));
}

/** A page of a list that can grow; `next` is given back as `after` for the page behind it. */
export function pageOf<S extends TSchema>(item: S) {
  return Type.Object({ items: list(item), next: Type.Optional(Type.String()) });
}

/** One of some words. */
export function oneOf<const W extends readonly string[]>(...words: W) {
  return Type.Unsafe<W[number]>(Type.String({ enum: [...words] }));
}

/** Which page of a list. */
export const paging = {
  after: Type.Optional(Type.String({ description: 'The `next` of the page before.', maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ description: 'Members of a page; 50 unless told.', minimum: 1, maximum: 500 })),
};

/** A moment, in milliseconds since 1970. */
export const Time = Type.Integer({ description: 'Milliseconds since 1970.' });

/** Any JSON object. */
export const Json = as<JsonObject>(Type.Object({}, { additionalProperties: true }));

/** A name of something here: what stands in addresses. */
export const Name = Type.String({ minLength: 1, maxLength: 200 });

/** The language of words that have one; what is not said in it is English. */
export const Language = Type.Optional(
  Type.String({ pattern: '^[a-z]{2}$', description: 'Two letters, such as `it`. What is not said in it is English.' }),
);

/** Something wrong, or doubtful, in what somebody wrote. */
export const Finding = as<Diagnostic>(
  Type.Object({
    code: Type.String(),
    severity: Type.String({ enum: ['error', 'warning'] }),
    path: Type.Array(Type.Union([Type.String(), Type.Number()])),
    message: Type.String(),
    fix: Type.String(),
  }),
);

/** One page of what is there whole, by a key that each member has: sorted by it, so that pages follow each other. */
export function pageBy<T>(
  all: readonly T[],
  { after, limit = 50 }: { after?: string | undefined; limit?: number | undefined },
  keyOf: (item: T) => string,
): { items: readonly T[]; next?: string } {
  const at = after === undefined ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  const items = all.slice(at, at + limit);
  const last = items.at(-1);
  return last !== undefined && at + limit < all.length ? { items, next: keyOf(last) } : { items };
}

/** What a caller gives: a member that is not known is a mistake, and is told. */
export function form<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}
