import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { API_NAME } from '../config.ts';
import { resolveReference } from '../describe/references.ts';
import { queryRows, rowsOf } from '../operations/rows.ts';
import { soqlText } from '../operations/soql.ts';
import type { Org } from '../request.ts';
import type { MatchedBy, PersonObject, Plan } from './input.ts';
import { conditionsOn, filterOf, matchFields, whyOf, type Match } from './match.ts';

/** A record that may be the person. */
export type Candidate = { kind: PersonObject; id: string; row: JsonObject; why: readonly MatchedBy[] };

/** A record in the words of the API. */
export type RecordRef = { id: string; object: string };

/** One look for one person in one org. */
export type Looking = { org: Org; plan: Plan; match: Match };

/** Rows that one query gives at most. Far more people share no number. */
const MOST_ROWS = 200;
const PERSON_ACCOUNTS = 'find-or-create/person-accounts';
const PERSON_ACCOUNTS_MS = 60 * 60_000;

/** The object of the API behind a person's object. */
export function apiObject(kind: PersonObject): string {
  return kind === 'PersonAccount' ? 'Account' : kind;
}

/** Which object a record id belongs to; undefined where such records stand for nobody. */
export function kindOfId(id: string): PersonObject | undefined {
  const kinds: Record<string, PersonObject> = { '00Q': 'Lead', '003': 'Contact', '001': 'PersonAccount' };
  return kinds[id.slice(0, 3)];
}

/** When the org created a record, by its own clock; 0 where it does not say. */
export function createdAt(row: JsonObject): number {
  const at = typeof row['CreatedDate'] === 'string' ? Date.parse(row['CreatedDate']) : Number.NaN;
  return Number.isNaN(at) ? 0 : at;
}

/** All rows of an object that the match tells, verified here, the newest first. `narrowed` goes before the match. */
export async function searchRecords(looking: Looking, kind: PersonObject, narrowed: string): Promise<Candidate[]> {
  const { org, match } = looking;
  const conditions = conditionsOn(match, kind).map(async ({ field, value }) => ({
    field,
    value: isObject(value) ? await resolveReference(org, apiObject(kind), value) : value,
  }));
  const filter = filterOf(match, kind, await Promise.all(conditions));
  if (filter === undefined) return [];
  const fields = [
    ...(await baseFields(looking, kind)),
    ...matchFields(match, kind),
    ...updateFields(looking.plan, kind),
  ];
  const where = [narrowed, filter].filter((part) => part !== '').join(' AND ');
  const { rows } = await queryRows(org, {
    soql: `SELECT ${[...new Set(fields)].join(', ')} FROM ${apiObject(kind)} WHERE ${where} ORDER BY CreatedDate DESC, Id LIMIT ${MOST_ROWS}`,
    most: MOST_ROWS,
    action: `look for the person among ${kind} records`,
  });
  return rows.flatMap((row) => {
    if (kind === 'Contact' && isPersonAccount(row)) return [];
    const why = whyOf(match, kind, row);
    return why.length > 0 && typeof row['Id'] === 'string' ? [{ kind, id: row['Id'], row, why }] : [];
  });
}

/** One record as it stands, deleted ones too; undefined for one that is purged or not visible. */
export async function readRecord(looking: Looking, kind: PersonObject, id: string): Promise<JsonObject | undefined> {
  const { org, plan, match } = looking;
  const base = [...(await baseFields(looking, kind)), 'IsDeleted', 'MasterRecordId'];
  const fields = [...base, ...matchFields(match, kind), ...updateFields(plan, kind)];
  const soql = `SELECT ${[...new Set(fields)].join(', ')} FROM ${apiObject(kind)} WHERE Id = ${soqlText(id)}`;
  const path = `/queryAll?q=${encodeURIComponent(soql)}`;
  const { body } = await org.call({ method: 'GET', path, action: `read the ${kind} that stands for the person` });
  return rowsOf(body)[0];
}

/** What became of a record: it stands, it is another one now, or it is none any more. */
export type Fate = { then: 'stands'; row: JsonObject } | { then: 'moved'; to: RecordRef } | { then: 'gone' };

/** Looks what became of a record: merged ones lead to their master, converted Leads to their Contact. */
export async function fateOf(looking: Looking, kind: PersonObject, id: string): Promise<Fate> {
  const row = await readRecord(looking, kind, id);
  if (!row) return { then: 'gone' };
  if (row['IsDeleted'] === true) return movedTo(row['MasterRecordId'], apiObject(kind));
  if (row['IsConverted'] === true) return movedTo(row['ConvertedContactId'], 'Contact');
  if (kind === 'Contact' && isPersonAccount(row)) return movedTo(row['AccountId'], 'Account');
  // An Account that is a company stands for no person.
  if (kind === 'PersonAccount' && row['IsPersonAccount'] === false) return { then: 'gone' };
  return { then: 'stands', row };
}

