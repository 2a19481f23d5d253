import type { ReactNode } from 'react';
import type { SortValue } from './table-data.ts';

/** One column of a table. */
export type Column<Row> = {
  /** Names it in the address, in what is kept and in the CSV. */
  id: string;
  header: string;
  cell(row: Row): ReactNode;
  /** What the rows are sorted by; without it the column cannot be sorted. */
  sortBy?(row: Row): SortValue;
  /** What stands in the CSV; what it sorts by unless told. */
  csv?(row: Row): string;
  /** `end` for numbers. */
  align?: 'start' | 'end';
  width?: number | string;
  /** Not shown until the person asks for it. */
  optional?: boolean;
  /** Always shown: what tells a row from others. */
  fixed?: boolean;
};

/** A filter over a table: the name is the one in the address. */
export type Filter = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
};
