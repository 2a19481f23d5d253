import type { DemoRecord } from '../../src/server/routes/demo/demo-state.ts';

/** One field of a record, to be shown. */
export type ShownField = { name: string; value: string };

/** A record laid out: what it is called, the fields that matter, and the rest. */
export type ShownRecord = { title: string; main: readonly ShownField[]; other: readonly ShownField[] };

/** In the order in which a person would look for them. */
const MAIN = (
  'CaseNumber Subject FirstName LastName Company SuppliedName MobilePhone Phone SuppliedPhone Email SuppliedEmail ' +
  'City Country Title Industry Type Reason Priority Origin LeadSource Status Rating Description Rondine_Key__c'
).split(' ');

/** Shown elsewhere on the card or of no interest to anybody. */
const HIDDEN = new Set(['Id', 'CreatedDate', 'Name']);

/** Chooses and orders a record's fields: what a person would look for first, keys last; empty ones are left out. */
export function layOutRecord({ id, fields }: DemoRecord): ShownRecord {
  const title = String(fields['Name'] ?? fields['Subject'] ?? fields['SuppliedName'] ?? fields['CaseNumber'] ?? id);
  const shown = Object.entries(fields)
    .filter(([name, value]) => !HIDDEN.has(name) && value !== '' && value !== false)
    // The subject of a case is its title already.
    .filter(([name, value]) => name !== 'Subject' || value !== title)
    .map(([name, value]) => ({ name, value: String(value) }));
  const rank = ({ name }: ShownField): number => MAIN.indexOf(name);
  return {
    title,
    main: shown.filter((field) => rank(field) >= 0).toSorted((left, right) => rank(left) - rank(right)),
    other: shown.filter((field) => rank(field) < 0).toSorted((left, right) => left.name.localeCompare(right.name)),
  };
}

/** How many records there are of each object, in the order in which the objects are shown. */
export function countObjects(records: readonly DemoRecord[]): readonly { object: string; count: number }[] {
  const counts = new Map([
    ['Lead', 0],
    ['Case', 0],
  ]);
  for (const { object } of records) counts.set(object, (counts.get(object) ?? 0) + 1);
  return [...counts].map(([object, count]) => ({ object, count }));
}
