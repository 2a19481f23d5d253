const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** A text as a SOQL string literal, quotes included; no value can end it early. */
export function soqlText(value: string): string {
  return `'${value.replace(/[\\'"\n\r\t\b\f]/g, (character) => ESCAPES[character] ?? character)}'`;
}

/** A point in time as a SOQL date-time literal, cut to the second. */
export function soqlTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A text as a part of a LIKE pattern, without quotes: its own `%` and `_` stand for themselves. */
export function soqlLike(value: string): string {
  return soqlText(value)
    .slice(1, -1)
    .replace(/[%_]/g, (character) => `\\${character}`);
}
