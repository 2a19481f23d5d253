import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { isObject } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { startValue, variantOf, variantsOf } from './field-model.ts';
import styles from './form.module.css';
import { useFormWorld, type FieldProps } from './form-world.tsx';
import { Members } from './members.tsx';

/** One of several forms, chosen by name; members that both have stay when another is chosen. */
export function UnionField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { title, help, word, troublesAt, isReadOnly } = useFormWorld();
  const variants = variantsOf(field.schema) ?? [];
  const chosen = variantOf(variants, value);
  const named = title(field);
  const choose = (name: string): void => {
    const variant = variants.find((each) => each.word === name);
    if (!variant) return change(undefined);
    const start = startValue(variant.schema);
    const former = isObject(value) ? value : {};
    const kept = Object.entries(former).filter(
      ([member]) => variant.schema.properties?.[member] && variant.schema.properties[member].const === undefined,
    );
    change(isObject(start) ? { ...start, ...Object.fromEntries(kept) } : start);
  };
  const [trouble] = troublesAt(path);
  return (
    <fieldset className={styles.part} disabled={isReadOnly}>
      <legend className={styles.legend}>
        <span className={styles.label}>{named}</span>
        {!field.required && value !== undefined && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={t('remove', { what: named })}
            onClick={() => change(undefined)}
          >
            {t('remove.short')}
          </Button>
        )}
      </legend>
      <NativeSelect
        aria-label={named}
        description={help(field)}
        error={trouble?.message}
        value={chosen?.word ?? ''}
        data={[
          ...(field.required && chosen ? [] : [{ value: '', label: t('word.none') }]),
          ...variants.map((each) => ({ value: each.word, label: titleOf(each, word(field, each.word)) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {chosen && isObject(value) && (
        <Members schema={chosen.schema} name={field.key} value={value} path={path} change={change} />
      )}
    </fieldset>
  );
}

function titleOf({ word, title }: { word: string; title: string }, said: string): string {
  return said === word ? title : said;
}
