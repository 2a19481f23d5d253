import type { Looking, Candidate, RecordRef } from './person-record.ts';
import type { MatchedBy, PersonObject, PlaceName } from './input.ts';
import { followRecord, hasPersonAccounts, kindOfId, searchRecords } from './person-record.ts';
import { searchIndex } from './search-index.ts';

/** Everybody in the first place that has somebody, and the linked records that stand for nobody any more. */
export type Looked = { candidates: Candidate[]; gone: RecordRef[] };

/** Links that are looked at; who has more was matched wrongly more than once. */
const MOST_LINKS = 5;

/**
 * The record that this person is linked with, as it stands: merged and converted ones are followed. Links are tried in
 * the order of the places, newer ones first. A record that may not be looked for keeps its link and is passed over.
 */
export async function findLinked(looking: Looking): Promise<Looked> {
  const { org, plan } = looking;
  const gone: RecordRef[] = [];
  const wanted = plan.look.flatMap(objectsIn);
  const rank = (id: string): number => wanted.indexOf(kindOfId(id) ?? 'Lead');
  const links = (await org.io.links())
    .filter(({ record }) => wanted.includes(kindOfId(record) ?? 'other'))
    .toSorted((a, b) => rank(a.record) - rank(b.record))
    .slice(0, MOST_LINKS);
  for (const { record: id } of links) {
    const kind = kindOfId(id);
    if (!kind || (kind === 'PersonAccount' && !(await hasPersonAccounts(looking)))) continue;
    const followed = await followRecord(looking, { kind, id });
    const { found } = followed;
    if (found && !isLookedFor(looking, found.kind, found.id !== id)) continue;
    gone.push(...followed.gone);
    if (found) return { candidates: [{ ...found, why: ['link'] }], gone };
  }
  return { candidates: [], gone };
}

/** Searches the places one after the other; the first that has somebody is the answer. */
export async function searchPlaces(looking: Looking): Promise<Candidate[]> {
  const { look } = looking.plan;
  let leads: Promise<Candidate[]> | undefined;
  const both = look.includes('Lead') && look.includes('ConvertedLead');
  const leadsOf = async (converted: boolean): Promise<Candidate[]> => {
    leads ??= searchRecords(looking, 'Lead', both ? '' : `IsConverted = ${converted}`);
    return (await leads).filter(({ row }) => (row['IsConverted'] === true) === converted);
  };
  for (const place of look) {
    const found = await searchPlace(looking, place, leadsOf);
    if (found.length > 0) return found;
  }
  const { phone, where } = looking.match;
  // The index knows no conditions.
  if (!looking.plan.input.match.searchIndex || !phone || where.length > 0) return [];
  const ids = await searchIndex(looking);
  return followAll(
    looking,
    ids.map((id) => ({ id, why: ['phone'] })),
  );
}

/** The records that a duplicate rule of the org named, as far as they may be looked for. */
export async function readDuplicates(looking: Looking, ids: readonly string[]): Promise<Candidate[]> {
  return followAll(
    looking,
    ids.map((id) => ({ id, why: ['duplicateRule'] })),
  );
}

async function searchPlace(
  looking: Looking,
  place: PlaceName,
  leadsOf: (converted: boolean) => Promise<Candidate[]>,
): Promise<Candidate[]> {
  switch (place) {
    case 'Link':
      return [];
    case 'Contact':
      return searchRecords(looking, 'Contact', '');
    case 'PersonAccount': {
      const people = await hasPersonAccounts(looking);
      return people ? searchRecords(looking, 'PersonAccount', 'IsPersonAccount = true') : [];
    }
    case 'Lead':
      return leadsOf(false);
    case 'ConvertedLead':
      return followAll(looking, await leadsOf(true));
  }
}

/** What records are now, each of them once. */
async function followAll(
  looking: Looking,
  records: readonly { id: string; why: readonly MatchedBy[] }[],
): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { id, why } of records) {
    const kind = kindOfId(id);
    if (!kind || (kind === 'PersonAccount' && !(await hasPersonAccounts(looking)))) continue;
    const now = (await followRecord(looking, { kind, id })).found;
    if (now && isLookedFor(looking, now.kind, now.id !== id)) found.set(now.id, { ...now, why });
  }
  return [...found.values()];
}

/** Whether such a record is an answer: who looks at converted Leads takes the Contacts that they became. */
export function isLookedFor({ plan: { look } }: Looking, kind: PersonObject, moved: boolean): boolean {
  return look.includes(kind) || (moved && kind !== 'Lead' && look.includes('ConvertedLead'));
}

function objectsIn(place: PlaceName): string[] {
  if (place === 'Link') return [];
  return [place === 'ConvertedLead' ? 'Lead' : place];
}
