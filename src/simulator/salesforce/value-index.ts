import type { Field } from './metadata.ts';
import type { Row } from './store.ts';

/** Finds the rows that hold a value without looking at all of them. */
export type ValueIndex = {
  /** Live rows with this value, in no promised order. */
  find: (value: string) => readonly Row[];
  add: (row: Row) => void;
  remove: (row: Row) => void;
};

/** How values of a field are told apart: by case or not, or by the last digits of a phone number. */
export type KeyOf = (value: string) => string;

const PHONE_DIGITS = 9;

/** Makes an empty index over one field. */
export function createValueIndex(field: string, keyOf: KeyOf): ValueIndex {
  const rows = new Map<string, Row | Set<Row>>();
  const keyIn = (row: Row): string => {
    const value = row.fields[field];
    return typeof value === 'string' ? keyOf(value) : '';
  };
  return {
    find: (value) => {
      const found = rows.get(keyOf(value));
      if (found === undefined) return [];
      return found instanceof Set ? [...found] : [found];
    },
    add: (row) => {
      const key = keyIn(row);
      if (key === '') return;
      const found = rows.get(key);
      if (found === undefined) rows.set(key, row);
      else if (found instanceof Set) found.add(row);
      else if (found !== row) rows.set(key, new Set([found, row]));
    },
    remove: (row) => {
      const key = keyIn(row);
      const found = key === '' ? undefined : rows.get(key);
      if (found instanceof Set) found.delete(row);
      else if (found === row) rows.delete(key);
    },
  };
}

/** Text is compared without case unless the field says otherwise. */
export function textKey(field: Field): KeyOf {
  return field.caseSensitive ? (value) => value : (value) => value.toLowerCase();
}

/** The digits that tell phone numbers apart however they are written; empty for what holds too few. */
export function phoneKey(value: string): string {
  const digits = value.replace(/\D/g, '');
  return digits.length < 6 ? '' : digits.slice(-PHONE_DIGITS);
}

/** True for a field whose values are worth finding quickly: keys, addresses and references to other records. */
export function isIndexed(field: Field): boolean {
  if (field.name === 'Id') return false;
  if (field.unique || field.externalId || field.idLookup) return true;
  if (field.type === 'email' || isPhone(field)) return true;
  if (field.type !== 'reference' || field.name === 'RecordTypeId') return false;
  return !(field.referenceTo?.includes('User') && !field.referenceTo.includes('Case'));
}

/** True for a field that holds phone numbers, whatever its type is called. */
export function isPhone(field: Field): boolean {
  return field.type === 'phone' || field.name === 'SuppliedPhone';
}
