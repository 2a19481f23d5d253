import { Button, TagsInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { JsonField } from '../../../ui/form/json-field.tsx';
import { MapField } from '../../../ui/form/map-field.tsx';
import { useFieldWords } from '../../../ui/form/inputs.tsx';
import { placeOf, useFormWorld, type FieldProps } from '../../../ui/form/form-world.tsx';
import { TemplateBox } from '../template/template-field.tsx';
import styles from '../template/template.module.css';
import { said } from '../../../ui/form/said.ts';

/** A value inside of a map of values. */
const VALUE: FormSchema = { field: 'value' };

/** Any value with templates inside: a text as it is written, anything else as JSON; the author changes between them. */
export function ValueField(props: FieldProps): ReactNode {
  const { field, value, path, change } = props;
  const t = useText('stepPanel');
  const { title, help, troublesAt, isReadOnly } = useFormWorld();
  const isText = value === undefined || typeof value === 'string';
  const [isJson, setJson] = useState(!isText);
  const isBare = field.key.endsWith('{}');
  if (field.schema.type === 'object') return <MapField {...props} schema={VALUE} />;
  const change2 = (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      disabled={isReadOnly || (isJson && !isText)}
      onClick={() => setJson(!isJson)}
    >
      {isJson ? t('value.text') : t('value.json')}
    </Button>
  );
  if (isJson || !isText)
    return (
      <div className={styles.box}>
        <JsonField {...props} />
        {isText && change2}
      </div>
    );
  return (
    <TemplateBox
      isBare={isBare}
      label={isBare ? field.name : title(field)}
      help={isBare ? undefined : help(field)}
      text={typeof value === 'string' ? value : ''}
      error={troublesAt(path, true)[0]?.message}
      isReadOnly={isReadOnly}
      place={placeOf(path)}
      beside={isBare ? undefined : change2}
      type={(next) => change(next === '' && !field.required ? undefined : next, placeOf(path))}
    />
  );
}

/** The values of a case: one or several, as words. Numbers stay numbers where they were. */
export function LabelsField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('stepPanel');
  const words = useFieldWords({ field, path });
  const labels: readonly JsonValue[] = Array.isArray(value)
    ? value
    : value === undefined || value === ''
      ? []
      : [value];
  return (
    <TagsInput
      {...words}
      value={labels.map(said)}
      placeholder={labels.length === 0 ? t('labels.add') : undefined}
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearButtonProps={{ 'aria-label': t('labels.clear') }}
      onChange={(next) => {
        const kept = next.map((text) => labels.find((each) => said(each) === text) ?? text);
        change(kept.length === 1 ? (kept[0] ?? '') : kept);
      }}
    />
  );
}