const MOST_MOVES = 5;

/** The record that stands now for what was this one, and those that it was before; undefined where none is left. */
export async function followRecord(
  looking: Looking,
  start: { kind: PersonObject; id: string },
): Promise<{ found?: Omit<Candidate, 'why'>; gone: RecordRef[] }> {
  const gone: RecordRef[] = [];
  let { kind, id } = start;
  for (let moves = 0; moves <= MOST_MOVES; moves++) {
    const fate = await fateOf(looking, kind, id);
    if (fate.then === 'stands') return { found: { kind, id, row: fate.row }, gone };
    gone.push({ id, object: apiObject(kind) });
    const next = fate.then === 'moved' ? kindOfId(fate.to.id) : undefined;
    if (fate.then === 'gone' || !next) break;
    ({ kind, id } = { kind: next, id: fate.to.id });
  }
  return { gone };
}

function movedTo(id: JsonValue | undefined, object: string): Fate {
  return typeof id === 'string' ? { then: 'moved', to: { id, object } } : { then: 'gone' };
}

/** Whether the org keeps people as accounts; asked once an hour. */
export async function hasPersonAccounts({ org, plan }: Pick<Looking, 'org' | 'plan'>): Promise<boolean> {
  if (!plan.look.includes('PersonAccount') && plan.create !== 'PersonAccount') return false;
  const { local, now } = org.io;
  const known = local.get(PERSON_ACCOUNTS) as { answer: boolean; at: number } | undefined;
  if (known && now() - known.at < PERSON_ACCOUNTS_MS) return known.answer;
  const answer = await askForPersonAccounts(org);
  local.set(PERSON_ACCOUNTS, { answer, at: now() });
  return answer;
}

async function askForPersonAccounts(org: Org): Promise<boolean> {
  try {
    const soql = 'SELECT Id FROM Account WHERE IsPersonAccount = true LIMIT 1';
    await queryRows(org, { soql, most: 1, action: 'see whether the org has person accounts' });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.data.providerCode === 'INVALID_FIELD') return false;
    throw error;
  }
}

/** The type of record that makes an Account a person; undefined where the org has none. */
export async function personRecordType(org: Org): Promise<string | undefined> {
  const { rows } = await queryRows(org, {
    soql: "SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND IsPersonType = true AND IsActive = true ORDER BY DeveloperName LIMIT 1",
    most: 1,
    action: 'look for the record type of person accounts',
  });
  const id = rows[0]?.['Id'];
  return typeof id === 'string' ? id : undefined;
}

/** Values to write onto a found record of an object. */
export function updateOf({ input }: Plan, kind: PersonObject): JsonObject {
  if ((input.onFound ?? 'update') !== 'update' || input.overwrite === 'never') return {};
  return input.update?.[kind] ?? {};
}

const NAME = new RegExp(API_NAME);

/** What must be read to see which of the values to write are empty in the org. */
function updateFields(plan: Plan, kind: PersonObject): string[] {
  if (plan.input.overwrite === 'always') return [];
  return Object.entries(updateOf(plan, kind)).map(([name, value]) => {
    if (NAME.test(name)) return isParent(name, value) ? `${name}.Id` : name;
    throw new Failure({ code: 'invalid', message: `"${name}" is no API name of a field.`, fields: [name] });
  });
}

/** A parent told by its own External ID; a portable reference stands in the field that holds the id. */
function isParent(name: string, value: unknown): boolean {
  return isObject(value) && !name.endsWith('Id') && !name.endsWith('__c');
}

async function baseFields(looking: Looking, kind: PersonObject): Promise<string[]> {
  const fields = ['Id', 'Name', 'CreatedDate'];
  if (kind === 'Lead') return [...fields, 'IsConverted', 'ConvertedContactId'];
  if (kind === 'PersonAccount') return [...fields, 'IsPersonAccount'];
  return (await hasPersonAccounts(looking)) ? [...fields, 'AccountId', 'Account.IsPersonAccount'] : fields;
}

/** A person account shows itself as a Contact as well; written is only the Account. */
function isPersonAccount({ Account: account }: JsonObject): boolean {
  return isObject(account) && account['IsPersonAccount'] === true;
}
