import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { fieldOf, type FormSchema } from './field-model.ts';
import styles from './form.module.css';
import { useFormWorld, type FieldProps } from './form-world.tsx';

/** The object with a member under another name, at its place. */
function renamed(value: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name === from ? to : name, member]));
}

/** Names with a value each. `schema` is what every value is filled in with. */
export function MapField(props: FieldProps & { schema?: FormSchema; preset?: JsonValue }): ReactNode {
  const { field, value, path, change, preset = '' } = props;
  const t = useText('form');
  const { title, help, troublesAt, isReadOnly, Field } = useFormWorld();
  const given = isObject(value) ? value : {};
  const names = Object.keys(given);
  const { additionalProperties } = field.schema;
  const schema = props.schema ?? (isObject(additionalProperties) ? additionalProperties : {});
  const freshName = (): string => {
    for (let number = names.length + 1; ; number += 1) if (!names.includes(`name${number}`)) return `name${number}`;
  };
  const [trouble] = troublesAt(path);
  return (
    <fieldset className={styles.part} disabled={isReadOnly}>
      <legend className={styles.legend}>
        <span className={styles.label}>{title(field)}</span>
      </legend>
      <p className={styles.help}>{help(field)}</p>
      {trouble && <p className={styles.error}>{trouble.message}</p>}
      {names.map((name, at) => (
        <div key={at} className={styles.pair}>
          <NameInput
            name={name}
            taken={names.filter((each) => each !== name)}
            rename={(next) => change(renamed(given, name, next))}
          />
          <Field
            field={{ ...fieldOf(schema, { name, key: `${field.key}{}`, required: true }) }}
            value={given[name]}
            path={[...path, name]}
            change={(next, merge) => change({ ...given, [name]: next ?? '' }, merge)}
          />
          <ActionIcon
            size={28}
            mt={2}
            aria-label={t('remove', { what: name })}
            onClick={() => {
              const { [name]: _gone, ...rest } = given;
              change(Object.keys(rest).length === 0 && !field.required ? undefined : rest);
            }}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {!isReadOnly && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={styles.more}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change({ ...given, [freshName()]: preset })}
        >
          {t('map.add')}
        </Button>
      )}
    </fieldset>
  );
}

type NameInputProps = { name: string; taken: readonly string[]; rename(name: string): void };

/** The name is given when the field is left: a half of it may be that of another. */
function NameInput({ name, taken, rename }: NameInputProps): ReactNode {
  const t = useText('form');
  const [text, setText] = useState(name);
  const [known, setKnown] = useState(name);
  if (known !== name) {
    setKnown(name);
    setText(name);
  }
  const isTaken = taken.includes(text);
  return (
    <TextInput
      aria-label={t('map.name')}
      value={text}
      error={isTaken ? t('map.taken') : undefined}
      classNames={{ input: styles.mono ?? '' }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text !== name && text.trim() !== '' && !isTaken) rename(text.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
