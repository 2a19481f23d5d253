import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { isObject } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './form.module.css';
import { useFormWorld, type FieldProps } from './form-world.tsx';
import { Members } from './members.tsx';

/** A part that has parts of its own: it is added and taken out as a whole. */
export function ObjectField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { title, help, isReadOnly } = useFormWorld();
  const named = title(field);
  const given = isObject(value) ? value : undefined;
  return (
    <fieldset className={styles.part} disabled={isReadOnly}>
      <legend className={styles.legend}>
        <span className={styles.label}>{named}</span>
        {!field.required && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={given ? t('remove', { what: named }) : t('add', { what: named })}
            onClick={() => change(given ? undefined : {})}
          >
            {given ? t('remove.short') : t('add.short')}
          </Button>
        )}
      </legend>
      <p className={styles.help}>{help(field)}</p>
      {given && <Members schema={field.schema} name={field.key} value={given} path={path} change={change} />}
    </fieldset>
  );
}
