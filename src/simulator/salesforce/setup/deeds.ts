import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Schema } from '../schema.ts';
import type { Condition } from './condition.ts';

/** A choice of a picklist that an admin defines; `validFor` names values of the controlling field. */
export type ChoiceDeed = string | { value: string; labelIt?: string; default?: boolean; validFor?: readonly string[] };

/** A field that an admin makes. Its type is one of describe's; lengths have Salesforce's defaults. */
export type FieldDeed = {
  deed: 'custom-field';
  object: string;
  name: string;
  type?: string;
  label?: string;
  labelIt?: string;
  length?: number;
  precision?: number;
  scale?: number;
  required?: boolean;
  unique?: boolean;
  externalId?: boolean;
  caseSensitive?: boolean;
  values?: readonly ChoiceDeed[];
  /** Refuses values that are not among `values`. */
  restricted?: boolean;
  /** The field whose value decides which choices go. */
  controllerName?: string;
  referenceTo?: string;
  access?: 'hidden' | 'read-only';
};

/** A change of a field that is there; `access` is what field-level security leaves the integration user. */
export type FieldChangeDeed = {
  deed: 'change-field';
  object: string;
  field: string;
  label?: string;
  required?: boolean;
  length?: number;
  unique?: boolean;
  externalId?: boolean;
  restricted?: boolean;
  values?: readonly ChoiceDeed[];
  access?: 'hidden' | 'read-only' | 'full';
};

/** A record type; `values` gives the choices that it leaves of some picklists. */
export type RecordTypeDeed = {
  deed: 'record-type';
  object: string;
  developerName: string;
  name?: string;
  active?: boolean;
  /** False when the integration user's profile does not have it. */
  available?: boolean;
  isDefault?: boolean;
  values?: { [field: string]: readonly string[] };
};

/** A validation rule: a write after which `when` holds is refused with the admin's message. */
export type ValidationRuleDeed = {
  deed: 'validation-rule';
  object: string;
  when: Condition;
  message: string;
  /** Where the message stands in the form; without it the error names no field. */
  field?: string;
  name?: string;
};

/** A duplicate rule: a record that equals another one in one of the fields is stopped, or may be saved knowingly. */
export type DuplicateRuleDeed = {
  deed: 'duplicate-rule';
  object: string;
  /** Fields of which one must be equal; phone numbers are compared by their digits. */
  match: readonly string[];
  action: 'alert' | 'block';
  /** Objects whose records count, the rule's own by default. */
  against?: readonly string[];
  message?: string;
  name?: string;
};

/** An assignment rule: the first entry whose condition holds names the owner (a user or queue id, or its name). */
export type AssignmentRuleDeed = {
  deed: 'assignment-rule';
  object: string;
  entries: readonly { when?: Condition; owner: string }[];
  name?: string;
  active?: boolean;
};

/** An Apex trigger that fails: beyond so many records in one go, or for one value, always with its whole chunk. */
export type TriggerDeed = { deed: 'trigger'; object: string; name?: string } & (
  | { kind: 'chunk-limit'; above?: number }
  | { kind: 'poison'; field: string; value: string; message?: string }
);

/** An invocable action; texts of `outputs` may hold `{input}` for the value of that input. */
export type ActionDeed = {
  deed: 'action';
  name: string;
  label?: string;
  kind?: 'flow' | 'apex';
  inputs?: readonly { name: string; type?: string; required?: boolean }[];
  outputs?: JsonObject;
  /** What it fails with instead of giving outputs. */
  error?: string;
};

/** Settings of the org as a whole. */
export type OrgDeed = {
  deed: 'org';
  /** How long new and changed records stay unknown to search. */
  searchLagMs?: number;
  /** How long a write holds the records that it refers to; a second write meanwhile is refused. */
  parentLockMs?: number;
  /** How the org spells the member of a duplicate error. */
  duplicateMember?: 'duplicateResut' | 'duplicateResult';
  /** The integration user may make fields by the Tooling API. */
  mayCustomize?: boolean;
  storageFull?: boolean;
  /** How long a bulk job says that it is in progress. */
  bulkMs?: number;
  /** Further entries, or other numbers, of `GET /limits`. */
  limits?: { [name: string]: { Max: number; Remaining: number } };
};

/** Something that an admin does to the org: an option of a new org, and a call of the control API. */
export type SetupDeed =
  | FieldDeed
  | FieldChangeDeed
  | { deed: 'remove-field'; object: string; field: string }
  | { deed: 'many-fields'; object: string; count: number }
  | { deed: 'custom-object'; name: string; label?: string }
  | RecordTypeDeed
  | ValidationRuleDeed
  | DuplicateRuleDeed
  | AssignmentRuleDeed
  | TriggerDeed
  | ActionDeed
  | OrgDeed
  | { deed: 'person-accounts' }
  | { deed: 'remove-rules'; object?: string };

const DEEDS: Record<SetupDeed['deed'], readonly string[]> = {
  'custom-field': ['object', 'name'],
  'change-field': ['object', 'field'],
  'remove-field': ['object', 'field'],
  'many-fields': ['object', 'count'],
  'custom-object': ['name'],
  'record-type': ['object', 'developerName'],
  'validation-rule': ['object', 'when', 'message'],
  'duplicate-rule': ['object', 'match', 'action'],
  'assignment-rule': ['object', 'entries'],
  trigger: ['object', 'kind'],
  action: ['name'],
  org: [],
  'person-accounts': [],
  'remove-rules': [],
};

/**
 * Reads a deed that came from outside. Throws with what is wrong and what is allowed. Without a schema it is not
 * checked whether the object and the field are there.
 */
export function readDeed(value: unknown, schema?: Schema): SetupDeed {
  if (!isObject(value)) throw new Error('A deed is an object such as {"deed":"custom-field","object":"Lead"}.');
  const { deed, object, field } = value;
  const needed = typeof deed === 'string' && deed in DEEDS ? DEEDS[deed as SetupDeed['deed']] : undefined;
  if (!needed) throw new Error(`"deed" is one of ${Object.keys(DEEDS).join(', ')}; got ${JSON.stringify(deed)}.`);
  const missing = needed.find((name) => value[name] === undefined);
  if (missing) throw new Error(`The deed ${String(deed)} needs "${missing}".`);
  if (!schema) return value as unknown as SetupDeed;
  const type = typeof object === 'string' ? schema.full(object) : undefined;
  if (object !== undefined && !type) throw new Error(`The simulated org has no object ${JSON.stringify(object)}.`);
  if (type && typeof field === 'string' && !type.field(field)) {
    throw new Error(`${type.name} has no field "${field}"; make it with {"deed":"custom-field"} first.`);
  }
  return value as unknown as SetupDeed;
}
