import type { Kind } from '../records.ts';
import type { Query } from '../store.ts';
import type { Dialect } from './dialect.ts';
import { TABLES, type SqlValue, type Where } from './tables.ts';

/** A statement's text and what to run it with. */
export type Statement = { sql: string; values: SqlValue[] };

/** Most records that `list` gives when it is not told. */
export const DEFAULT_LIMIT = 1000;

/** The text that adds a record; it changes no row when the key is taken. Its parameters are the row. */
export function insertText(kind: Kind, dialect: Dialect): string {
  return `${insertInto(kind, dialect)} NOTHING`;
}

/** The text that adds a record or writes over it. Its parameters are the row. */
export function upsertText(kind: Kind, dialect: Dialect): string {
  const changes = TABLES[kind].columns.slice(1).map((column) => `${column} = excluded.${column}`);
  return `${insertInto(kind, dialect)} UPDATE SET ${changes.join(', ')}`;
}

/**
 * The text that writes over a record that is still the former one. Its parameters are the row, and the former row
 * without its key.
 */
export function replaceText(kind: Kind, { placeholder }: Dialect): string {
  const [, ...columns] = TABLES[kind].columns;
  const changes = columns.map((column, index) => `${column} = ${placeholder(index + 2)}`);
  const same = columns.map(
    (column, index) => `${column} IS NOT DISTINCT FROM ${placeholder(columns.length + index + 2)}`,
  );
  return `UPDATE ${kind} SET ${changes.join(', ')} WHERE key = ${placeholder(1)} AND ${same.join(' AND ')}`;
}

/** The text that removes a record by key. */
export function deleteText(kind: Kind, { placeholder }: Dialect): string {
  return `DELETE FROM ${kind} WHERE key = ${placeholder(1)}`;
}

/** The text that reads columns of one record by key. */
export function getText(kind: Kind, columns: readonly string[], { placeholder }: Dialect): string {
  return `SELECT ${columns.join(', ')} FROM ${kind} WHERE key = ${placeholder(1)}`;
}

/**
 * The statement behind `list`. Equal shapes of query give equal text, so that it can be prepared once. With `contains`
 * it finds the text wherever it stands in the stored form: who reads has to look again.
 */
export function listStatement<K extends Kind>(kind: K, query: Query<K>, dialect: Dialect): Statement {
  const { terms, values } = conditions(kind, query.where, dialect);
  const place = (value: SqlValue): string => dialect.placeholder(values.push(value));
  const { after, from, before, contains, newestFirst } = query;
  if (after !== undefined) terms.push(`key ${newestFirst ? '<' : '>'} ${place(after)}`);
  if (from !== undefined) terms.push(`key >= ${place(from)}`);
  if (before !== undefined) terms.push(`key < ${place(before)}`);
  if (contains) {
    const small = place(storedForm(contains));
    const found = TABLES[kind].searched.columns.map((column) => dialect.contains(column, small));
    terms.push(`(${found.join(' OR ')})`);
  }
  const order = `ORDER BY key${newestFirst ? ' DESC' : ''} LIMIT ${place(query.limit ?? DEFAULT_LIMIT)}`;
  return { sql: `SELECT ${TABLES[kind].columns.join(', ')} FROM ${kind}${whereText(terms)} ${order}`, values };
}

/** What is counted. */
type Counted<K extends Kind> = Pick<Query<K>, 'where' | 'from' | 'before'>;

/** The statement behind `count`. */
export function countStatement<K extends Kind>(
  kind: K,
  { where, from, before }: Counted<K>,
  dialect: Dialect,
): Statement {
  const { terms, values } = conditions(kind, where, dialect);
  const place = (value: SqlValue): string => dialect.placeholder(values.push(value));
  if (from !== undefined) terms.push(`key >= ${place(from)}`);
  if (before !== undefined) terms.push(`key < ${place(before)}`);
  return { sql: `SELECT count(*) FROM ${kind}${whereText(terms)}`, values };
}

/** The text behind `due`; its parameters are the two ends and the limit. */
export function dueText({ placeholder }: Dialect): string {
  const between = (column: string): string => `${column} > ${placeholder(1)} AND ${column} <= ${placeholder(2)}`;
  return (
    `SELECT 'run' AS what, key, lane, due AS at FROM run WHERE due IS NOT NULL AND ${between('due')} ` +
    `UNION ALL SELECT 'timer', key, lane, at FROM timer WHERE ${between('at')} ` +
    `ORDER BY 4, 2 LIMIT ${placeholder(3)}`
  );
}

/** The text behind `nextDue`; its parameter is the time. */
export function nextDueText({ placeholder }: Dialect): string {
  return (
    `SELECT min(at) FROM (SELECT min(due) AS at FROM run WHERE due IS NOT NULL AND due > ${placeholder(1)} ` +
    `UNION ALL SELECT min(at) FROM timer WHERE at > ${placeholder(1)}) AS next`
  );
}

/** A text with its ASCII letters in small; other letters have one case here, as in the databases. */
export function toSmall(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A text as it stands inside JSON, in small letters. */
function storedForm(text: string): string {
  return toSmall(JSON.stringify(text).slice(1, -1));
}

const whereText = (terms: readonly string[]): string => (terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '');

function insertInto(kind: Kind, { placeholder }: Dialect): string {
  const { columns } = TABLES[kind];
  const places = columns.map((_, index) => placeholder(index + 1));
  return `INSERT INTO ${kind} (${columns.join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT (key) DO`;
}

function conditions(
  kind: Kind,
  where: object | undefined,
  { placeholder }: Dialect,
): { terms: string[]; values: SqlValue[] } {
  const rules: { readonly [name: string]: Where } = TABLES[kind].where;
  const terms: string[] = [];
  const values: SqlValue[] = [];
  const place = (value: SqlValue): string => placeholder(values.push(value));
  for (const [name, given] of Object.entries(where ?? {}) as [string, string | number | boolean | undefined][]) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw new Error(`A ${kind} cannot be listed by "${name}"; only by: ${Object.keys(rules).join(', ')}.`);
    if (given === undefined) continue;
    const value = typeof given === 'boolean' ? Number(given) : given;
    terms.push(`${rule.column} = ${place(value)}`);
    if (rule.only !== undefined) terms.push(rule.only);
    if (rule.prefix !== undefined) terms.push(...range(`${value}`, rule.prefix, place));
    // Repeats the partial index's condition, without which the database may not use it.
    if (rule.usual !== undefined && value !== rule.usual) terms.push(`${rule.column} <> '${rule.usual}'`);
  }
  return { terms, values };
}

/** The keys that begin with a value and a separator: from there up to the separator's next neighbour. */
function range(value: string, separator: string, place: (value: string) => string): string[] {
  const end = String.fromCharCode(separator.charCodeAt(0) + 1);
  return [`key >= ${place(value + separator)}`, `key < ${place(value + end)}`];
}
