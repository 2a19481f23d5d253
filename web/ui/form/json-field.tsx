import { Input } from '@mantine/core';
import { lazy, Suspense, useId, type ReactNode } from 'react';
import type { JsonValue } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FieldProps } from './form-world.tsx';
import { useFieldWords } from './inputs.tsx';
import { useWritten } from './use-written.ts';

const JsonEditor = lazy(async () => ({ default: (await import('./json-editor.tsx')).JsonEditor }));

/** Any value as JSON: the last resort where no form can be made. What is no JSON stays in the field. */
export function JsonField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { label, description, error, disabled } = useFieldWords({ field, path });
  const id = useId();
  const written = useWritten<JsonValue>(
    { value, path, change },
    { write: (given) => (given === undefined ? '' : JSON.stringify(given, null, 2)), read: readJson },
  );
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      error={written.isUnread ? t('json.unread') : error}
    >
      <Suspense fallback={<div aria-busy />}>
        <JsonEditor labelledBy={id} text={written.text} isReadOnly={disabled} type={written.type} />
      </Suspense>
    </Input.Wrapper>
  );
}

/** Reads JSON; undefined for what is none. */
export function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
