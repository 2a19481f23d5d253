import { isObject, type JsonValue } from '../base/json.ts';
import type { Path } from './report.ts';

/** What has been taken over, by the object or list that holds it. */
type Ledger = Map<object, Set<string>>;

/**
 * A value in a file that is read, and where it stands. Whatever is taken over is marked, so that what nobody took can
 * be told at the end: nothing is left out in silence.
 */
export type Place = {
  readonly value: JsonValue | undefined;
  readonly path: Path;
  readonly ledger: Ledger;
  readonly holder?: { object: object; key: string };
};

/** The place of a whole file. */
export function rootPlace(value: JsonValue): Place {
  return { value, path: [], ledger: new Map() };
}

/** A member of an object; a place without a value where there is none. */
export function member(place: Place, name: string): Place {
  const { value, path, ledger } = place;
  const own = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return isObject(value) ? below({ path: [...path, name], ledger }, value, own) : { value: own, path, ledger };
}

/** A place some members down. */
export function at(place: Place, ...names: string[]): Place {
  return names.reduce(member, place);
}

/** The items of a list; none for anything else. */
export function items(place: Place): Place[] {
  const { value, path, ledger } = place;
  if (!Array.isArray(value)) return [];
  return value.map((item: JsonValue, index) => below({ path: [...path, index], ledger }, value, item));
}

/** The members of an object with their names; none for anything else. */
export function members(place: Place): [name: string, place: Place][] {
  return isObject(place.value) ? Object.keys(place.value).map((name) => [name, member(place, name)]) : [];
}

/** Takes a value over, with all that is below it. */
export function take(place: Place): JsonValue | undefined {
  const { holder, ledger, value } = place;
  if (holder) {
    const taken = ledger.get(holder.object) ?? new Set();
    ledger.set(holder.object, taken.add(holder.key));
  }
  return value;
}

/** Takes a text over; anything else stays where it is and gives undefined. */
export function takeText(place: Place): string | undefined {
  return typeof place.value === 'string' ? (take(place) as string) : undefined;
}

/** Takes a number over, also one that is written as a text. */
export function takeNumber(place: Place): number | undefined {
  const { value } = place;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return undefined;
  take(place);
  return number;
}

/** Everything that says something and was not taken: whole objects where nothing in them was. */
export function leftOver({ value, ledger }: Place): { place: Path; value: JsonValue }[] {
  return inside(value ?? null, [], ledger).found;
}

type Found = { found: { place: Path; value: JsonValue }[]; touched: boolean };

function inside(value: JsonValue, place: Path, ledger: Ledger): Found {
  if (typeof value !== 'object' || value === null)
    return { found: saysNothing(value) ? [] : [{ place, value }], touched: false };
  const taken = ledger.get(value);
  const parts = Object.entries(value)
    .filter(([key]) => !taken?.has(key))
    .map(([key, part]) => inside(part ?? null, [...place, Array.isArray(value) ? Number(key) : key], ledger));
  const found = parts.flatMap((part) => part.found);
  const touched = taken !== undefined || parts.some((part) => part.touched);
  return touched || found.length === 0 ? { found, touched } : { found: [{ place, value }], touched };
}

function saysNothing(value: JsonValue): boolean {
  return value === null || value === '';
}

function below({ path, ledger }: Pick<Place, 'path' | 'ledger'>, object: object, value: JsonValue | undefined): Place {
  return { value, path, ledger, holder: { object, key: String(path.at(-1)) } };
}
