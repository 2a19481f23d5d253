import { createContext, useContext, type ComponentType } from 'react';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { JsonValue } from '../../../src/base/json.ts';
import type { FieldModel } from './field-model.ts';

/** Where something stands inside of what is filled in. */
export type FieldPath = readonly (string | number)[];

/** What every input is given. `change` with undefined takes the value out; `merge` names the burst of typing. */
export type FieldProps = {
  readonly field: FieldModel;
  readonly value: JsonValue | undefined;
  readonly path: FieldPath;
  change(value: JsonValue | undefined, merge?: string): void;
};

/** All that inputs ask the page around them. Inputs themselves know nothing of flows. */
export type FormWorld = {
  title(field: FieldModel): string;
  help(field: FieldModel): string | undefined;
  /** What one of the words that can be chosen is called. */
  word(field: FieldModel, word: string): string;
  /** What is wrong at a place, and below it where asked. */
  troublesAt(path: FieldPath, isDeep?: boolean): readonly Diagnostic[];
  /** Inputs in place of the ordinary ones: by the key of a field, or by its kind. */
  readonly inputs: Readonly<Record<string, ComponentType<FieldProps>>>;
  /** Any part of a form, by its kind. */
  readonly Field: ComponentType<FieldProps>;
  readonly isReadOnly: boolean;
  /** Words that could not be read, by place: they stay in their field until they can. */
  readonly unfinished: Map<string, string>;
};

const Context = createContext<FormWorld | undefined>(undefined);

/** Gives a form what it asks the page. */
export const FormWorldProvider = Context.Provider;

/** The form that an input stands in. Throws outside of one: that is a defect of ours. */
export function useFormWorld(): FormWorld {
  const world = useContext(Context);
  if (!world) throw new Error('An input stands outside of a form.');
  return world;
}

/** A place as a key. */
export function placeOf(path: FieldPath): string {
  return path.join('.');
}
