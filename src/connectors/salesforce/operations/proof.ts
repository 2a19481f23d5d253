import type { RecordFields } from './record.ts';

/** Filterable fields that a conversation fills, by object: they make a record findable without a key. */
const PROOF_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Lead', ['MobilePhone', 'Phone', 'Email']],
  ['Contact', ['MobilePhone', 'Phone', 'Email']],
  ['Case', ['SuppliedPhone', 'SuppliedEmail']],
  ['Task', ['WhoId', 'WhatId', 'Subject']],
]);

/** The field values by which a record can be found again; empty when there is nothing to filter by. */
export function proofOf(object: string, fields: RecordFields): [field: string, value: string][] {
  const proof: [string, string][] = [];
  for (const field of proofFieldsOf(object)) {
    const value = fields[field];
    if (typeof value === 'string' && value.trim() !== '') proof.push([field, value.trim()]);
  }
  return proof;
}

/** The fields by which records of an object can be found again; none for an object that has nothing of the kind. */
export function proofFieldsOf(object: string): readonly string[] {
  return PROOF_FIELDS.get(object) ?? [];
}
