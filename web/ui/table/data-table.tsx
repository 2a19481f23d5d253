import { Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../empty-state.tsx';
import { useViewer } from '../viewer.tsx';
import type { Column, Filter } from './columns.ts';
import styles from './data-table.module.css';
import { nextSort, parseSort, rowAfterKey, sortRows, writeSort } from './table-data.ts';
import { TableBar } from './table-bar.tsx';
import { useColumns } from './use-columns.ts';

const ROW_PX = 41;
const DENSE_ROW_PX = 24;
const VIRTUAL_ABOVE = 100;
const PAGE_ROWS = 10;

export type DataTableProps<Row> = {
  /** Names the kept choice of columns and the CSV file: `runs`. */
  name: string;
  /** Read aloud: "Runs". */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  /** All that the rows stand for, where some are folded away: what is counted, and what the CSV holds. */
  whole?: readonly Row[] | undefined;
  keyOf(row: Row): string;
  /** What a row is called, for its check box. */
  nameOf?(row: Row): string;
  /** Enter on a row, or a click on it. A link in the first cell should lead to the same. */
  onOpen?(row: Row): void;
  /** `name` or `-name`, as the address has it. */
  sort?: string | undefined;
  onSort?(sort: string | undefined): void;
  filters?: readonly Filter[];
  /** The filters' values, as the address has them. */
  chosen?: Readonly<Record<string, readonly string[] | undefined>>;
  onFilter?(name: string, values: readonly string[]): void;
  selected?: ReadonlySet<string>;
  onSelect?(keys: ReadonlySet<string>): void;
  /** Stands left in the bar: a search box. */
  search?: ReactNode;
  /** Stands right in the bar: what can be done with the selected rows. */
  actions?: ReactNode;
  /** Set where the server has more rows than are here. */
  more?: { load(): void; busy: boolean } | undefined;
  /** Rows of one line, close together: for lists that are looked through more than read. */
  dense?: boolean;
  /** Where there is no row at all; where filters leave none the table says so itself. */
  empty: ReactNode;
};

/** A dense table: sorted by a click, filtered by chips, moved through by keys; rows beyond a hundred are drawn as they come into view. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { name, label, columns, rows, whole, keyOf, sort, chosen = {}, more, empty } = props;
  const t = useText('ui');
  const { language } = useViewer();
  const choice = useColumns(name, columns);
  const order = parseSort(sort);
  const ordered = useMemo(() => {
    const sortBy = columns.find(({ id }) => id === order?.column)?.sortBy;
    if (!rows || !order || !sortBy) return rows ?? [];
    return sortRows(rows, { valueOf: sortBy, down: order.down, language });
    // The order is made anew from its text.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, columns, sort, language]);
  const isFiltered = Object.values(chosen).some((values) => (values?.length ?? 0) > 0);
  const isEmpty = rows !== undefined && rows.length === 0;
  if (isEmpty && !isFiltered && props.search === undefined) return empty;
  return (
    <div className={styles.table}>
      <TableBar {...props} choice={choice} ordered={whole ?? ordered} />
      {isEmpty ? (
        isFiltered ? (
          <EmptyState title={t('table.noMatch')} why={t('table.noMatch.why')} />
        ) : (
          empty
        )
      ) : (
        <Grid {...props} label={label} columns={choice.shown} rows={ordered} keyOf={keyOf} busy={rows === undefined} />
      )}
      {more && (
        <Button variant="default" loading={more.busy} onClick={more.load}>
          {t('table.more')}
        </Button>
      )}
    </div>
  );
}

type GridProps<Row> = Omit<DataTableProps<Row>, 'rows'> & { rows: readonly Row[]; busy: boolean };

function Grid<Row>(props: GridProps<Row>): ReactNode {
  const { label, columns, rows, keyOf, onOpen, selected, onSelect, busy, dense = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const isVirtual = rows.length > VIRTUAL_ABOVE;
  // What it gives is used here alone and never kept.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (dense ? DENSE_ROW_PX : ROW_PX),
    overscan: 12,
    enabled: isVirtual,
  });
  const items = virtual.getVirtualItems();
  const indexes = isVirtual ? items.map(({ index }) => index) : rows.map((_row, index) => index);
  const above = isVirtual ? (items[0]?.start ?? 0) : 0;
  const below = isVirtual ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const width = columns.length + (onSelect ? 1 : 0);
  const focusRow = (index: number): void => {
    setActive(index);
    if (isVirtual) virtual.scrollToIndex(index);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus());
  };
  const toggle = (key: string): void => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  const press = (event: KeyboardEvent<HTMLTableRowElement>, index: number): void => {
    const row = rows[index];
    if (event.target !== event.currentTarget || row === undefined || event.ctrlKey || event.metaKey) return;
    const next = rowAfterKey(event.key, { row: index, count: rows.length, page: PAGE_ROWS });
    if (next !== undefined) focusRow(next);
    else if (event.key === 'Enter') onOpen?.(row);
    else if (event.key === ' ' && onSelect) toggle(keyOf(row));
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.box} ref={box} data-virtual={isVirtual} data-dense={dense}>
      <table aria-label={label} aria-busy={busy} aria-rowcount={rows.length + 1} className={styles.grid}>
        <Head {...props} />
        <tbody ref={body}>
          {above > 0 && <Gap height={above} width={width} />}
          {indexes.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <Line
                key={key}
                {...props}
                row={row}
                index={index}
                isSelected={selected?.has(key) ?? false}
                isStop={index === Math.min(active, rows.length - 1)}
                toggle={() => toggle(key)}
                enter={() => setActive(index)}
                press={(event) => press(event, index)}
              />
            );
          })}
          {below > 0 && <Gap height={below} width={width} />}
          {busy && <Ghosts width={width} />}
        </tbody>
      </table>
    </div>
  );
}

type LineProps<Row> = GridProps<Row> & {
  row: Row;
  index: number;
  isSelected: boolean;
  /** True for the one row that Tab stops at. */
  isStop: boolean;
  toggle(): void;
  enter(): void;
  press(event: KeyboardEvent<HTMLTableRowElement>): void;
};

