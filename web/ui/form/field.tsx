import { useMemo, type ComponentType, type ReactNode } from 'react';
import type { InputKind } from './field-model.ts';
import { FormWorldProvider, useFormWorld, type FieldProps, type FormWorld } from './form-world.tsx';
import { LineField, NumberField, StringsField, SwitchField, WordField, WordsField } from './inputs.tsx';
import { JsonField } from './json-field.tsx';
import { ListField } from './list-field.tsx';
import { MapField } from './map-field.tsx';
import { ObjectField } from './object-field.tsx';
import { UnionField } from './union-field.tsx';

const ORDINARY: Readonly<Partial<Record<InputKind, ComponentType<FieldProps>>>> = {
  line: LineField,
  secret: LineField,
  number: NumberField,
  switch: SwitchField,
  word: WordField,
  words: WordsField,
  strings: StringsField,
  object: ObjectField,
  list: ListField,
  union: UnionField,
  map: MapField,
};

/** One part of a form, with the input that fits it; where none does, as JSON. */
function Field(props: FieldProps): ReactNode {
  const { inputs } = useFormWorld();
  const { key, kind } = props.field;
  const Input = inputs[key] ?? inputs[kind] ?? ORDINARY[kind] ?? JsonField;
  return <Input {...props} />;
}

/** What a form stands in. */
export function Form({ world, children }: { world: Omit<FormWorld, 'Field'>; children: ReactNode }): ReactNode {
  const whole = useMemo(() => ({ ...world, Field }), [world]);
  return <FormWorldProvider value={whole}>{children}</FormWorldProvider>;
}
