import { ActionIcon, Badge, Button, MultiSelect, NativeSelect } from '@mantine/core';
import { IconBraces, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Diagnostic } from '../../../../src/base/diagnostic.ts';
import type { JsonObject, JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { placeOf, useFormWorld } from '../../../ui/form/form-world.tsx';
import { TemplateBox } from '../template/template-field.tsx';
import type { MappingAsk, RowChange } from './mapping-form.tsx';
import { rowInput, type MappingField, type RowInput } from './mapping-model.ts';
import { SuggestInput } from './suggest-input.tsx';
import styles from './mapping.module.css';
import { said } from '../../../ui/form/said.ts';

type MappingRowProps = {
  ask: MappingAsk;
  field: MappingField;
  input: JsonObject;
  /** Where it stands in the input. */
  path: readonly (string | number)[];
  /** What the system would refuse. */
  findings: readonly Diagnostic[];
  change: RowChange;
};

/** One field of the system: what it is called there, its type, and what it is given. */
export function MappingRow({ ask, field, input, path, findings, change }: MappingRowProps): ReactNode {
  const t = useText('stepPanel');
  const { troublesAt, isReadOnly } = useFormWorld();
  const [member = '', name = ''] = path.map(String);
  const value = (input[member] as JsonObject | undefined)?.[name];
  const suited = rowInput(field, value);
  const [isWritten, write] = useState(false);
  const kind: RowInput = isWritten ? 'write' : suited;
  const canChoose = suited !== 'write' || field.values.length > 0 || field.isReference || field.isYesNo;
  const own = troublesAt(['input', ...path], true);
  const troubles = [...own, ...findings.filter((each) => !own.some(({ message }) => message === each.message))];
  return (
    <li className={styles.row} data-required={field.isRequired || undefined} data-place={placeOf(['input', ...path])}>
      <div className={styles.what}>
        <span className={styles.name}>
          {field.label}
          {field.isRequired && (
            <span className={styles.must} title={t('mapping.required')}>
              {' '}
              *<span className={styles.hidden}> {t('mapping.required')}</span>
            </span>
          )}
        </span>
        <span className={styles.facts}>
          <code>{field.name}</code> {field.type}
          {field.most !== undefined && ` · ${t('mapping.most', { count: field.most })}`}
          {field.isKey && (
            <Badge size="xs" color="blue">
              {t('mapping.isKey')}
            </Badge>
          )}
        </span>
      </div>
      <div className={styles.value}>
        <RowValue {...{ ask, field, input, path, kind, value, change }} />
        {canChoose && !isReadOnly && (
          <ActionIcon
            size={22}
            className={styles.toggle ?? ''}
            aria-label={t('mapping.write', { field: field.label })}
            aria-pressed={kind === 'write'}
            onClick={() => {
              if (kind === 'write') change(undefined);
              write(kind !== 'write');
            }}
          >
            <IconBraces size={14} aria-hidden />
          </ActionIcon>
        )}
        {value !== undefined && !isReadOnly && (
          <ActionIcon
            size={22}
            aria-label={t('mapping.clear', { field: field.label })}
            onClick={() => change(undefined)}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {troubles.map(({ code, severity, message, fix }) => (
        <p key={code + message} className={styles.trouble} data-severity={severity}>
          {message} <span>{fix}</span>
        </p>
      ))}
    </li>
  );
}

type RowValueProps = Pick<MappingRowProps, 'ask' | 'field' | 'input' | 'path' | 'change'> & {
  kind: RowInput;
  value: JsonValue | undefined;
};

function RowValue({ ask, field, input, path, kind, value, change }: RowValueProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const nothing = { value: '', label: t('mapping.nothing') };
  switch (kind) {
    case 'yesNo':
      return (
        <NativeSelect
          size="xs"
          aria-label={field.label}
          disabled={isReadOnly}
          data={[nothing, { value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]}
          value={said(value)}
          onChange={(event) =>
            change(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true')
          }
        />
      );
    case 'choose': {
      const isKnown = value === undefined || field.values.some((each) => each.value === value);
      return (
        <NativeSelect
          size="xs"
          aria-label={field.label}
          disabled={isReadOnly}
          data={[nothing, ...field.values, ...(isKnown ? [] : [{ value: said(value), label: said(value) }])]}
          value={said(value)}
          onChange={(event) => change(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      );
    }
    case 'several':
      return (
        <MultiSelect
          size="xs"
          aria-label={field.label}
          disabled={isReadOnly}
          data={[...field.values]}
          value={Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(';') : []}
          onChange={(next) => change(next.length === 0 ? undefined : next)}
        />
      );
    case 'record':
      return <SuggestInput isBare {...{ ask, input, path, value }} label={field.label} change={change} />;
    case 'write':
      return (
        <TemplateBox
          isBare
          label={field.label}
          help={field.help}
          text={said(value)}
          isReadOnly={isReadOnly}
          type={(next) => change(next === '' ? undefined : next, placeOf(path))}
        />
      );
  }
}

/** Takes over a part of a suggestion. */
export function TakeButton({ what, take }: { what: string; take(): void }): ReactNode {
  const t = useText('stepPanel');
  return (
    <Button variant="default" size="compact-xs" aria-label={t('proposal.takeOne', { field: what })} onClick={take}>
      {t('proposal.take')}
    </Button>
  );
}
