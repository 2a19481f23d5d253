import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { FoundRecord, Operation } from '../../connector.ts';
import { keyFieldOf, type SalesforceConfig } from '../config.ts';
import { writePrepared } from '../operations/write-prepared.ts';
import { openOrg } from '../request.ts';
import { claimOfEffect, claimOfPerson, createPerson, isOwnRecord, type Creation } from './create-person.ts';
import { inLine } from './in-line.ts';
import { inputSchema, OUTCOMES, outputSchema, planOf, type FindOrCreateInput } from './input.ts';
import { isSearchable, namesOf, readMatch } from './match.ts';
import { apiObject, createdAt, updateOf, type Candidate, type Looking, type RecordRef } from './person-record.ts';
import { personLooks } from './person-looks.ts';
import { findLinked, searchPlaces } from './search.ts';

/**
 * Finds the record of a person, or creates it: one person, one record, on however many channels and at however many
 * moments at once they write. The record link of the contact goes first, then searches, then the creation under a claim
 * that all who look for the same person share.
 */
export const findOrCreate: Operation<SalesforceConfig> = {
  title: 'Find or create person',
  description:
    'Finds the Contact, person account or Lead of a person by its record link, External ID, e-mail or phone, and creates it where there is none. Two messages of one person at the same moment make one record.',
  input: inputSchema,
  output: outputSchema,
  outcomes: OUTCOMES,
  repeat(input, config) {
    const plan = planOf(input as FindOrCreateInput);
    if (keyFieldOf(config, apiObject(plan.create))) return 'keyed';
    const { phone, email, externalId } = plan.input.match;
    return phone || email || externalId ? 'safe' : 'unsafe';
  },
  ...personLooks,
  records: recordsOf,
  async run(input, io) {
    const plan = planOf(input as FindOrCreateInput);
    const looking: Looking = { org: openOrg(io), plan, match: readMatch(plan) };
    const linked = plan.look.includes('Link') ? await findLinked(looking) : { candidates: [], gone: [] };
    const search = { looking, gone: linked.gone };
    if (plan.input.onFound === 'new') return createAnyway(search, linked.candidates);
    if (linked.candidates.length > 0) return takeFound(search, linked.candidates);
    if (!isSearchable(looking.match)) throw nothingToMatch();
    const names = namesOf(looking.match, plan);
    return inLine(io.local, names, () => searchOrCreate(search, names));
  },
};

type Search = { looking: Looking; gone: readonly RecordRef[] };

async function searchOrCreate(search: Search, names: readonly string[]): Promise<JsonObject> {
  const { looking } = search;
  const found = await searchPlaces(looking);
  for (const candidate of found) {
    if (await isOwnRecord(looking, names, candidate)) return created(search, candidate.id, candidate.row);
  }
  if (found.length > 0) return takeFound(search, found);
  const creation = await createPerson(looking, claimOfPerson(looking, names));
  return creation.then === 'created' ? createdBy(search, creation) : takeFound(search, creation.candidates);
}

/** Creates a record of its own for the effect; who is there already is told. */
async function createAnyway(search: Search, linked: readonly Candidate[]): Promise<JsonObject> {
  const { looking } = search;
  const found = linked.length > 0 || !isSearchable(looking.match) ? linked : await searchPlaces(looking);
  const claimed = claimOfEffect(looking);
  for (const candidate of found) {
    if (await isOwnRecord(looking, claimed.names, candidate)) return created(search, candidate.id, candidate.row);
  }
  const creation = await createPerson(looking, claimed);
  if (creation.then === 'found') return takeFound(search, creation.candidates);
  return { ...createdBy(search, creation), candidates: found.map((candidate) => shown(looking, candidate)) };
}

/** Ends with one of those who were found, or with all of them where somebody must choose. */
async function takeFound(search: Search, candidates: readonly Candidate[]): Promise<JsonObject> {
  const { looking, gone } = search;
  const { onFound, onSeveral } = looking.plan.input;
  const likeliest = likeliestOf(candidates);
  const [taken] = likeliest;
  const several = likeliest.length > 1;
  const choices = candidates.map((candidate) => shown(looking, candidate));
  if (!taken || onFound === 'ask' || (several && onSeveral === 'ask')) {
    return { outcome: 'ambiguous', created: false, updated: [], candidates: choices, gone: [...gone] };
  }
  if (several && onSeveral === 'fail') throw tooMany(choices);
  const updated = await updateFound(looking, taken);
  return {
    outcome: 'found',
    ...presented(looking, taken.id, taken.row),
    created: false,
    ...(taken.why[0] ? { matchedBy: taken.why[0] } : {}),
    updated,
    candidates: choices,
    gone: [...gone],
  };
}

