import { ActionIcon, Button, CloseButton, Menu, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload, IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { saveText } from '../save-file.ts';
import type { Column } from './columns.ts';
import styles from './data-table.module.css';
import type { DataTableProps } from './data-table.tsx';
import { toCsv } from './table-data.ts';
import type { useColumns } from './use-columns.ts';

type BarProps<Row> = DataTableProps<Row> & { choice: ReturnType<typeof useColumns<Row>>; ordered: readonly Row[] };

/** Above the rows: search, filters as chips, what is selected, columns and CSV. */
export function TableBar<Row>(props: BarProps<Row>): ReactNode {
  const { name, columns, choice, ordered, search, actions, selected } = props;
  const t = useText('ui');
  const count = selected?.size ?? 0;
  const save = (): void => {
    const lines = ordered.map((row) => choice.shown.map((column) => csvOf(column, row)));
    saveText(`${name}.csv`, toCsv([choice.shown.map(({ header }) => header), ...lines]), 'text/csv');
  };
  return (
    <div className={styles.bar}>
      {search}
      <Filters {...props} />
      <div className={styles.end}>
        <span className={styles.count} role="status">
          {count > 0 ? t('table.selected', { count }) : t('table.rows', { count: ordered.length })}
        </span>
        {actions}
        <Menu closeOnItemClick={false} width={220}>
          <Menu.Target>
            <Tooltip label={t('table.columns')}>
              <ActionIcon aria-label={t('table.columns')}>
                <IconColumns3 size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {columns.map(({ id, header, fixed = false }) => (
              <Menu.CheckboxItem
                key={id}
                checked={choice.isShown(id)}
                disabled={fixed}
                onChange={() => choice.toggle(id)}
              >
                {header}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Tooltip label={t('table.csv')}>
          <ActionIcon aria-label={t('table.csv')} disabled={ordered.length === 0} onClick={save}>
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

function csvOf<Row>({ csv, sortBy }: Column<Row>, row: Row): string {
  return csv?.(row) ?? String(sortBy?.(row) ?? '');
}

function Filters<Row>({ filters = [], chosen = {}, onFilter }: BarProps<Row>): ReactNode {
  const t = useText('ui');
  if (!onFilter || filters.length === 0) return null;
  const set = filters.flatMap(({ name, label, options }) =>
    (chosen[name] ?? []).map((value) => ({
      name,
      label,
      value,
      title: options.find((option) => option.value === value)?.label ?? value,
    })),
  );
  const toggle = (name: string, value: string): void => {
    const now = chosen[name] ?? [];
    onFilter(name, now.includes(value) ? now.filter((each) => each !== value) : [...now, value]);
  };
  return (
    <>
      <Menu closeOnItemClick={false} width={240} position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconFilter size={16} aria-hidden />}>
            {t('table.filter')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {filters.map(({ name, label, options }) => (
            <div key={name} role="group" aria-label={label}>
              <Menu.Label>{label}</Menu.Label>
              {options.map(({ value, label: title }) => {
                const on = chosen[name]?.includes(value) ?? false;
                return (
                  <Menu.CheckboxItem key={value} checked={on} onChange={() => toggle(name, value)}>
                    {title}
                  </Menu.CheckboxItem>
                );
              })}
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      {set.map(({ name, label, value, title }) => (
        <span key={`${name}=${value}`} className={styles.chip}>
          {label}: {title}
          <CloseButton
            size="xs"
            radius="xl"
            aria-label={t('table.filter.remove', { name: label, value: title })}
            onClick={() => toggle(name, value)}
          />
        </span>
      ))}
      {set.length > 1 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => {
            for (const { name } of filters) if (chosen[name]?.length) onFilter(name, []);
          }}
        >
          {t('table.filter.clear')}
        </Button>
      )}
    </>
  );
}
