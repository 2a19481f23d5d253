import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import { queryRows } from '../operations/rows.ts';
import { soqlText } from '../operations/soql.ts';

/**
 * How far a look has got. The next one reads again from `from`, because a change becomes visible when the call that made
 * it ends, and such a call may run for ten minutes: a row may turn up behind others that were told already.
 */
export type Window = {
  /** Stamp of the first rows that are read again; null where the object had no rows. */
  from: string | null;
  /** Of the rows with just that stamp, those up to this id are done. */
  afterId?: string;
  /** Rows from there on that are done. */
  done: readonly string[];
};

/** Which rows are looked for. */
export type Search = {
  object: string;
  columns: readonly string[];
  /** Conditions in SOQL that hold besides. */
  where: readonly string[];
  /** The field by which rows count as new. */
  stamp: 'SystemModstamp' | 'CreatedDate';
};

/** A row, and its name: the same row with a later stamp has another one. */
export type StampedRow = { row: JsonObject; id: string; at: number; name: string; isNew: boolean };

/** What a look has read, in the org's order; `isEnd`: there is nothing more. */
export type Sight = { rows: readonly StampedRow[]; isEnd: boolean };

/** How long a change may take to become visible: the longest call that the org allows, and a minute. */
const OVERLAP_MS = 11 * 60_000;
/** What is older is not read again once everything is told: the query stays small where little changes. */
const DAY_MS = 24 * 60 * 60_000;
/** Most rows that are remembered as done. In a flood of changes the overlap is as long as these reach back. */
const MOST_DONE = 2000;
/** Most new rows that one look reads: as many as come in one page. */
const MOST_ROWS = 2000;

/** The window of a first look: everything that is there is done. Gives the newest rows too, for who remembers values. */
export async function firstWindow(org: Org, search: Search): Promise<{ window: Window; rows: readonly StampedRow[] }> {
  const sight = await read(org, search, { conditions: search.where, order: 'DESC', limit: MOST_DONE });
  const rows = sight.rows.toReversed();
  const [oldest] = rows;
  const newest = rows.at(-1);
  if (!oldest || !newest) return { window: { from: null, done: [] }, rows };
  const reach = newest.at - OVERLAP_MS;
  if (sight.isEnd) return { window: windowFrom(Math.max(reach, org.io.now() - DAY_MS), undefined, rows), rows };
  const isCut = reach <= oldest.at;
  return { window: windowFrom(isCut ? oldest.at : reach, isCut ? oldest.id : undefined, rows), rows };
}

/** Reads what has come since, and what is read again. */
export async function lookThrough(org: Org, search: Search, window: Window): Promise<Sight> {
  const conditions = [...sinceOf(search, window), ...search.where];
  const limit = window.done.length + MOST_ROWS;
  const { rows, isEnd } = await read(org, search, { conditions, order: 'ASC', limit });
  const done = new Set(window.done);
  return { rows: rows.map((each) => ({ ...each, isNew: !done.has(each.name) })), isEnd };
}

/** The window after a look of which so many rows were gone through: the later ones are for the next look. */
export function nextWindow(window: Window, { rows, isEnd }: Sight, through: number, now: number): Window {
  const isDone = (row: StampedRow, position: number): boolean => position < through || !row.isNew;
  const all = rows.filter(isDone);
  const firstLeft = rows.findIndex((row, position) => !isDone(row, position));
  // The window may not pass a row that is left for later.
  const ended = firstLeft === -1 ? rows.length : firstLeft;
  const last = rows[ended - 1];
  const old = window.from === null ? Number.NEGATIVE_INFINITY : Date.parse(window.from);
  const reached = Math.max(old, last ? last.at - OVERLAP_MS : old);
  const from = isEnd && ended === rows.length ? Math.max(reached, now - DAY_MS) : reached;
  const next = windowFrom(from, from === old ? window.afterId : undefined, all);
  const behind = rows.slice(0, ended).filter(({ at }) => at >= from);
  const surplus = Math.min(next.done.length - MOST_DONE, behind.length);
  const cut = surplus > 0 ? behind[surplus - 1] : undefined;
  return cut ? { from: iso(cut.at), afterId: cut.id, done: next.done.slice(surplus) } : next;
}

/** Reads a window as it was handed in; undefined for anything else. */
export function readWindow(value: JsonValue | undefined): Window | undefined {
  if (!isObject(value)) return undefined;
  const { from, afterId, done } = value;
  if (from !== null && (typeof from !== 'string' || Number.isNaN(Date.parse(from)))) return undefined;
  if (!Array.isArray(done)) return undefined;
  return {
    from,
    ...(typeof afterId === 'string' ? { afterId } : {}),
    done: done.filter((name) => typeof name === 'string'),
  };
}

function windowFrom(from: number, afterId: string | undefined, rows: readonly StampedRow[]): Window {
  if (!Number.isFinite(from)) return { from: null, done: rows.map(({ name }) => name) };
  const done = rows.filter(({ at }) => at >= from).map(({ name }) => name);
  return { from: iso(from), ...(afterId === undefined ? {} : { afterId }), done };
}

function sinceOf({ stamp }: Search, { from, afterId }: Window): string[] {
  if (from === null) return [];
  const moment = iso(Date.parse(from));
  if (afterId === undefined) return [`${stamp} >= ${moment}`];
  return [`(${stamp} > ${moment} OR (${stamp} = ${moment} AND Id > ${soqlText(afterId)}))`];
}

type Reading = { conditions: readonly string[]; order: 'ASC' | 'DESC'; limit: number };

async function read(org: Org, { object, columns, stamp }: Search, { conditions, order, limit }: Reading) {
  const fields = [...new Set(['Id', stamp, ...columns])].join(', ');
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const { rows } = await queryRows(org, {
    soql: `SELECT ${fields} FROM ${object}${where} ORDER BY ${stamp} ${order}, Id ${order} LIMIT ${limit}`,
    most: limit,
    action: `look for news of ${object}`,
  });
  return { rows: rows.flatMap((row) => stamped(row, stamp)), isEnd: rows.length < limit };
}

function stamped(row: JsonObject, stamp: Search['stamp']): StampedRow[] {
  const { Id: id } = row;
  const at = timeIn(row, stamp);
  if (typeof id !== 'string' || Number.isNaN(at)) return [];
  return [{ row, id, at, name: `${id}@${iso(at)}`, isNew: true }];
}

/** A time that the org notes on a row; NaN where there is none. */
export function timeIn(row: JsonObject, field: 'SystemModstamp' | 'CreatedDate'): number {
  const text = row[field];
  return typeof text === 'string' ? Date.parse(text) : Number.NaN;
}

const iso = (at: number): string => new Date(at).toISOString();
