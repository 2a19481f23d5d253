import { isObject, type JsonObject } from '../../../base/json.ts';
import { makeRecordId } from '../../../simulator/salesforce/record-id.ts';

/** A record of a pretend system, as a flow wrote it. */
export type PretendRecord = {
  object: string;
  id: string;
  fields: JsonObject;
  createdAt: number;
  changedAt: number;
};

/** One writing of a record by an effect. */
export type Writing = {
  effect: string;
  operation: string;
  object: string;
  record: string;
  created: boolean;
  at: number;
};

/** A system that keeps records of any object, without rules of its own. */
export type PretendOrg = {
  records(): readonly PretendRecord[];
  writings(): readonly Writing[];
  /** Creates a record, or updates the one with the same External ID; gives what the operation gives. */
  write(effect: string, operation: string, input: JsonObject): JsonObject;
};

/** First characters of ids, by object; all others have those of a custom object. */
const PREFIXES: Readonly<Record<string, string>> = {
  Account: '001',
  Contact: '003',
  Opportunity: '006',
  Lead: '00Q',
  Task: '00T',
  Event: '00U',
  CampaignMember: '00v',
  Case: '500',
  Campaign: '701',
};
const CUSTOM = 'a00';
const FIRST_NUMBER = 1001;

/** True for an operation that writes one record of an object: it can be played without being told an answer. */
export function writesRecord(operation: string, input: JsonObject): boolean {
  const known = operation === 'create' || operation === 'upsert';
  return known && typeof input['object'] === 'string' && isObject(input['fields']);
}

/** Creates an empty system, whose ids are the same each time. */
export function createOrg(now: () => number): PretendOrg {
  const records: PretendRecord[] = [];
  const writings: Writing[] = [];
  const byKey = new Map<string, PretendRecord>();
  const counts = new Map<string, number>();
  const create = (object: string): PretendRecord => {
    const number = (counts.get(object) ?? 0) + 1;
    counts.set(object, number);
    const id = makeRecordId(PREFIXES[object] ?? CUSTOM, number);
    const fields = object === 'Case' ? { CaseNumber: String(FIRST_NUMBER + number - 1).padStart(8, '0') } : {};
    const record = { object, id, fields, createdAt: now(), changedAt: now() };
    records.push(record);
    return record;
  };
  return {
    records: () => records,
    writings: () => writings,
    write(effect, operation, input) {
      const object = typeof input['object'] === 'string' ? input['object'] : '';
      const key = operation === 'upsert' && JSON.stringify([object, input['externalIdField'], input['externalId']]);
      const known = key ? byKey.get(key) : undefined;
      const record = known ?? create(object);
      if (key) byKey.set(key, record);
      record.fields = { ...record.fields, ...(isObject(input['fields']) ? input['fields'] : {}) };
      record.changedAt = now();
      writings.push({ effect, operation, object, record: record.id, created: !known, at: now() });
      return outputOf(record, !known);
    },
  };
}

function outputOf({ object, id, fields }: PretendRecord, created: boolean): JsonObject {
  const url = `https://pretend.example/lightning/r/${object}/${id}/view`;
  const number = fields[`${object}Number`];
  const person = [fields['FirstName'], fields['LastName']].filter((part) => typeof part === 'string').join(' ');
  const name = number ?? fields['Name'] ?? (person || undefined);
  return {
    id,
    url,
    object,
    created,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof number === 'string' ? { number } : {}),
  };
}
