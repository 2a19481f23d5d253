import { useState } from 'react';
import type { Column } from './columns.ts';

/** Which columns are shown; the choice is kept in this browser under the table's name. */
export function useColumns<Row>(
  table: string,
  columns: readonly Column<Row>[],
): { shown: readonly Column<Row>[]; isShown(id: string): boolean; toggle(id: string): void } {
  const [choice, setChoice] = useState(() => readChoice(table));
  const isShown = (id: string): boolean => {
    const column = columns.find((each) => each.id === id);
    return column !== undefined && (column.fixed === true || (choice[id] ?? column.optional !== true));
  };
  const toggle = (id: string): void => {
    const next = { ...choice, [id]: !isShown(id) };
    localStorage.setItem(keyOf(table), JSON.stringify(next));
    setChoice(next);
  };
  return { shown: columns.filter(({ id }) => isShown(id)), isShown, toggle };
}

const keyOf = (table: string): string => `rondine.columns.${table}`;

function readChoice(table: string): Readonly<Record<string, boolean>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}
