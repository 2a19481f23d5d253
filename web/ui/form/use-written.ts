import { useState } from 'react';
import { placeOf, useFormWorld, type FieldPath } from './form-world.tsx';

/** How a value is written by a person and read again; `undefined` where it cannot be read. */
export type Writing<Value> = { write(value: Value | undefined): string; read(text: string): Value | undefined };

type Written = {
  text: string;
  /** True while what stands there cannot be read. */
  isUnread: boolean;
  type(text: string): void;
};

/**
 * What a person types for a value. Words that cannot be read stay in the field, also when the panel is closed and opened
 * again, while the value is as it was; a value that changes by itself takes their place.
 */
export function useWritten<Value>(
  given: { value: Value | undefined; path: FieldPath; change(value: Value | undefined, merge: string): void },
  { write, read }: Writing<Value>,
): Written {
  const { unfinished } = useFormWorld();
  const place = placeOf(given.path);
  const [text, setText] = useState(() => unfinished.get(place) ?? write(given.value));
  const said = write(given.value);
  const [known, setKnown] = useState(said);
  if (known !== said) {
    setKnown(said);
    const now = read(text);
    if (now === undefined || write(now) !== said) {
      unfinished.delete(place);
      setText(said);
    }
  }
  const isUnread = text.trim() !== '' && read(text) === undefined;
  return {
    text,
    isUnread,
    type(next) {
      setText(next);
      const value = next.trim() === '' ? undefined : read(next);
      const isFine = next.trim() === '' || value !== undefined;
      if (isFine) unfinished.delete(place);
      else unfinished.set(place, next);
      if (isFine) given.change(value, place);
    },
  };
}
