import {
  Button,
  JsonInput,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconDice3 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JsonValue } from '../../src/base/json.ts';
import { useText } from '../i18n/use-text.ts';
import { isMasked, randomText, type ConfigField, type FieldProblem, type Filled } from './config-fields.ts';
import styles from './connections.module.css';

type ConfigFormProps = {
  fields: readonly ConfigField[];
  filled: Filled;
  /** What is kept already; secrets masked. */
  before?: Filled;
  /** What is wrong, shown once somebody wanted to go on. */
  problems: Readonly<Record<string, FieldProblem>>;
  change(name: string, value: JsonValue | undefined): void;
  /** True where nothing may be changed. */
  disabled?: boolean;
};

/** The fields of a configuration: those that are needed first, the others behind a word. */
export function ConfigForm({
  fields,
  filled,
  before = {},
  problems,
  change,
  disabled = false,
}: ConfigFormProps): ReactNode {
  const t = useText('connections');
  const shown = fields.filter(({ kept }) => !kept);
  const first = shown.filter(
    ({ required, name }) => required || (filled[name] !== undefined && problems[name] !== undefined),
  );
  const others = shown.filter((field) => !first.includes(field));
  const view = (field: ConfigField): ReactNode => (
    <FieldView
      key={field.name}
      field={field}
      value={filled[field.name]}
      before={before[field.name]}
      problem={problems[field.name]}
      disabled={disabled}
      change={(value) => change(field.name, value)}
    />
  );
  return (
    <div className={styles.fields}>
      {first.map(view)}
      {others.length > 0 && (
        <details open={first.length === 0}>
          <summary className={styles.more}>{t('fields.more', { count: others.length })}</summary>
          <div className={styles.fields}>{others.map(view)}</div>
        </details>
      )}
    </div>
  );
}

type FieldViewProps = {
  field: ConfigField;
  value: JsonValue | undefined;
  /** As it is kept; masked where it is secret. */
  before: JsonValue | undefined;
  problem: FieldProblem | undefined;
  disabled: boolean;
  change(value: JsonValue | undefined): void;
};

function FieldView(props: FieldViewProps): ReactNode {
  const t = useText('connections');
  const { field, value, problem, disabled, change } = props;
  const { title, description, kind, fallback, options = [], required } = field;
  const text = typeof value === 'string' ? value : '';
  const common = {
    label: title,
    disabled,
    ...(description === undefined ? {} : { description }),
    ...(problem ? { error: t(`field.${problem}`) } : {}),
    ...(required ? { required: true } : {}),
    ...(fallback === undefined || typeof fallback === 'object' ? {} : { placeholder: String(fallback) }),
    autoComplete: 'off',
  };
  const typed = (event: { currentTarget: { value: string } }): void => change(event.currentTarget.value);
  switch (kind) {
    case 'switch':
      return (
        <Switch
          label={title}
          disabled={disabled}
          {...(description === undefined ? {} : { description })}
          checked={value === undefined ? fallback === true : value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => change(next === '' ? undefined : Number(next))}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={options}
          value={text || (typeof fallback === 'string' ? fallback : null)}
          onChange={(next) => change(next ?? undefined)}
          allowDeselect={false}
        />
      );
    case 'texts':
      return (
        <TagsInput
          {...common}
          value={Array.isArray(value) ? value.map(String) : Array.isArray(fallback) ? fallback.map(String) : []}
          onChange={change}
        />
      );
    case 'long':
      return <Textarea {...common} autosize minRows={3} maxRows={8} value={text} onChange={typed} />;
    case 'json':
      return <JsonField {...props} common={common} />;
    case 'secret':
      return <SecretField {...props} common={common} />;
    default:
      return <TextInput {...common} value={text} onChange={typed} />;
  }
}

/** A secret that is set stays unless another one is typed; it is never shown again. */
function SecretField({
  field,
  value,
  before,
  disabled,
  change,
  common,
}: FieldViewProps & { common: object }): ReactNode {
  const t = useText('connections');
  const isSet = isMasked(before);
  const text = typeof value === 'string' && !isMasked(value) ? value : '';
  return (
    <div className={styles.withButton}>
      <PasswordInput
        {...common}
        {...(isSet && value === before ? { placeholder: t('field.set'), required: false } : {})}
        autoComplete="new-password"
        value={text}
        onChange={({ currentTarget }) => change(currentTarget.value === '' && isSet ? before : currentTarget.value)}
      />
      {field.madeUp && (
        <Button
          variant="default"
          leftSection={<IconDice3 size={16} aria-hidden />}
          disabled={disabled}
          onClick={() => change(randomText((bytes) => crypto.getRandomValues(bytes)))}
        >
          {t('field.make')}
        </Button>
      )}
      {isSet && !field.required && (
        <Button
          variant="default"
          disabled={disabled || value === undefined}
          aria-label={t('field.clear.what', { title: field.title })}
          onClick={() => change(undefined)}
        >
          {t('field.clear')}
        </Button>
      )}
    </div>
  );
}

function JsonField({ value, change, common }: FieldViewProps & { common: object }): ReactNode {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);
  const read = (typed: string): void => {
    try {
      change(typed.trim() === '' ? undefined : (JSON.parse(typed) as JsonValue));
    } catch {
      // What is not JSON yet is kept as it is typed, and does not fit.
      change(typed);
    }
  };
  return <JsonInput {...common} autosize minRows={3} maxRows={12} value={text} onChange={read} />;
}
