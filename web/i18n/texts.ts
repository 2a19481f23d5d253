import type { NAMESPACES } from './namespaces.ts';

/** The texts of one language: every key of the English ones, none missing, none besides. */
export type Texts<English> = { readonly [Key in keyof English]: string };

/** A part of the app that has words of its own. */
export type Area = keyof typeof NAMESPACES;

/** The English words of an area, by key. */
export type TextsOf<A extends Area> = Awaited<ReturnType<(typeof NAMESPACES)[A]['en']>>['en'];

/** What an area's texts are asked for by: the two forms of a plural are one key. */
export type TextKey<A extends Area> = Plain<keyof TextsOf<A> & string>;

type Plain<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;

/** What fills the marked places of a text; `count` chooses the form of a plural. */
export type Values = Readonly<Record<string, string | number>>;

/** Gives a text in the viewer's language. */
export type Translate<A extends Area> = {
  (key: TextKey<A>, values?: Values): string;
  /** The text of a key that is put together at run time; undefined when there is none. */
  known(key: string, values?: Values): string | undefined;
};
