import { NativeSelect, SegmentedControl, Switch, TagsInput, TextInput, Checkbox, Group, Input } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { JsonValue } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { useViewer } from '../viewer.tsx';
import { durationWords, readDurationWords } from './duration-words.ts';
import styles from './form.module.css';
import { placeOf, useFormWorld, type FieldProps } from './form-world.tsx';
import { useWritten } from './use-written.ts';
import { said } from './said.ts';

/** Words that fit beside each other in a panel. */
const SEGMENTS_LENGTH = 34;

/** What all inputs are given: name, help, what is wrong. */
export function useFieldWords({ field, path }: Pick<FieldProps, 'field' | 'path'>) {
  const { title, help, troublesAt, isReadOnly } = useFormWorld();
  const [trouble] = troublesAt(path);
  return {
    label: title(field),
    description: help(field),
    error: trouble?.message,
    required: false,
    disabled: isReadOnly,
    'data-place': placeOf(path),
  };
}

/** A text in one line. */
export function LineField({ field, value, path, change }: FieldProps): ReactNode {
  const words = useFieldWords({ field, path });
  const sample = field.schema.examples?.[0];
  return (
    <TextInput
      {...words}
      value={said(value)}
      placeholder={typeof sample === 'string' && !sample.includes('{{') ? sample : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        change(text === '' && !field.required ? undefined : text, placeOf(path));
      }}
    />
  );
}

/** A number as people write it; words that are none stay in the field. */
export function NumberField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { error, ...words } = useFieldWords({ field, path });
  const { minimum, maximum, type, default: preset } = field.schema;
  const written = useWritten<JsonValue>(
    { value, path, change },
    {
      write: said,
      read: (text) => {
        const number = Number(text.trim().replace(',', '.'));
        return Number.isFinite(number) && (type !== 'integer' || Number.isInteger(number)) ? number : undefined;
      },
    },
  );
  const bounds =
    minimum === undefined || maximum === undefined ? undefined : t('number.between', { from: minimum, to: maximum });
  return (
    <TextInput
      {...words}
      inputMode="decimal"
      value={written.text}
      placeholder={preset === undefined ? undefined : said(preset)}
      error={written.isUnread ? t(type === 'integer' ? 'number.whole' : 'number.none') : error && (bounds ?? error)}
      classNames={{ input: styles.number ?? '' }}
      onChange={(event) => written.type(event.currentTarget.value)}
    />
  );
}

/** Yes or no. */
export function SwitchField({ field, value, path, change }: FieldProps): ReactNode {
  const { required: _needed, error, ...words } = useFieldWords({ field, path });
  const preset = field.schema.default === true;
  return (
    <Switch
      {...words}
      error={error}
      checked={value === undefined ? preset : value === true}
      onChange={(event) => {
        const isOn = event.currentTarget.checked;
        change(isOn === preset && !field.required ? undefined : isOn);
      }}
    />
  );
}

/** One of a few words: beside each other where there is room, else in a list. */
export function WordField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { word } = useFormWorld();
  const { label, description, error, disabled, ...rest } = useFieldWords({ field, path });
  const id = useId();
  const options = (field.schema.enum ?? []).map((each) => ({ value: said(each), label: word(field, said(each)) }));
  const preset = field.schema.default;
  const chosen = typeof value === 'string' ? value : value === undefined ? preset : said(value);
  const isShort = options.reduce((sum, option) => sum + option.label.length + 3, 0) <= SEGMENTS_LENGTH;
  const isKnown = options.some((option) => option.value === chosen);
  const choose = (next: string): void => change(next === '' ? undefined : next);
  if (isShort && options.length > 1 && isKnown && (field.required || preset !== undefined))
    return (
      <Input.Wrapper
        label={label}
        description={description}
        error={error}
        labelElement="div"
        labelProps={{ id }}
        {...rest}
      >
        <SegmentedControl
          fullWidth
          size="xs"
          mt={4}
          aria-labelledby={id}
          disabled={disabled}
          data={options}
          value={said(chosen)}
          onChange={choose}
        />
      </Input.Wrapper>
    );
  const unknown = isKnown || chosen === undefined ? [] : [{ value: said(chosen), label: said(chosen) }];
  const nothing = field.required || preset !== undefined ? [] : [{ value: '', label: t('word.none') }];
  return (
    <NativeSelect
      {...{ label, description, error, disabled }}
      {...rest}
      data={[...nothing, ...options, ...unknown]}
      value={said(chosen)}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** Several of a few words. */
export function WordsField({ field, value, path, change }: FieldProps): ReactNode {
  const { word } = useFormWorld();
  const { required: _needed, disabled, ...words } = useFieldWords({ field, path });
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const all = (field.schema.items?.enum ?? []).map(String);
  return (
    <Checkbox.Group
      {...words}
      value={chosen}
      onChange={(next) =>
        change(next.length === 0 && !field.required ? undefined : all.filter((each) => next.includes(each)))
      }
    >
      <Group gap="md" mt={4}>
        {all.map((each) => (
          <Checkbox key={each} value={each} label={word(field, each)} size="xs" disabled={disabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** A list of short texts. */
export function StringsField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const words = useFieldWords({ field, path });
  return (
    <TagsInput
      {...words}
      value={Array.isArray(value) ? value.map(String) : []}
      placeholder={t('strings.add')}
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearButtonProps={{ 'aria-label': t('strings.clear') }}
      onChange={(next) => change(next.length === 0 && !field.required ? undefined : next)}
    />
  );
}

/** A length of time in words; ISO 8601 is taken too and shown beside it. */
export function DurationField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { language } = useViewer();
  const { error, ...words } = useFieldWords({ field, path });
  const iso = typeof value === 'string' ? value : undefined;
  const preset = typeof field.schema.default === 'string' ? durationWords(field.schema.default, language) : undefined;
  const written = useWritten<JsonValue>(
    { value: iso, path, change },
    {
      write: (given) => (typeof given === 'string' ? (durationWords(given, language) ?? given) : ''),
      read: readDurationWords,
    },
  );
  return (
    <TextInput
      {...words}
      value={written.text}
      placeholder={preset ?? t('duration.sample')}
      error={written.isUnread ? t('duration.unread') : error}
      rightSection={iso !== undefined && !written.isUnread ? <code className={styles.iso}>{iso}</code> : undefined}
      rightSectionWidth={72}
      onChange={(event) => written.type(event.currentTarget.value)}
    />
  );
}
