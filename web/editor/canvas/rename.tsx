import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './canvas.module.css';

type RenameProps = {
  label: string;
  value: string;
  /** The new words, or undefined where nothing is to change. */
  onDone(text: string | undefined): void;
};

/** A field in the place of a title. Enter and leaving it take the words, Escape forgets them. */
export function Rename({ label, value, onDone }: RenameProps): ReactNode {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (words: string | undefined): void => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(words);
  };
  return (
    <input
      ref={field}
      className={`${styles.rename} nodrag nopan`}
      aria-label={label}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(text);
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
