import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Address } from '../../message/address.ts';
import type { ContactRecord } from '../../store/records.ts';

/** Members of which a person has one. */
const SINGLE = ['name', 'language', 'stage'] as const;
/** Members that are sets of words. */
const SETS = ['tags', 'groups'] as const;

/** What two contacts know of one person, as one: where both say something, the one that stays is right. */
export function unite(into: ContactRecord, from: ContactRecord): ContactRecord {
  const next: ContactRecord = { ...into, addresses: union(into.addresses, from.addresses, sameAddress) };
  for (const name of SINGLE) assign(next, name, into[name] ?? from[name]);
  for (const name of SETS) assign(next, name, unionOrNone(into[name], from[name]));
  if (into.fields || from.fields) next.fields = { ...from.fields, ...into.fields };
  const wrote = [into.firstMessageAt, from.firstMessageAt].filter((at) => at !== undefined);
  if (wrote.length > 0) next.firstMessageAt = Math.min(...wrote);
  assign(next, 'attribution', uniteAttributions(into.attribution, from.attribution));
  return next;
}

/** What was united, and how it is now. */
export type Union = { now: ContactRecord; into: ContactRecord; from: ContactRecord };

/**
 * The surviving contact without what the merge brought it. What has changed since stays changed, and what has come since
 * stays, but for the addresses that `theirs` says are the other person's.
 */
export function separate({ now, into, from }: Union, theirs: (address: Address) => boolean): ContactRecord {
  const united = unite(into, from);
  const next: ContactRecord = {
    ...now,
    addresses: now.addresses.filter((address) => includes(into.addresses, address) || !isOf(from, address, theirs)),
  };
  for (const name of [...SINGLE, 'firstMessageAt', 'attribution'] as const) {
    assign(next, name, rewound(now[name], united[name], into[name]));
  }
  for (const name of SETS) {
    const kept = now[name]?.filter((each) => into[name]?.includes(each) || !from[name]?.includes(each));
    assign(next, name, kept?.length || into[name] ? kept : undefined);
  }
  assign(next, 'fields', separateFields(now, united, into));
  return next;
}

/** True for an address that the merge brought, or that came since and is the other person's. */
function isOf(from: ContactRecord, address: Address, theirs: (address: Address) => boolean): boolean {
  return includes(from.addresses, address) || theirs(address);
}

/** True when one of the addresses is this one. */
export function includes(addresses: readonly Address[], address: Address): boolean {
  return addresses.some((each) => sameAddress(each, address));
}

function separateFields(now: ContactRecord, united: ContactRecord, into: ContactRecord): JsonObject | undefined {
  const names = new Set([...Object.keys(now.fields ?? {}), ...Object.keys(into.fields ?? {})]);
  const fields = [...names].flatMap((name): [string, JsonValue][] => {
    const value = rewound(now.fields?.[name], united.fields?.[name], into.fields?.[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return fields.length > 0 || into.fields ? Object.fromEntries(fields) : undefined;
}

/** What it was before, unless it has changed since. */
function rewound<Value extends JsonValue | undefined>(now: Value, united: Value, former: Value): Value {
  return canonicalJson(now) === canonicalJson(united) ? former : now;
}

function uniteAttributions(
  left: ContactRecord['attribution'],
  right: ContactRecord['attribution'],
): ContactRecord['attribution'] {
  if (!left || !right) return left ?? right;
  return {
    first: right.first.at < left.first.at ? right.first : left.first,
    last: right.last.at > left.last.at ? right.last : left.last,
  };
}

function sameAddress(left: Address, right: Address): boolean {
  return left.kind === right.kind && left.value === right.value;
}

function union<T>(left: readonly T[], right: readonly T[], same: (left: T, right: T) => boolean): T[] {
  return [...left, ...right.filter((each) => !left.some((own) => same(own, each)))];
}

function unionOrNone(left?: readonly string[], right?: readonly string[]): readonly string[] | undefined {
  return left || right ? union(left ?? [], right ?? [], (one, other) => one === other) : undefined;
}

/** Sets a member, or takes it away: a record has no members that are undefined. */
function assign<Name extends keyof ContactRecord>(
  record: ContactRecord,
  name: Name,
  value: ContactRecord[Name] | undefined,
): void {
  if (value === undefined) delete (record as Partial<ContactRecord>)[name];
  else record[name] = value;
}