const WEIGHTS = { link: 16, externalId: 8, email: 4, duplicateRule: 2, claim: 2, phone: 1 } as const;

/** Those whom most speaks for, the newest first. A shared phone yields to an address of one's own. */
function likeliestOf(candidates: readonly Candidate[]): Candidate[] {
  const weigh = ({ why }: Candidate): number => why.reduce((sum, each) => sum + WEIGHTS[each], 0);
  const most = Math.max(...candidates.map(weigh));
  return candidates
    .filter((each) => weigh(each) === most)
    .toSorted((a, b) => createdAt(b.row) - createdAt(a.row) || (a.id < b.id ? 1 : -1));
}

/** Writes what the author wants on a found record; by default onto empty fields only. Gives the names of the fields. */
async function updateFound({ org, plan }: Looking, { kind, id, row }: Candidate): Promise<string[]> {
  const always = plan.input.overwrite === 'always';
  const due = Object.entries(updateOf(plan, kind)).filter(
    ([name, value]) => value !== undefined && value !== '' && (always || (value !== null && isEmpty(row[name]))),
  );
  if (due.length === 0) return [];
  const object = apiObject(kind);
  // What stands in for blank fields of a new record would write over those of this one.
  const { whenEmpty: _, ...options } = plan.input.options ?? {};
  const given = { object, fields: Object.fromEntries(due), options };
  await writePrepared(org, given, (fields) =>
    org.call({
      method: 'PATCH',
      path: `/sobjects/${object}/${id}`,
      body: JSON.stringify(fields),
      // Assignment rules would take the record from whoever has it.
      headers: { 'sforce-auto-assign': 'FALSE' },
      action: `update the ${kind} that was found`,
    }),
  );
  return due.map(([name]) => name);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function createdBy(search: Search, { id, fields }: Extract<Creation, { then: 'created' }>): JsonObject {
  return created(search, id, fields);
}

function created({ looking, gone }: Search, id: string, row: JsonObject): JsonObject {
  return {
    outcome: 'created',
    ...presented(looking, id, row),
    created: true,
    updated: [],
    candidates: [],
    gone: [...gone],
  };
}

function shown(looking: Looking, { id, row, why }: Candidate): JsonObject {
  return { ...presented(looking, id, row), why: [...why] };
}

function presented({ org, plan }: Looking, id: string, row: JsonObject): JsonObject {
  const prefix = id.slice(0, 3);
  const object =
    prefix === '00Q' ? 'Lead' : prefix === '003' ? 'Contact' : prefix === '001' ? 'Account' : apiObject(plan.create);
  const name = nameIn(row);
  const url = `${org.instanceUrl()}/lightning/r/${object}/${id}/view`;
  return { id, url, object, ...(name === '' ? {} : { name }) };
}

const NAME_PARTS = ['FirstName', 'MiddleName', 'LastName', 'Suffix'] as const;

function nameIn(row: JsonObject): string {
  const name = row['Name'];
  if (typeof name === 'string') return name;
  return NAME_PARTS.map((part) => textOf(row[part]))
    .filter((part) => part !== '')
    .join(' ');
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

function recordsOf(_input: JsonObject, { outcome, id, object, url, gone }: JsonObject): FoundRecord[] {
  const lost = (Array.isArray(gone) ? gone.filter(isObject) : []).flatMap((record): FoundRecord[] =>
    typeof record['id'] === 'string' && typeof record['object'] === 'string'
      ? [{ object: record['object'], record: record['id'], how: 'gone' }]
      : [],
  );
  if (typeof id !== 'string' || typeof object !== 'string') return lost;
  const how = outcome === 'created' ? 'created' : 'matched';
  return [...lost, { object, record: id, how, ...(typeof url === 'string' ? { url } : {}) }];
}

function nothingToMatch(): Failure {
  return new Failure({
    code: 'invalid',
    message:
      'There is nothing to find this person by: no record link, phone, e-mail or External ID. Ask for one of them before this step.',
    fields: ['match'],
  });
}

function tooMany(candidates: readonly JsonObject[]): Failure {
  return new Failure({
    code: 'conflict',
    message: `${candidates.length} records may be this person. Merge them in Salesforce, or let the step take the newest or ask.`,
    details: { candidates },
  });
}
