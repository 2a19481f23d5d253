/** What a table sorts by: a column's id, and which way. */
export type Sort = { column: string; down: boolean };

/** Reads `name` or `-name`, as the address has it. */
export function parseSort(text: string | undefined): Sort | undefined {
  if (text === undefined || text.replace(/^-/, '') === '') return undefined;
  return { column: text.replace(/^-/, ''), down: text.startsWith('-') };
}

/** Writes what `parseSort` reads. */
export function writeSort({ column, down }: Sort): string {
  return down ? `-${column}` : column;
}

/** The order after a click on a column's head: up, down, then as the rows come. */
export function nextSort(now: Sort | undefined, column: string): Sort | undefined {
  if (now?.column !== column) return { column, down: false };
  return now.down ? undefined : { column, down: true };
}

/** What rows are compared by; nothing comes last, whichever way. */
export type SortValue = string | number | undefined;

/** The rows in order; equal ones stay as they came. Texts as the language has it, numbers inside texts by size. */
export function sortRows<Row>(
  rows: readonly Row[],
  { valueOf, down, language }: { valueOf(row: Row): SortValue; down: boolean; language: string },
): Row[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const compare = (left: SortValue, right: SortValue): number => {
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return down ? -order : order;
  };
  return rows.toSorted((left, right) => compare(valueOf(left), valueOf(right)));
}

/**
 * Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read accents. A cell that a spreadsheet would take
 * for a formula gets a quote in front: texts come from customers.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s.,]+$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Where the keys lead from a row: undefined where the key means nothing to a table. */
export function rowAfterKey(
  key: string,
  { row, count, page }: { row: number; count: number; page: number },
): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(last, row + 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(0, row - 1);
    case 'PageDown':
      return Math.min(last, row + page);
    case 'PageUp':
      return Math.max(0, row - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
