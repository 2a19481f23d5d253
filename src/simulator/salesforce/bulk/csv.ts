/** How the parts of a CSV text are set apart. */
export type CsvShape = { delimiter: string; lineEnding: string };

/**
 * Reads CSV: quoted values may hold delimiters, line breaks and doubled quotes. A byte order mark and a last empty
 * line do not count. Throws for a quote that is never closed.
 */
export function parseCsv(text: string, delimiter = ','): string[][] {
  const source = text.replace(/^\uFEFF/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < source.length) {
    const value = source[at] === '"' ? readQuoted(source, at) : readPlain(source, at, delimiter);
    row.push(value.text);
    at = value.end;
    if (source.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at < source.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    if (source[at] === '\r') at++;
    if (source[at] === '\n') at++;
  }
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}

function readQuoted(source: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) throw new Error(`The quote at character ${start + 1} is never closed`);
    text += source.slice(at, quote);
    if (source[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}

function readPlain(source: string, start: number, delimiter: string): { text: string; end: number } {
  let end = start;
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r' && !source.startsWith(delimiter, end))
    end++;
  return { text: source.slice(start, end), end };
}

/** Writes CSV with every value quoted. */
export function writeCsv(rows: readonly (readonly string[])[], shape: CsvShape): string {
  return rows
    .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(shape.delimiter) + shape.lineEnding)
    .join('');
}
