import { cleanText, cut, widthOf, type Line, type Span } from './text.ts';

/** One column: its heading, and whether its values are numbers. A column that may be cut gives way first. */
export type Column = { head: string; right?: true; cut?: true };

const GAP = 2;
/** A column that gives way keeps this much. */
const NARROWEST = 8;

/** Lines of a table with a heading; no wider than `width` where that is known. Empty where there are no rows. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Span[])[],
  width: number | undefined,
): Line[] {
  if (rows.length === 0) return [];
  const texts = rows.map((row) => columns.map((_, at) => cleanText(textOf(row[at]))));
  const widths = columns.map(({ head }, at) => Math.max(widthOf(head), ...texts.map((row) => widthOf(row[at] ?? ''))));
  if (width !== undefined) narrow(widths, columns, width);
  const cell = (text: string, at: number): string => {
    const room = widths[at] ?? 0;
    const shown = cut(text, room);
    const blank = ' '.repeat(room - widthOf(shown));
    return `${columns[at]?.right ? `${blank}${shown}` : `${shown}${blank}`}${' '.repeat(GAP)}`;
  };
  return [
    columns.map(({ head }, at): Span => ({ text: cell(head, at), style: 'dim' })),
    ...rows.map((row, index) =>
      columns.map((_, at): Span => {
        const text = cell(texts[index]?.[at] ?? '', at);
        const span = row[at];
        return typeof span === 'object' ? { text, style: span.style } : text;
      }),
    ),
  ];
}

/** Takes what is too much from the columns that may be cut, from the widest first. */
function narrow(widths: number[], columns: readonly Column[], width: number): void {
  const total = (): number => widths.reduce((sum, each) => sum + each + GAP, -GAP);
  const flexible = columns.flatMap((column, at) => (column.cut ? [at] : []));
  while (total() > width) {
    const widest = flexible.reduce(
      (best, at) => ((widths[at] ?? 0) > (widths[best] ?? 0) ? at : best),
      flexible[0] ?? -1,
    );
    const room = widths[widest];
    if (room === undefined || room <= NARROWEST) return;
    widths[widest] = room - 1;
  }
}

function textOf(span: Span | undefined): string {
  return typeof span === 'object' ? span.text : (span ?? '');
}