function Line<Row>(props: LineProps<Row>): ReactNode {
  const { row, index, columns, keyOf, nameOf, onOpen, onSelect, isSelected, isStop, toggle, enter, press } = props;
  const t = useText('ui');
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      data-open={onOpen !== undefined}
      aria-selected={onSelect ? isSelected : undefined}
      tabIndex={isStop ? 0 : -1}
      onFocus={enter}
      onKeyDown={press}
      onClick={(event) => isOnRowItself(event) && onOpen?.(row)}
    >
      {onSelect && (
        <td className={styles.check}>
          <Checkbox
            size="xs"
            checked={isSelected}
            aria-label={t('table.select', { name: nameOf?.(row) ?? keyOf(row) })}
            onChange={toggle}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Head<Row>(props: GridProps<Row>): ReactNode {
  const { columns, rows, keyOf, sort, onSort, selected, onSelect } = props;
  const t = useText('ui');
  const order = parseSort(sort);
  const all = rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)));
  return (
    <thead>
      <tr>
        {onSelect && (
          <th className={styles.check}>
            <Checkbox
              size="xs"
              checked={all}
              indeterminate={!all && (selected?.size ?? 0) > 0}
              aria-label={t('table.selectAll')}
              onChange={() => onSelect(new Set(all ? [] : rows.map(keyOf)))}
            />
          </th>
        )}
        {columns.map((column) => {
          const { id, header, align, width, sortBy } = column;
          const isOrder = order?.column === id;
          const direction = isOrder ? (order.down ? 'descending' : 'ascending') : 'none';
          return (
            <th
              key={id}
              scope="col"
              data-align={align}
              style={{ width }}
              aria-sort={sortBy && onSort ? direction : undefined}
            >
              {sortBy && onSort ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => {
                    const next = nextSort(order, id);
                    onSort(next && writeSort(next));
                  }}
                >
                  {header}
                  {isOrder &&
                    (order.down ? <IconArrowDown size={14} aria-hidden /> : <IconArrowUp size={14} aria-hidden />)}
                </button>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** The height of rows that are not drawn. */
function Gap({ height, width }: { height: number; width: number }): ReactNode {
  return (
    <tr aria-hidden>
      <td aria-hidden colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** Rows that are on their way. */
function Ghosts({ width }: { width: number }): ReactNode {
  return [0, 1, 2, 3, 4].map((row) => (
    <tr key={row} aria-hidden>
      <td aria-hidden colSpan={width}>
        <span className={styles.ghost} />
      </td>
    </tr>
  ));
}

/** False for a click on a link, a button or a box inside the row, and for one that ends a selection of text. */
function isOnRowItself({ target }: MouseEvent): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, label') !== null;
  return !isControl && (getSelection()?.isCollapsed ?? true);
}
