import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { userIdOf } from '../auth/user.ts';
import type { Org } from '../request.ts';
import type { RecordFields, Written } from './record.ts';
import { pathOf, type RecordAddress } from './write.ts';

/** How far the org's clock may be from ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * A write whose repetition could undo what people did since. `creates` when it makes a record that is not there; `yields`
 * when what somebody else did since may stand in its place.
 */
export type Repeated = {
  object: string;
  at: RecordAddress;
  fields: RecordFields;
  creates?: boolean;
  yields?: boolean;
};

/** What the org tells of an earlier attempt: it took place, it did not, or the record is not there. */
type Earlier = { state: 'done'; written: Written } | { state: 'open' } | { state: 'absent' };

/**
 * Makes a write that would overwrite if it were repeated blindly: after an unknown outcome the record is looked at, and
 * `send` called again only where nobody else has changed it since the first sending.
 */
export async function withoutOverwriting(org: Org, repeated: Repeated, send: () => Promise<Written>): Promise<Written> {
  const { unknownSince, sentAfter = unknownSince } = org.io.attempt;
  if (sentAfter === undefined) return send();
  const earlier = await lookAtEarlier(org, repeated, sentAfter);
  return earlier.state === 'done' ? earlier.written : send();
}

const STAMPS = ['Id', 'CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById'] as const;

/**
 * Looks whether a write of unknown outcome took place. It did where the record holds its values or was created by us
 * since; it did not, or repeating does no harm, where nobody but us touched the record since. Where somebody else did
 * and the values differ nobody can tell, and what people wrote last stays: `conflict`, or done where that will do.
 */
async function lookAtEarlier(org: Org, repeated: Repeated, sentAt: number): Promise<Earlier> {
  const { object, fields } = repeated;
  const row = await readRow(org, repeated);
  if (!row) return { state: 'absent' };
  const us = await userIdOf(org);
  const since = (stamp: JsonValue | undefined) => timeOf(stamp) >= sentAt - CLOCK_SKEW_MS;
  const created = repeated.creates === true && isSameId(row['CreatedById'], us) && since(row['CreatedDate']);
  const written: Written = { id: row.Id, created };
  if (holdsAll(row, fields)) return { state: 'done', written };
  if (isSameId(row['LastModifiedById'], us) || !since(row['LastModifiedDate'])) return { state: 'open' };
  if (created || repeated.yields) return { state: 'done', written };
  throw changedSince(object, row, fields);
}

type Row = JsonObject & { Id: string };

async function readRow(org: Org, { object, at, fields }: Repeated): Promise<Row | undefined> {
  const readable = Object.keys(fields).filter((name) => !isObject(fields[name]));
  const read = (names: readonly string[]) =>
    org.call({
      method: 'GET',
      path: `${pathOf(object, at)}?fields=${[...new Set([...STAMPS, ...names])].join(',')}`,
      action: `look at the ${object} of an earlier attempt`,
      accept: 404,
    });
  const { status, body } = await read(readable).catch((error: unknown) => {
    // Some fields can be written but not read; the stamps alone must do then.
    if (error instanceof Failure && error.data.providerCode === 'INVALID_FIELD') return read([]);
    throw error;
  });
  if (status === 404 || !isObject(body) || typeof body['Id'] !== 'string') return undefined;
  return { ...body, Id: body['Id'] };
}

function holdsAll(row: JsonObject, fields: RecordFields): boolean {
  const names = Object.keys(fields);
  if (names.length === 0) return false;
  return names.every((name) => {
    const value = fields[name];
    if (value === undefined) return true;
    const held = Object.keys(row).find((each) => each.toLowerCase() === name.toLowerCase());
    return held !== undefined && holds(row[held], value);
  });
}

/** True where the org shows a value that was sent, in its own way of writing it. */
function holds(held: JsonValue | undefined, sent: JsonValue): boolean {
  const [left, right] = [plain(held), plain(sent)];
  if (left === right) return true;
  if (DATE_TIME.test(left) && DATE_TIME.test(right)) return timeOf(left) === timeOf(right);
  return left.length >= 15 && right.length >= 15 && RECORD.test(left) && isSameId(left, right);
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const RECORD = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/;

/** The org keeps no blanks at the ends, and no difference between empty and nothing. */
function plain(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
}

/** Ids are the same in their short and their long form. */
export function isSameId(left: JsonValue | undefined, right: string): boolean {
  return typeof left === 'string' && left.slice(0, 15) === right.slice(0, 15);
}

/** The org writes times with `+0000` where others write `Z`. */
export function timeOf(stamp: JsonValue | undefined): number {
  return typeof stamp === 'string' ? Date.parse(stamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
}

function changedSince(object: string, row: JsonObject, fields: RecordFields): Failure {
  return new Failure({
    code: 'conflict',
    message: `It is not known whether the ${object} was updated: Salesforce gave no answer, and somebody else has changed the record since. Their values were left as they are; look at the record and write it again where that is right.`,
    fields: Object.keys(fields),
    details: {
      id: row['Id'] ?? null,
      changedAt: row['LastModifiedDate'] ?? null,
      changedBy: row['LastModifiedById'] ?? null,
    },
  });
}
