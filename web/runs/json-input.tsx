import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { readObject } from './read-object.ts';
import styles from './runs.module.css';

type JsonInputProps = { label: string; description?: string; value: string; set(value: string): void; rows: number };

/** JSON as people write it, with what is wrong with it and on which line. */
export function JsonInput({ label, description, value, set, rows }: JsonInputProps): ReactNode {
  const t = useText('runs');
  const { problem, line } = readObject(value === '' ? '{}' : value);
  const words =
    problem === undefined
      ? undefined
      : line === undefined
        ? t('json.problem', { problem })
        : t('json.problemAt', { problem, line });
  return (
    <Textarea
      label={label}
      description={description}
      value={value}
      autosize
      minRows={rows}
      maxRows={18}
      spellCheck={false}
      classNames={{ input: styles.code ?? '' }}
      error={words}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}
