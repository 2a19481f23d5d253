import { ActionIcon, Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { OPERATORS, type Comparison, type Operator } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { placeOf, useFormWorld, type FieldPath, type FieldProps } from '../../../ui/form/form-world.tsx';
import { TemplateBox } from '../template/template-field.tsx';
import {
  conditionOf,
  EMPTY_ROW,
  groupOf,
  hasRight,
  isGroup,
  sideText,
  withOperator,
  type ConditionGroup,
  type ConditionRow,
} from './condition-rows.ts';
import styles from './condition.module.css';

/** Groups inside of groups that are offered. */
const DEEPEST = 3;

/** A condition as rows: what, how, with what; of which all or any must hold. */
export function ConditionField({ field, value, path, change }: FieldProps): ReactNode {
  const { title, troublesAt } = useFormWorld();
  const trouble = troublesAt(path, true)[0];
  return (
    <fieldset className={styles.condition} data-place={placeOf(path)}>
      <legend className={styles.legend}>{title(field)}</legend>
      <Group
        group={groupOf(value)}
        path={path}
        depth={0}
        change={(group, merge) => change(conditionOf(group), merge)}
      />
      {trouble && <p className={styles.error}>{trouble.message}</p>}
    </fieldset>
  );
}

type GroupProps = {
  group: ConditionGroup;
  path: FieldPath;
  depth: number;
  change(group: ConditionGroup, merge?: string): void;
};

function Group({ group, path, depth, change }: GroupProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const { join, rows } = group;
  const set = (at: number, row: ConditionRow | undefined, merge?: string): void =>
    change({ join, rows: row ? rows.with(at, row) : rows.toSpliced(at, 1) }, merge);
  return (
    <div className={styles.group} data-depth={depth}>
      {rows.length > 1 && (
        <SegmentedControl
          size="xs"
          disabled={isReadOnly}
          aria-label={t('condition.join')}
          className={styles.join ?? ''}
          data={[
            { value: 'all', label: t('condition.all') },
            { value: 'any', label: t('condition.any') },
          ]}
          value={join}
          onChange={(next) => change({ join: next === 'any' ? 'any' : 'all', rows })}
        />
      )}
      {rows.map((row, at) => (
        <div key={at} className={styles.row}>
          <div className={styles.cells}>
            {isGroup(row) ? (
              <Group
                group={row}
                path={[...path, at]}
                depth={depth + 1}
                change={(next, merge) => set(at, next, merge)}
              />
            ) : (
              <Row row={row} path={[...path, at]} change={(next, merge) => set(at, next, merge)} />
            )}
          </div>
          {!isReadOnly && rows.length > (depth === 0 ? 1 : 0) && (
            <ActionIcon
              size={24}
              aria-label={t('condition.remove', { row: at + 1 })}
              onClick={() => set(at, undefined)}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <div className={styles.more}>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => change({ join, rows: [...rows, EMPTY_ROW] })}
          >
            {t('condition.add')}
          </Button>
          {depth < DEEPEST && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              onClick={() =>
                change({ join, rows: [...rows, { join: join === 'all' ? 'any' : 'all', rows: [EMPTY_ROW] }] })
              }
            >
              {t('condition.addGroup')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

type RowProps = { row: Comparison; path: FieldPath; change(row: Comparison, merge?: string): void };

function Row({ row, path, change }: RowProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  return (
    <>
      <TemplateBox
        isBare
        hasPreview={false}
        label={t('condition.left')}
        hint={t('condition.left')}
        text={sideText(row.left)}
        isReadOnly={isReadOnly}
        type={(left) => change({ ...row, left }, placeOf([...path, 'left']))}
      />
      <NativeSelect
        size="sm"
        aria-label={t('condition.operator')}
        disabled={isReadOnly}
        data={OPERATORS.map((value) => ({ value, label: t.known(`operator.${value}`) ?? value }))}
        value={row.operator}
        onChange={(event) => change(withOperator(row, event.currentTarget.value as Operator))}
      />
      {hasRight(row.operator) && (
        <TemplateBox
          isBare
          hasPreview={false}
          label={t('condition.right')}
          hint={row.operator === 'isOneOf' ? t('condition.list') : t('condition.right')}
          text={sideText(row.right)}
          isReadOnly={isReadOnly}
          type={(right) => change({ ...row, right }, placeOf([...path, 'right']))}
        />
      )}
    </>
  );
}
