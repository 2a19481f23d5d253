import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { focusFirst } from '../../ui/focus-first.ts';
import styles from './outline.module.css';

/** The title of a step while it is written. Enter keeps it, Escape leaves it as it was. */
export function RenameField({ title, onDone }: { title: string; onDone(title: string | undefined): void }): ReactNode {
  const t = useText('outline');
  const [text, setText] = useState(title);
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') onDone(text);
    if (event.key === 'Escape') onDone(undefined);
  };
  return (
    <input
      ref={focusFirst}
      className={styles.field}
      aria-label={t('rename')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={press}
      onClick={(event) => event.stopPropagation()}
      onBlur={() => onDone(text)}
      onFocus={(event) => event.target.select()}
    />
  );
}
